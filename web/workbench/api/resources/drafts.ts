import { api, body } from '../client.ts';
import type { components } from '../contract.d.ts';

export type Draft = components['schemas']['TaskDraftContent'];

/** What the person has typed on this task so far. @throws Refused, Unreachable */
export function readDraft(taskId: string): Promise<Draft> {
  return body(api.GET('/api/v1/tasks/{taskId}/draft', { params: { path: { taskId } } }));
}

/** The last one that arrives counts. `outlives`: it goes on when the page is closed. @throws Refused, Unreachable */
export async function keepDraft(taskId: string, draft: Draft, outlives: boolean): Promise<void> {
  const params = { path: { taskId } };
  await body(api.PUT('/api/v1/tasks/{taskId}/draft', { params, body: draft, keepalive: outlives }));
}
