import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

/** For each folder, the other folders of its room that it imports. */
type FolderGraph = ReadonlyMap<string, ReadonlySet<string>>;

describe('the folders of prisma/', () => {
  const files = readdirSync(join(ROOT, 'prisma'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && dirname(file) !== '.')
    .map((file) => ({ file, text: readFileSync(join(ROOT, 'prisma', file), 'utf8') }));

  it('import each other in no circle, types counted', () => {
    const graph = folderGraph(files);
    expect([...graph.keys()]).toEqual(expect.arrayContaining(['claim', 'kernel', 'line', 'recordings', 'worker']));
    expect([...graph.values()].reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(20);
    expect(circleIn(graph)).toBeNull();
  });

  it.each([
    ["import type { A } from '../worker/a.ts';"],
    ["import {\n  b,\n  type A,\n} from '../task/a.ts';"],
    ["export * from '../claim/a.ts';"],
    ["import '../notice/../claim/a.ts';"],
  ])('would make a circle if the kernel said: %s', (text) => {
    expect(circleIn(folderGraph([...files, { file: 'kernel/planted.ts', text }]))).toContain('kernel');
  });

  it('make a circle over three folders, and none by a file of their own', () => {
    const a = { file: 'a/a.ts', text: "import { b } from '../b/b.ts';" };
    const b = { file: 'b/b.ts', text: "import type { C } from '../c/c.ts';\nimport { d } from './d.ts';" };
    const c = { file: 'c/c.ts', text: "export { a } from '../a/a.ts';" };
    expect(circleIn(folderGraph([a, b]))).toBeNull();
    expect(circleIn(folderGraph([a, b, c]))).toEqual(['a', 'b', 'c', 'a']);
  });
});

function folderGraph(files: readonly { readonly file: string; readonly text: string }[]): FolderGraph {
  const graph = new Map<string, Set<string>>();
  for (const { file, text } of files) {
    const folder = dirname(file);
    const known = graph.get(folder) ?? new Set<string>();
    graph.set(folder, known);
    for (const [, path = ''] of text.matchAll(/^(?:import|export)\b[^;]*?['"](\.[^'"]+)['"]/gm)) {
      const other = join(folder, dirname(path));
      if (other !== folder && !other.startsWith('..')) {
        known.add(other);
      }
    }
  }
  return graph;
}

/** The folders of a circle, the first one again at the end; null if there is none. */
function circleIn(graph: FolderGraph): readonly string[] | null {
  const isDone = new Set<string>();
  const visit = (folder: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(folder)) {
      return [...path.slice(path.indexOf(folder)), folder];
    }
    if (isDone.has(folder)) {
      return null;
    }
    for (const next of graph.get(folder) ?? []) {
      const circle = visit(next, [...path, folder]);
      if (circle !== null) {
        return circle;
      }
    }
    isDone.add(folder);
    return null;
  };
  for (const folder of graph.keys()) {
    const circle = visit(folder, []);
    if (circle !== null) {
      return circle;
    }
  }
  return null;
}
