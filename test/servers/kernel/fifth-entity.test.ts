import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES, ENTITY_KINDS, workflowIdOf } from '../../../domain/entities.ts';
import { ROOT } from '../../../main/config.ts';

const ROOMS = ['domain', 'schemas', 'workflows', 'activities', 'prisma', 'api', 'web', 'main'];

const FIFTH = `export const ENTITIES = {
  sample: { table: 'sample', workflowType: 'sampleWorkflow', idPrefix: 'smp', idField: 'sampleId', workflowIdPrefix: 'sample', endedStates: [] },`;

/**
 * Each file that says something of its own about every entity; all other lists follow from the table. The functions of
 * the database are read by `entity-functions.test.ts`.
 */
const PLACES = [
  'activities/create-activities.ts',
  'api/oversight/conflict-words.ts',
  'api/people/notification-words.ts',
  'api/repair/entity-repair-routes.ts',
  'api/task/decide-task.ts',
  'api/task/task-acts-view.ts',
  'domain/act-words.ts',
  'domain/authority/message-authority.ts',
  'domain/entities.ts',
  'prisma/kernel/start-inputs.ts',
  'prisma/oversight/audit-reads.ts',
  'prisma/oversight/claim-stuck.ts',
  'prisma/recordings/create-recordings.ts',
  'prisma/task/task-duties.ts',
  'prisma/task/task-filters.ts',
  'prisma/task/task-store.ts',
  'prisma/worker/deadline-sweeps.ts',
  'schemas/law-schemas.ts',
  'workflows/index.ts',
];

/** The compiler reads the whole tree. */
const PATIENCE_MS = 300_000;

describe('the table of entities', () => {
  const tree = mkdtempSync(join(tmpdir(), 'butie-entities-'));
  beforeAll(() => {
    for (const room of ROOMS) {
      cpSync(join(ROOT, room), join(tree, room), { recursive: true });
    }
    cpSync(join(ROOT, 'package.json'), join(tree, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    const settings: unknown = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
    writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify({ ...Object(settings), include: ROOMS }));
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it(
    'is all that a fifth entity adds: the compiler then names each file whose list of entities lacks it',
    { timeout: PATIENCE_MS },
    () => {
      const table = join(tree, 'domain', 'entities.ts');
      const text = readFileSync(table, 'utf8');
      writeFileSync(table, text.replace('export const ENTITIES = {', FIFTH));
      const errors = errorsOf(tree);
      expect([...new Set(errors.map(({ file }) => file))].toSorted()).toEqual(PLACES);
      expect(errors.filter(({ says }) => !/sample/i.test(says))).toEqual([]);
    },
  );

  it('gives each entity a table, an id and a workflow of its own', () => {
    const rows = Object.values(ENTITIES);
    for (const column of ['table', 'workflowType', 'idPrefix', 'idField', 'workflowIdPrefix'] as const) {
      expect(new Set(rows.map((row) => row[column])).size).toBe(rows.length);
    }
    expect(ENTITY_KINDS).toEqual(Object.keys(ENTITIES));
    expect(workflowIdOf('batch', 'pob_1')).toBe('payout-batch/pob_1');
  });
});

interface CompilerError {
  readonly file: string;
  readonly says: string;
}

function errorsOf(tree: string): readonly CompilerError[] {
  const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
  const { stdout, error } = spawnSync(tsc, ['-p', '.', '--pretty', 'false'], { cwd: tree, encoding: 'utf8' });
  if (error !== undefined) {
    throw error;
  }
  return stdout
    .split(/\n(?! )/)
    .filter((line) => line !== '')
    .map((line) => {
      const groups = /^(?<file>[\w./-]+\.tsx?)\(\d+,\d+\): error (?<says>.*)$/s.exec(line)?.groups;
      return { file: groups?.['file'] ?? line, says: groups?.['says'] ?? '' };
    });
}
