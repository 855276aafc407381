import type pg from 'pg';
import { freesPlace } from '../../domain/grant/call-rules.ts';
import type { GrantCourse } from '../../domain/grant/grant-course.ts';
import type { GrantRole } from '../../domain/grant/grant-role.ts';
import { criteriaOf, scoreCentiOf, totalOf, wrongPoints } from '../../domain/grant/score.ts';
import { snapshotInt, snapshotList, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { fetchAll, jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { GrantAct } from './grant-act.ts';

const validTotals = sqlText<{ readonly total: number }, [grantId: string]>(
  'recordings.validTotals',
  `SELECT total FROM grant_score WHERE grant_id = $1 AND state = 'valid' AND total IS NOT NULL ORDER BY person_id`,
);

export async function readTotals(client: pg.PoolClient, grantId: string): Promise<readonly number[]> {
  return (await fetchAll(client, validTotals(grantId))).map(({ total }) => total);
}

/** the score of an application as the close of scoring counts it. */
export function countedScore(totals: readonly number[], snapshot: PolicySnapshot) {
  return { scoreCenti: scoreCentiOf(totals, snapshotInt(snapshot, 'panel.trimFrom')), validScores: totals.length };
}

/** The statements of an act until the agreement, besides the grant's row and its tasks. @throws RefusedForGood */
export function applicationWrites(act: GrantAct, after: GrantCourse): readonly Statement<unknown>[] {
  const { before, plan } = act;
  const known = new Set(before.deciders.map(({ personId }) => personId));
  const added = after.deciders.filter(({ personId }) => !known.has(personId));
  return [
    ...added.map(({ personId, role }) => takeRole(plan.grantId, personId, role)),
    ...scoreWrites(act, after),
    ...(freesPlace(before.state, after.state) ? [freePlace(plan.grantId)] : []),
    ...noticeWrites(act),
  ];
}

/** The primary key refuses a second role of a person, also under a race (D12); the same one was taken by a match of money. */
const takeRole = sqlText<never, [grantId: string, personId: string, role: GrantRole]>(
  'recordings.takeGrantRole',
  `INSERT INTO grant_decider (grant_id, person_id, role) SELECT $1, $2, $3::text
   WHERE NOT EXISTS (SELECT FROM grant_decider WHERE grant_id = $1 AND person_id = $2 AND role = $3::text)`,
);

const moveInNotice = sqlText<never, [noticeId: string, grantId: string, state: Row<'notice_grant'>['state']]>(
  'recordings.moveGrantInNotice',
  'UPDATE notice_grant SET state = $3 WHERE notice_id = $1 AND grant_id = $2',
);

/** Where the grant is in the notice that asks it. */
function noticeWrites({ message, plan }: GrantAct): readonly Statement<unknown>[] {
  if (message.kind === 'noticeOpening') {
    return [moveInNotice(message.noticeId, plan.grantId, 'open')];
  }
  if (message.kind !== 'noticeClosed') {
    return [];
  }
  return [moveInNotice(message.noticeId, plan.grantId, message.outcome === 'clean' ? 'released' : 'dropped')];
}

export const freePlace = sqlText<never, [grantId: string]>(
  'recordings.freePlace',
  'UPDATE grant_place SET grant_id = NULL WHERE grant_id = $1',
);

const writeScore = sqlText<
  never,
  [
    grantId: string,
    personId: string,
    state: Row<'grant_score'>['state'],
    points: ReturnType<typeof jsonText<Readonly<Record<string, number>>>> | null,
    total: number | null,
    reason: string | null,
    at: Date,
  ]
>(
  'recordings.writeScore',
  `INSERT INTO grant_score (grant_id, person_id, state, points, total, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (grant_id, person_id) DO UPDATE SET state = $3, points = coalesce($4, grant_score.points),
     total = coalesce($5, grant_score.total), reason = $6, at = $7`,
);

const removeScores = sqlText<never, [grantId: string, personIds: readonly string[], at: Date]>(
  'recordings.removeScores',
  `UPDATE grant_score SET state = 'removed', at = $3
   WHERE grant_id = $1 AND person_id = ANY ($2) AND state = 'valid'`,
);

/** Scores are rows that a trigger closes with the call: one of a closed scoring is refused. */
function scoreWrites(act: GrantAct, after: GrantCourse): readonly Statement<unknown>[] {
  const { before, message, plan } = act;
  const at = new Date(message.atMs);
  if (message.kind === 'score') {
    return [scoreWrite(act, message)];
  }
  if (message.kind === 'recuse' || message.kind === 'withdrawScore') {
    const reason = act.body.reason ?? act.body.remark ?? null;
    const state = message.kind === 'recuse' ? 'recused' : 'withdrawn';
    return [writeScore(plan.grantId, message.actor.personId, state, null, null, reason, at)];
  }
  if (message.kind !== 'panelChanged') {
    return [];
  }
  const removed = after.panel
    .filter(({ personId, state }) => state === 'removed' && wasMember(before, personId))
    .map(({ personId }) => personId);
  return removed.length === 0 ? [] : [removeScores(plan.grantId, removed, at)];
}

/** @throws RefusedForGood for points that are none of the criteria */
function scoreWrite(
  { plan, body, law }: GrantAct,
  message: Extract<GrantAct['message'], { readonly kind: 'score' }>,
): Statement<unknown> {
  const points = body.points ?? {};
  const wrong = wrongPoints(criteriaOf(snapshotList(law.snapshot, 'grant.criteria')), points);
  if (wrong.length > 0 || totalOf(points) !== message.total) {
    throw new RefusedForGood('POINTS_OUT_OF_RANGE');
  }
  const at = new Date(message.atMs);
  const { actor, total } = message;
  return writeScore(plan.grantId, actor.personId, 'valid', jsonText(points), total, body.remark ?? null, at);
}

function wasMember({ panel }: GrantCourse, personId: string): boolean {
  return panel.some((seat) => seat.personId === personId && seat.state !== 'removed');
}
