import type { GrantTelling } from '../../activities/entity-ports.ts';
import { tellingOf } from '../../domain/grant/call-telling.ts';
import { readCallGrants } from '../grant/call-grants.ts';
import { fetchFirst, query, type Connection } from '../kernel/statements.ts';

/** What a call has still to tell its applications, by both rows. */
export async function readTellings(pool: Connection, callId: string): Promise<readonly GrantTelling[]> {
  const asked = query.selectFrom('grant_call').select(['course', 'revision']).where('id', '=', callId);
  const call = await fetchFirst(pool, asked);
  const course = call?.course ?? null;
  if (call === undefined || course === null) {
    return [];
  }
  const grants = await readCallGrants(pool, callId);
  return grants.flatMap(({ grantId, state, course: own, hasPlace }) => {
    const telling = tellingOf(callId, course, { grantId, state, panel: own?.panel ?? [], hasPlace });
    return telling === null ? [] : [{ grantId, callRevision: call.revision, telling }];
  });
}
