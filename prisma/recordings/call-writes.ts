import type pg from 'pg';
import type { CallMessage } from '../../domain/grant/call-course.ts';
import { closeRefusal, judgeExperts, judgePanel, judgeQuota } from '../../domain/grant/call-rules.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { isOfficerFree, readPoolExperts } from '../grant/call-grants.ts';
import { query, sqlText, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { CallAct } from './call-act.ts';

type Of<Kind extends CallMessage['kind']> = Extract<CallMessage, { readonly kind: Kind }>;

const removePlaces = sqlText<never, [callId: string, numbers: readonly number[]]>(
  'recordings.removePlaces',
  'DELETE FROM grant_place WHERE call_id = $1 AND no = ANY ($2) AND grant_id IS NULL',
);

/** Places are numbered rows: new ones get new numbers, free ones go, taken ones stay. @throws RefusedForGood */
export function quotaWrites({ row }: CallAct, { places, overTarget }: Of<'setQuota'>): readonly Statement<unknown>[] {
  // A goal is no limit: the desk asks for the word that more is meant, and here places are counted alone.
  const verdict = judgeQuota(places, { taken: row.taken, remaining: null, overTarget });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const missing = places - row.taken - row.free_places.length;
  if (missing > 0) {
    const numbers = Array.from({ length: missing }, (_one, position) => row.last_place + 1 + position);
    return [query.insertInto('grant_place').values(numbers.map((no) => ({ call_id: row.id, no, grant_id: null })))];
  }
  return missing === 0 ? [] : [removePlaces(row.id, row.free_places.slice(missing))];
}

/** @throws RefusedForGood */
export async function panelWrites(
  client: pg.PoolClient,
  { row, snapshot }: CallAct,
  { experts, actor }: Of<'setPanel'>,
): Promise<readonly Statement<unknown>[]> {
  const found = await readPoolExperts(client, row.id, experts);
  const verdict = judgePanel(experts, found, { minExperts: snapshotInt(snapshot, 'panel.minExperts') });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  await requireOfficer(client, row.id, actor.personId, experts);
  return [];
}

/** @throws RefusedForGood */
export async function panelChangeWrites(
  client: pg.PoolClient,
  { row, before, snapshot }: CallAct,
  { changes, leaving, actor }: Of<'changePanel'>,
): Promise<readonly Statement<unknown>[]> {
  const joining = [...new Set(changes.filter(({ isMember }) => isMember).map(({ personId }) => personId))];
  const left = (before.panel?.experts ?? []).filter((personId) => !leaving.includes(personId));
  const verdict = judgeExperts(joining, await readPoolExperts(client, row.id, joining));
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  if (new Set([...left, ...joining]).size < snapshotInt(snapshot, 'panel.minExperts')) {
    throw new RefusedForGood('PANEL_TOO_SMALL');
  }
  await requireOfficer(client, row.id, actor.personId, joining);
  return [];
}

/** Who decides for a call is nobody's expert, and nobody else, in its grants. */
export async function requireOfficer(
  client: pg.PoolClient,
  callId: string,
  officerId: string,
  experts: readonly string[],
): Promise<void> {
  if (experts.includes(officerId) || !(await isOfficerFree(client, callId, officerId))) {
    throw new RefusedForGood('SAME_PERSON_FORBIDDEN');
  }
}

/** @throws RefusedForGood */
export function closeWrites(
  { grants, snapshot }: CallAct,
  { leaveOut }: Of<'closeScoring'>,
): readonly Statement<unknown>[] {
  const refusal = closeRefusal(grants, { quorum: snapshotInt(snapshot, 'panel.quorum'), leaveOut });
  if (refusal !== null) {
    throw new RefusedForGood(refusal.code);
  }
  return [];
}
