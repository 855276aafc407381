import type pg from 'pg';
import { SealBroken } from './seal-broken.ts';
import { inTransaction } from './connection.ts';
import { placeNamed, SEALED_COLUMNS, type Place, type SealedColumn } from './sealed-places.ts';
import type { Sealer } from './sealing.ts';
import { FORM, openUnbound, type SealingKey } from './value-sealer.ts';

const PAGE = 500;

export interface Resealing {
  readonly sealer: Sealer;
  /** The first one seals. */
  readonly keys: readonly SealingKey[];
  /** Values of before may be there, which are bound to no place; false once the environment is marked. */
  readonly takesUnbound: boolean;
  readonly progress: (done: number) => void;
}

/** How many values were sealed, and how many cannot be opened. */
export interface Resealed {
  readonly sealed: number;
  readonly broken: number;
}

/**
 * Seals every sealed column again: values of another key with the first one and, until the environment is marked, values
 * of before for their place. Works page by page; an interrupted run continues where it stopped. Runs in the owner's role.
 */
export async function reseal(pool: pg.Pool, work: Resealing): Promise<Resealed> {
  let sealed = 0;
  let broken = 0;
  for (const column of Object.keys(SEALED_COLUMNS).filter(isSealedColumn)) {
    for (let after: readonly unknown[] | null = []; after !== null;) {
      const from: readonly unknown[] = after;
      const page = await inTransaction(pool, (client) => resealPage(client, work, column, from));
      sealed += page.sealed;
      broken += page.broken;
      after = page.last;
      if (page.sealed > 0) {
        work.progress(sealed);
      }
    }
  }
  return { sealed, broken };
}

function isSealedColumn(column: string): column is SealedColumn {
  return column in SEALED_COLUMNS;
}

type FoundRow = Readonly<Record<string, unknown>> & { readonly place: string; readonly sealed: Buffer };

interface Page extends Resealed {
  /** Where the next page begins; null after the last one. */
  readonly last: readonly unknown[] | null;
}

/** One page of a column in the order of its rows' names. */
async function resealPage(
  client: pg.PoolClient,
  { sealer, keys, takesUnbound }: Resealing,
  column: SealedColumn,
  after: readonly unknown[],
): Promise<Page> {
  const [table = '', name = ''] = column.split('.');
  const names: readonly string[] = SEALED_COLUMNS[column];
  const isOfAnotherKey = `get_byte("${name}", 0) = ${FORM} AND get_byte("${name}", 1) <> $1`;
  const isWanted = takesUnbound ? `(${isOfAnotherKey} OR get_byte("${name}", 0) <> ${FORM})` : `(${isOfAnotherKey})`;
  const isLater = after.length === 0 ? '' : `AND (${quoted(names)}) > (${after.map((_, n) => `$${n + 2}`).join(', ')})`;
  const found = await client.query<FoundRow>(
    `SELECT ctid::text AS place, "${name}" AS sealed, ${quoted(names)} FROM "${table}"
     WHERE "${name}" IS NOT NULL AND ${isWanted} ${isLater} ORDER BY ${quoted(names)} LIMIT ${PAGE} FOR UPDATE`,
    [keys[0]?.id, ...after],
  );
  const anew = found.rows.flatMap((row) => {
    const own = placeNamed(
      column,
      names.map((one) => row[one]),
    );
    const sealed = sealedAnew(row.sealed, own, { sealer, keys });
    return sealed === null ? [] : { place: row.place, sealed };
  });
  await Promise.all(
    anew.map(({ place, sealed }) =>
      client.query(`UPDATE "${table}" SET "${name}" = $2 WHERE ctid = $1::tid`, [place, sealed]),
    ),
  );
  const last = found.rows.at(-1);
  return {
    sealed: anew.length,
    broken: found.rows.length - anew.length,
    last: last === undefined ? null : names.map((one) => last[one]),
  };
}

/** Null for a value that cannot be opened: it stays as it is, and anybody who reads it is told. */
function sealedAnew(sealed: Buffer, own: Place, { sealer, keys }: Pick<Resealing, 'sealer' | 'keys'>): Buffer | null {
  try {
    return sealer.seal(sealed[0] === FORM ? sealer.openBytes(sealed, own) : openUnbound(keys, sealed), own);
  } catch (error) {
    if (error instanceof SealBroken) {
      return null;
    }
    throw error;
  }
}

function quoted(names: readonly string[]): string {
  return names.map((one) => `"${one}"`).join(', ');
}
