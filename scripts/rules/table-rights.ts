import { rightsSql } from '../../prisma/kernel/rights-sql.ts';
import { TABLE_RIGHTS } from '../../prisma/kernel/table-rights.ts';

/** Writes the SQL of a migration that gives the application's login its rights to tables: `… table-rights.ts hold task`. */
const wanted = process.argv.slice(2);
for (const [table, rights] of Object.entries(TABLE_RIGHTS)) {
  if (wanted.length === 0 || wanted.includes(table)) {
    process.stdout.write(rightsSql(table, rights));
  }
}
