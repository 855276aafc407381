import type pg from 'pg';
import { CASE_REASON, titlesToSuspend } from '../../domain/integrity/integrity-cases.ts';
import { TITLED_GRANT_STATES } from '../../domain/grant/grant-state.ts';
import { writeAct } from '../kernel/act-store.ts';
import { regionPrefixSql } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';
import type { LockedCase } from './case-holds.ts';

/** A grant `g` whose title a case can suspend. */
export const TITLED = `g.state IN (${sqlList(TITLED_GRANT_STATES)})`;
/** The grant `g` stands under the case `k`, by its course. */
export const IS_SUSPENDED = `coalesce((g.course #> '{title,suspended,caseIds}') ? k.id, false)`;
/** The holder of grant `g` is at home where the case `k` is, or below. */
export const OF_PLACE = `g.applicant_jurisdiction LIKE ${regionPrefixSql('k.jurisdiction')} || '%'`;
/** An act of before was refused, and not just now: the next turn of the sweep asks again by another one. */
const wasRefused = (actId: string) => `EXISTS (SELECT FROM act WHERE act.id = ${actId} AND act.state = 'refused'
    AND act.answered_at < now() - interval '1 minute')`;
/** The case `k` has not asked the grant `g` for its suspension yet, or asks again. */
export const TO_SUSPEND = `(NOT ${IS_SUSPENDED} AND NOT EXISTS (SELECT FROM integrity_case_grant taken
    WHERE taken.case_id = k.id AND taken.grant_id = g.id AND NOT ${wasRefused('taken.suspend_act_id')}))`;
/** The end of a suspension `taken` has not been asked for yet, or is asked for again. */
export const TO_RESUME = `(${IS_SUSPENDED} AND (taken.resume_act_id IS NULL OR ${wasRefused('taken.resume_act_id')}))`;

const titlesToTake = sqlText<Row<'base_grant', 'id' | 'applicant_party_id'>, [caseId: string]>(
  'integrity.titlesToTake',
  `SELECT g.id, g.applicant_party_id FROM integrity_case k JOIN base_grant g ON g.applicant_party_id = k.party_id
   WHERE k.id = $1 AND ${OF_PLACE} AND ${TITLED} AND ${TO_SUSPEND} ORDER BY g.id`,
);

/**
 * Suspends every title that the case concerns, unless it already did: stores for each grant the act that asks its workflow,
 * in the caller's transaction. Its instalments wait, its years go on. Returns the acts to send.
 */
export async function suspendTitles(client: pg.PoolClient, found: LockedCase, at: Date): Promise<readonly string[]> {
  const rows = await fetchAll(client, titlesToTake(found.id));
  const { finding, partyId, filingId: classId } = found;
  const titles = rows.map((row) => ({ grantId: row.id, partyId: row.applicant_party_id }));
  const actIds: string[] = [];
  for (const grantId of titlesToSuspend({ finding, partyId, classId }, titles)) {
    const { actId } = await writeAct(client, {
      personId: null,
      idempotencyKey: null,
      taskId: null,
      body: { reason: CASE_REASON },
      message: (id) => ({
        entity: 'grant',
        id: grantId,
        message: { kind: 'suspend', untilMs: null, ...asked(found.id, id, at) },
      }),
    });
    const kept = query
      .insertInto('integrity_case_grant')
      .values({ case_id: found.id, grant_id: grantId, suspend_act_id: actId });
    await execute(
      client,
      kept.onConflict((row) => row.columns(['case_id', 'grant_id']).doUpdateSet({ suspend_act_id: actId })),
    );
    actIds.push(actId);
  }
  return actIds;
}

function asked(caseId: string, actId: string, at: Date) {
  return { actor: null, expectedRevision: null, caseId, actId, atMs: at.getTime() };
}

/** Stores the acts that end the suspensions of a closed case, in the caller's transaction. Returns the acts to send. */
export async function resumeTitles(client: pg.PoolClient, caseId: string, at: Date): Promise<readonly string[]> {
  const standing = await fetchAll(client, standingSuspensions(caseId));
  const actIds: string[] = [];
  for (const { grant_id: grantId } of standing) {
    const { actId } = await writeAct(client, {
      personId: null,
      idempotencyKey: null,
      taskId: null,
      body: { reason: CASE_REASON },
      message: (id) => ({ entity: 'grant', id: grantId, message: { kind: 'resume', ...asked(caseId, id, at) } }),
    });
    const resumed = query.updateTable('integrity_case_grant').set({ resume_act_id: actId });
    await execute(client, resumed.where('case_id', '=', caseId).where('grant_id', '=', grantId));
    actIds.push(actId);
  }
  return actIds;
}

const standingSuspensions = sqlText<Row<'integrity_case_grant', 'grant_id'>, [caseId: string]>(
  'integrity.standingSuspensions',
  `SELECT taken.grant_id FROM integrity_case_grant taken JOIN integrity_case k ON k.id = taken.case_id
     JOIN base_grant g ON g.id = taken.grant_id
   WHERE k.id = $1 AND ${TO_RESUME} AND ${TITLED} ORDER BY taken.grant_id FOR UPDATE OF taken`,
);
