import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { keptBundle } from '../../../main/office/kept-bundle.ts';

const made = mkdtempSync(join(tmpdir(), 'kept-bundle-'));
afterAll(() => rmSync(made, { recursive: true, force: true }));

let root: string;
let folder: string;
let bundled: number;
let warned: string[];

beforeEach(() => {
  root = mkdtempSync(join(made, 'clone-'));
  folder = mkdtempSync(join(made, 'state-'));
  bundled = 0;
  warned = [];
  for (const room of ['workflows', 'domain/claim']) {
    mkdirSync(join(root, room), { recursive: true });
  }
  writeFileSync(join(root, 'workflows', 'index.ts'), 'one');
  writeFileSync(join(root, 'domain', 'claim', 'course.ts'), 'one');
  writeFileSync(join(root, 'package-lock.json'), '{}');
});

async function started(where: string = folder, meanwhile: () => void = () => undefined): Promise<string> {
  const bundle = () => {
    bundled += 1;
    meanwhile();
    return Promise.resolve(`bundle ${bundled}`);
  };
  const log = { warn: (_facts: object, sentence: string) => void warned.push(sentence) };
  return (await keptBundle({ folder: where, root, bundle, log })).code;
}

describe('the bundled workflows', () => {
  it('are bundled at the first start of a worker and read at the next', async () => {
    expect(await started()).toBe('bundle 1');
    expect(await started()).toBe('bundle 1');
  });

  it.each(['workflows/index.ts', 'domain/claim/course.ts', 'domain/claim/new.ts', 'package-lock.json'])(
    'are bundled anew after a change of %s, and only the newest are kept',
    async (path) => {
      await started();
      writeFileSync(join(root, path), 'two');
      expect(await started()).toBe('bundle 2');
      expect(await started()).toBe('bundle 2');
      expect(readdirSync(folder)).toHaveLength(1);
    },
  );

  it('are not kept if a source changed while they were bundled', async () => {
    await started(folder, () => writeFileSync(join(root, 'domain', 'claim', 'course.ts'), 'two'));
    expect(readdirSync(folder)).toEqual([]);
    expect(await started()).toBe('bundle 2');
  });

  it('are bundled at each start where there is no state folder', async () => {
    const nowhere = join(made, 'nowhere');
    expect([await started(nowhere), await started(nowhere)]).toEqual(['bundle 1', 'bundle 2']);
    expect(warned).toEqual([]);
  });

  it('are run, with a warning, if they cannot be written', async () => {
    const file = join(made, 'a-file');
    writeFileSync(file, '');
    expect(await started(file)).toBe('bundle 1');
    expect(warned).toEqual(['The bundled workflows cannot be kept: the next worker bundles them again']);
  });
});
