import pg from 'pg';

/** A text as it may lie in a column: itself, the hexadecimal of its bytes, or inside base64. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const inBase64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The first and the last characters also hold bits of what stands beside it.
    return shifted.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [text, bytes.toString('hex'), ...inBase64.filter((form) => form.length >= 6)];
}

/** Finds any of these texts, whichever form it has. */
export function finderOf(texts: Iterable<string>): RegExp {
  const forms = [...new Set(texts)].filter((text) => text !== '').flatMap(formsOf);
  return new RegExp(forms.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
}

/** Every column of every table of a database that holds one of the texts, as `table.column`. */
export async function columnsWith(url: string, finder: RegExp): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const columns = await client.query<{ place: string; table: string; name: string }>(
      `SELECT c.table_name || '.' || c.column_name AS place, format('%I.%I', c.table_schema, c.table_name) AS table,
         format('%I', c.column_name) AS name
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { place, table, name } of columns.rows) {
      const { rows } = await client.query<{ cell: string | null }>(`SELECT ${name}::text AS cell FROM ${table}`);
      if (rows.some(({ cell }) => cell !== null && finder.test(cell))) {
        found.push(place);
      }
    }
    return found;
  } finally {
    await client.end();
  }
}
