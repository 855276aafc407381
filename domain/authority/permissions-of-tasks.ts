import type { Permissions } from './permission.ts';

const READERS = [{ to: 'everybody', relation: 'jurisdiction', fields: 'masked' }] as const;
const SEAT = [{ to: 'everybody', relation: 'seat', fields: 'masked' }] as const;

export const TASK_PERMISSIONS = {
  listTasks: READERS,
  readTask: READERS,
  claimTask: SEAT,
  releaseTask: SEAT,
  transferTask: SEAT,
  extendTask: SEAT,
  remindTask: SEAT,
  decideTask: SEAT,
} as const satisfies Permissions;
