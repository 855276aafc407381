import { createHash } from 'node:crypto';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes. The others are short, and fill what they leave idle. */
const LONGEST = [
  'test/servers/kernel/chaos.test.ts',
  'test/servers/kernel/fuzz.test.ts',
  'test/servers/kernel/permissions.test.ts',
  'test/servers/practice/years.test.ts',
  'test/servers/practice/killed-jump.test.ts',
  'test/servers/practice/demos.test.ts',
  'test/servers/task/bulk-killed.test.ts',
  'test/browser/axe-screens.test.ts',
  'test/browser/axe-panels.test.ts',
  'test/browser/list-kinds.test.ts',
];

/**
 * Begins with the longest files: as the last ones of a run they would leave all processors but one idle. Of a shuffled
 * run the seed tells the order, as it does without this.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shuffle, seed } = this.ctx.config.sequence;
    if (shuffle === true) {
      return files.toSorted((a, b) => (numberOf(a, seed) < numberOf(b, seed) ? -1 : 1));
    }
    const sorted = await super.sort.call(this, files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

function place({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((file) => moduleId.endsWith(file));
  return at === -1 ? LONGEST.length : at;
}

function numberOf({ moduleId }: TestSpecification, seed: number): string {
  return createHash('sha256').update(`${seed} ${moduleId}`).digest('hex');
}
