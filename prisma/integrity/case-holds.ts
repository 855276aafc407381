import type pg from 'pg';
import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { CASE_REASON, claimsToSuspend, type ForbiddenAct } from '../../domain/integrity/integrity-cases.ts';
import { writeAct } from '../kernel/act-store.ts';
import { newId } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';

/** A case in force whose row is locked: it cannot be closed while claims are put on hold for it. */
export interface LockedCase {
  readonly id: string;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly filingId: string | null;
  readonly finding: ForbiddenAct;
}

export const HOLD_CATEGORY = 'case';

/** A claim `c` that a case can hold. */
export const LIVING = `c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(ENDED_CLAIM_STATES)})`;
/**
 * A worker that did not know the API's key refused an act, and not just now: as long as such a worker runs, each turn of
 * the sweep would else store another act for it to refuse.
 */
const isToAskAgain = (actId: string) => `EXISTS (SELECT FROM act WHERE act.id = ${actId} AND act.state = 'refused'
    AND act.refusal_code = 'FORGED_ACT' AND act.answered_at < now() - interval '1 minute')`;
/** Not asked yet, or to be asked again. */
export const TO_RELEASE = `(taken.release_act_id IS NULL OR ${isToAskAgain('taken.release_act_id')})`;
/** A case `k` has not taken a claim `c` yet, or is to ask for the hold again. */
export const NOT_TAKEN = `NOT EXISTS (SELECT FROM integrity_case_claim taken WHERE taken.case_id = k.id
    AND taken.claim_id = c.id AND (EXISTS (SELECT FROM hold WHERE hold.id = taken.hold_id)
      OR NOT ${isToAskAgain('taken.hold_act_id')}))`;

/**
 * Puts every open claim that the case concerns on hold, unless it already did: stores for each claim the act that asks
 * its workflow for the hold; a hold that is asked for again stays the same one. All rows are written in one transaction, so a crash loses none of them.
 * Returns the acts to send.
 */
export async function holdClaims(client: pg.PoolClient, found: LockedCase, at: Date): Promise<readonly string[]> {
  const rows = await fetchAll(client, claimsToTake(found.id, withinOf(found.jurisdiction)));
  const open = rows.map((row) => ({ claimId: row.id, partyId: row.applicant_party_id, classId: row.filing_id }));
  const known = new Map(rows.map((row) => [row.id, row.hold_id]));
  const { finding, partyId, filingId: classId } = found;
  const actIds: string[] = [];
  for (const claimId of claimsToSuspend({ finding, partyId, classId }, open)) {
    const holdId = known.get(claimId) ?? newId('hld');
    const { actId } = await writeAct(client, {
      personId: null,
      idempotencyKey: null,
      taskId: null,
      body: { reason: found.id, hold: { holdId, category: HOLD_CATEGORY, reason: CASE_REASON, until: null } },
      message: (id) => ({
        entity: 'claim',
        id: claimId,
        message: { kind: 'hold', actor: null, actId: id, atMs: at.getTime() },
      }),
    });
    const taken = { case_id: found.id, claim_id: claimId, hold_id: holdId, hold_act_id: actId };
    const kept = query.insertInto('integrity_case_claim').values(taken);
    await execute(
      client,
      kept.onConflict((row) => row.columns(['case_id', 'claim_id']).doUpdateSet({ hold_act_id: actId })),
    );
    actIds.push(actId);
  }
  return actIds;
}

const claimsToTake = sqlText<
  Row<'claim', 'id' | 'applicant_party_id' | 'filing_id'> & {
    readonly hold_id: Row<'integrity_case_claim'>['hold_id'] | null;
  },
  [caseId: string, jurisdictions: string]
>(
  'integrity.claimsToTake',
  `SELECT c.id, c.applicant_party_id, c.filing_id, known.hold_id
   FROM integrity_case k JOIN claim c ON c.applicant_party_id = k.party_id OR c.filing_id = k.filing_id
     LEFT JOIN integrity_case_claim known ON known.case_id = k.id AND known.claim_id = c.id
   WHERE k.id = $1 AND c.jurisdiction LIKE $2 AND ${LIVING} AND ${NOT_TAKEN} ORDER BY c.id`,
);

/** Stores the acts that end the holds of a closed case, in the caller's transaction. Returns the acts to send. */
export async function releaseClaims(client: pg.PoolClient, caseId: string, at: Date): Promise<readonly string[]> {
  const standing = await fetchAll(client, standingHolds(caseId));
  const actIds: string[] = [];
  for (const { claim_id: claimId, hold_id: holdId } of standing) {
    const { actId } = await writeAct(client, {
      personId: null,
      idempotencyKey: null,
      taskId: null,
      body: { reason: caseId, holdId },
      message: (id) => ({
        entity: 'claim',
        id: claimId,
        message: { kind: 'release', actor: null, actId: id, atMs: at.getTime() },
      }),
    });
    const released = query.updateTable('integrity_case_claim').set({ release_act_id: actId });
    await execute(client, released.where('case_id', '=', caseId).where('claim_id', '=', claimId));
    actIds.push(actId);
  }
  return actIds;
}

const standingHolds = sqlText<Row<'integrity_case_claim', 'claim_id' | 'hold_id'>, [caseId: string]>(
  'integrity.standingHolds',
  `SELECT taken.claim_id, taken.hold_id FROM integrity_case_claim taken
     JOIN hold ON hold.id = taken.hold_id AND hold.released_at IS NULL JOIN claim c ON c.id = taken.claim_id
   WHERE taken.case_id = $1 AND ${TO_RELEASE} AND ${LIVING} ORDER BY taken.claim_id FOR UPDATE OF taken`,
);
