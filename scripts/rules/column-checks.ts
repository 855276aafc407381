import { COLUMN_WORDS, columnCheck } from '../../prisma/kernel/column-words.ts';

/** Writes the SQL of a migration that gives columns the words of the domain: `… column-checks.ts claim.state task.kind`. */
const wanted = process.argv.slice(2);
for (const of of wanted.length === 0 ? Object.keys(COLUMN_WORDS) : wanted) {
  const { table, name, condition } = columnCheck(of);
  process.stdout.write(
    `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name};\nALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (\n  ${condition});\n`,
  );
}
