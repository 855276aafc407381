import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ROOT } from '../../main/config.ts';

/** They open transactions, send for all stores, copy files in, or walk the catalogue. */
const SENDERS = [
  'kernel/audit-writing.ts',
  'kernel/connection.ts',
  'kernel/copy-rows.ts',
  'kernel/outbox-writing.ts',
  'kernel/resealing.ts',
  'kernel/statements.ts',
];

describe('a file that knows SQL', () => {
  it('sends statements by fetchAll, fetchFirst and execute, in no other way', () => {
    const found = filesWith(/\b(?:pool|client|connection)\.query\b/);
    expect(found.filter((file) => !SENDERS.includes(file))).toEqual([]);
  });

  it('stands in prisma/: the other rooms send no statement, but for the making of databases and logins; three ask workflows', () => {
    const found = ['main', 'api', 'activities'].flatMap((room) => filesWith(/\.query(?:<[^(]*>)?\(/, room));
    expect(found).toEqual([
      // Questions to a workflow.
      'office/engine-runs.ts',
      'office/standing-engine.ts',
      'stack/database-roles.ts',
      'stack/embedded-postgres.ts',
      'stack/ownership.ts',
      'stack/temporal-databases.ts',
      'kernel/workflow-runs.ts',
    ]);
  });

  it('takes the type of its rows from the tables and writes none by hand', () => {
    expect(filesWith(/^(?:export )?interface \w*Row(?! extends Row<)\b/m)).toEqual([]);
  });

  it('is seen by these two', () => {
    expect(filesWith(/\bconnection\.query\b/)).toContain('kernel/statements.ts');
  });
});

function filesWith(pattern: RegExp, room = 'prisma'): readonly string[] {
  const folder = join(ROOT, room);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') && !file.startsWith('migrating/') && pattern.test(readFileSync(join(folder, file), 'utf8')),
  );
}
