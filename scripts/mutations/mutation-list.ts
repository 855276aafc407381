import { MONEY_MUTATIONS } from './money-mutations.ts';
import type { Mutation } from './mutation.ts';

const RACE = 'a case that changed under the panel is not decided on what is no longer so';
const COMPOSITION = 'are text inside a field, also the first and the last one of a composition';
const REVEAL = 'shows one line in clear for a purpose, and the audit knows';

export const MUTATIONS: readonly Mutation[] = [
  ...MONEY_MUTATIONS,
  {
    name: 'no If-Match',
    edits: [
      {
        file: 'web/workbench/api/resources/tasks.ts',
        from: "header: { 'If-Match': etag, 'Idempotency-Key': key }",
        to: "header: { 'Idempotency-Key': key }",
      },
    ],
    story: { file: 'browser/review-troubles.test.ts', title: RACE },
  },
  {
    name: 'no composition guard',
    edits: [
      {
        file: 'web/workbench/keys/belongs-to-text.ts',
        from: 'return event.isComposing || event.keyCode === 229;',
        to: 'return false;',
      },
    ],
    story: { file: 'browser/keys.test.ts', title: COMPOSITION },
  },
  {
    name: 'an empty list on error',
    edits: [
      {
        file: 'web/workbench/parts/list-states.tsx',
        from: 'if (fault !== null) {',
        to: 'if (fault !== null && !isEmpty) {',
      },
    ],
    story: {
      file: 'browser/review-troubles.test.ts',
      title: 'a list that cannot be read says so, and never that there is nothing',
    },
  },
  {
    name: 'a mask left out (ID numbers)',
    edits: [
      {
        file: 'api/claim/claim-view.ts',
        from: 'idNumber: isUnmasked ? line.idNumber : maskIdNumber(line.idNumber),',
        to: 'idNumber: line.idNumber,',
      },
    ],
    story: { file: 'browser/access.test.ts', title: REVEAL },
  },
  {
    name: 'a bulk that ignores a change',
    edits: [
      {
        file: 'api/task/bulk-pledging.ts',
        from: 'if (task.revision !== item.revision) {',
        to: 'if (task.revision < 0) {',
      },
      {
        file: 'api/task/bulk-pledging.ts',
        from: 'return isMoved ? leftAlone(',
        to: 'return isMoved && item.revision < 0 ? leftAlone(',
      },
    ],
    story: {
      file: 'browser/bulk.test.ts',
      title: 'is planned, pledged by its number, and says of each case what became of it',
    },
  },
  {
    name: 'If-Match of the moment instead of what was read',
    edits: [
      {
        file: 'web/workbench/api/resources/tasks.ts',
        from: "  await body(api.POST('/api/v1/tasks/{taskId}/decision', { params: paramsOf(taskId, sent), body: decision }));",
        to: `  const { etag } = await read(api.GET('/api/v1/tasks/{taskId}', { params: { path: { taskId } } }));
  const params = paramsOf(taskId, { ...sent, etag });
  await body(api.POST('/api/v1/tasks/{taskId}/decision', { params, body: decision }));`,
      },
    ],
    story: { file: 'browser/review-troubles.test.ts', title: RACE },
  },
  {
    name: 'a composition guard without the key code 229',
    edits: [
      {
        file: 'web/workbench/keys/belongs-to-text.ts',
        from: 'return event.isComposing || event.keyCode === 229;',
        to: 'return event.isComposing;',
      },
    ],
    story: { file: 'browser/keys.test.ts', title: COMPOSITION },
  },
  {
    name: 'a mask left out (names)',
    edits: [
      {
        file: 'api/claim/claim-view.ts',
        from: 'name: isUnmasked ? line.name : maskName(line.name),',
        to: 'name: line.name,',
      },
    ],
    story: { file: 'browser/access.test.ts', title: REVEAL },
  },
];
