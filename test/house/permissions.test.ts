import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../domain/authority/permissions.ts';
import { ROOT } from '../../main/config.ts';
import { listAllRoutes } from '../../scripts/rules/route-list.ts';

const route = (operation: string, personId: string) => `import { defineRoute } from '${ROOT}/api/kernel/route.ts';
export const planted = defineRoute({
  operationId: '${operation}', method: 'get', path: '/api/v1/planted', summary: 'Planted', problems: [],
  handle: ({ caller }) => Promise.resolve({ raw: ${personId}, mediaType: 'text/plain' }),
});
`;

/** Each planted route, and whether it compiles. */
const PLANTED = {
  'operation-with-a-row.ts': route('getClaim', 'caller.personId'),
  'operation-without-a-row.ts': route('plantedOperation', `caller?.personId ?? ''`),
  'public-operation-without-a-caller.ts': route('listPublicNotices', `caller?.personId ?? ''`),
  'public-operation-that-counts-on-a-caller.ts': route('listPublicNotices', 'caller.personId'),
  'access-beside-the-table.ts': route('getClaim', 'caller.personId').replace(
    'problems',
    'access: { public: true }, problems',
  ),
} as const;

describe('the table of permissions', () => {
  const tree = mkdtempSync(join(tmpdir(), 'butie-permissions-'));
  let refused: readonly string[];
  beforeAll(() => {
    mkdirSync(join(tree, 'api'));
    for (const [name, code] of Object.entries(PLANTED)) {
      writeFileSync(join(tree, 'api', name), code);
    }
    writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    const compilerOptions = { rootDir: '/' };
    const settings = { extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: ['api'] };
    writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    const { stdout, error } = spawnSync(tsc, ['-p', '.', '--pretty', 'false'], { cwd: tree, encoding: 'utf8' });
    if (error !== undefined) {
      throw error;
    }
    const files = Array.from(stdout.matchAll(/^(.+)\(\d+,\d+\): error/gm), ([, file]) => file ?? '');
    refused = [...new Set(files)].toSorted();
  }, 120_000);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('S7: has a row for every operation, or the operation does not compile; the row gives it its caller', () => {
    expect(refused).toEqual([
      'api/access-beside-the-table.ts',
      'api/operation-without-a-row.ts',
      'api/public-operation-that-counts-on-a-caller.ts',
    ]);
  });

  it('S7: has no row without a route, and no operation has two', () => {
    const operations = listAllRoutes().map(({ operationId }) => operationId);
    expect(operations.toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
  });
});
