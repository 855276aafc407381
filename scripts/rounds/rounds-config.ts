import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** What a reviewer and every official does in a browser, with what may come between (issue of the workbench, proof). */
const STORIES = [
  'bulk',
  'inbox',
  'keys',
  'review',
  'review-troubles',
  'roles-*',
  'rounds',
  'session-end',
  'whole-claim',
].map((story) => `test/browser/${story}.test.ts`);

const browser = base.test?.projects?.find(
  (project) => typeof project === 'object' && 'test' in project && project.test?.name === 'browser',
);
if (typeof browser !== 'object' || !('test' in browser)) {
  throw new Error('vitest.config.ts has no project of browser tests any more');
}

/** One project a round: a round begins when the one before has ended. */
export default defineConfig({
  test: {
    ...base.test,
    projects: Array.from({ length: Number(process.env['BUTIE_ROUNDS']) }, (_, round) => ({
      ...browser,
      test: {
        ...browser.test,
        name: `round ${round + 1}`,
        include: STORIES,
        sequence: { groupOrder: round },
      },
    })),
  },
});
