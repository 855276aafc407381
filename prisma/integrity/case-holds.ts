import type pg from 'pg';
import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { claimsToSuspend, type ForbiddenAct } from '../../domain/integrity/integrity-cases.ts';
import { writeAct } from '../kernel/act-store.ts';
import { inTransaction } from '../kernel/connection.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { noteForgery, type Forged } from '../kernel/forged-act.ts';
import { newId } from '../kernel/id-maker.ts';
import { regionPrefixSql, withinOf } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { isEndedAsSigned, isOpenedAsSigned, SIGNED_CASE, type SignedCase } from './kept-case.ts';

/** An open case whose row is locked: it cannot be closed while claims are put on hold for it. */
export interface LockedCase {
  readonly id: string;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly filingId: string | null;
  readonly finding: ForbiddenAct;
}

export const HOLD_CATEGORY = 'case';
/** The reason that the claim shows; the finding itself is only in the case. */
const HOLD_REASON = '立案核查 · Under investigation';

const LIVING = `c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(ENDED_CLAIM_STATES)})`;
/** Not yet, or a worker that did not know the API's key refused it. */
const TO_RELEASE = `(taken.release_act_id IS NULL OR EXISTS (SELECT FROM act WHERE act.id = taken.release_act_id
    AND act.state = 'refused' AND act.refusal_code = 'FORGED_ACT'))`;
const NOT_TAKEN =
  'NOT EXISTS (SELECT FROM integrity_case_claim taken WHERE taken.case_id = k.id AND taken.claim_id = c.id)';

/**
 * Puts every open claim that the case concerns on hold, unless it already did: stores for each claim the act that asks
 * its workflow for the hold. All rows are written in one transaction, so a crash loses none of them.
 * Returns the acts to send.
 */
export async function holdClaims(client: pg.PoolClient, found: LockedCase, at: Date): Promise<readonly string[]> {
  const rows = await fetchAll(client, claimsToTake(found.id, withinOf(found.jurisdiction)));
  const open = rows.map((row) => ({ claimId: row.id, partyId: row.applicant_party_id, classId: row.filing_id }));
  const { finding, partyId, filingId: classId } = found;
  const actIds: string[] = [];
  for (const claimId of claimsToSuspend({ finding, partyId, classId }, open)) {
    const holdId = newId('hld');
    const { actId } = await writeAct(client, {
      personId: null,
      idempotencyKey: null,
      taskId: null,
      body: { reason: found.id, hold: { holdId, category: HOLD_CATEGORY, reason: HOLD_REASON, until: null } },
      message: (id) => ({
        entity: 'claim',
        id: claimId,
        message: { kind: 'hold', actor: null, actId: id, atMs: at.getTime() },
      }),
    });
    const taken = { case_id: found.id, claim_id: claimId, hold_id: holdId, hold_act_id: actId };
    await execute(client, query.insertInto('integrity_case_claim').values(taken));
    actIds.push(actId);
  }
  return actIds;
}

const claimsToTake = sqlText<
  Row<'claim', 'id' | 'applicant_party_id' | 'filing_id'>,
  [caseId: string, jurisdictions: string]
>(
  'integrity.claimsToTake',
  `SELECT c.id, c.applicant_party_id, c.filing_id
   FROM integrity_case k JOIN claim c ON c.applicant_party_id = k.party_id OR c.filing_id = k.filing_id
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

/**
 * Stores the acts that cases still lack: holds of claims that were submitted while a case was open, and releases of
 * holds that were recorded only after their case had closed. A sweep queries for them and not the submission:
 * submission and opening of a case do not see each other's open transactions, so each could miss the other; a query
 * that is repeated until it finds nothing misses no claim, however the claim was submitted. In the half second before,
 * at most a review can happen: no claim is paid without its notice. Returns the acts to send.
 */
export async function keepCaseActs(pool: pg.Pool, trust: CaseTrust, atMs: number): Promise<readonly string[]> {
  const { verify } = trust;
  const at = new Date(atMs);
  const actIds: string[] = [];
  for (const one of await fetchAll(pool, casesWithNewClaims())) {
    if (isOpenedAsSigned(verify, one)) {
      const held = await inTransaction(pool, async (client) => {
        const found = await lockOpenCase(client, one.id);
        return found === null ? [] : holdClaims(client, found, at);
      });
      actIds.push(...held);
    }
  }
  for (const one of await fetchAll(pool, casesWithHoldsLeft())) {
    if (isEndedAsSigned(verify, one)) {
      actIds.push(...(await inTransaction(pool, (client) => releaseClaims(client, one.id, at))));
    } else {
      await noteForgedEnd(pool, trust, one.id);
    }
  }
  return actIds;
}

/** The keys whose signatures count, and where an unsigned end of a case is noted. */
export interface CaseTrust {
  readonly verify: ActVerifier;
  readonly onForged: (forged: Forged) => void;
}

/** At each claim that the case holds, and once: the sweep comes again until its owner repairs the row (S3). */
async function noteForgedEnd(pool: pg.Pool, { onForged }: CaseTrust, caseId: string): Promise<void> {
  for (const { claim_id: entityId } of await fetchAll(pool, claimsToNote(caseId))) {
    const forged = { entityKind: 'claim', entityId, act: 'release', cause: 'notSigned' } as const;
    onForged(forged);
    await noteForgery(pool, forged);
  }
}

const claimsToNote = sqlText<Row<'integrity_case_claim', 'claim_id'>, [caseId: string]>(
  'integrity.claimsToNote',
  `SELECT taken.claim_id FROM integrity_case_claim taken WHERE taken.case_id = $1 AND NOT EXISTS (SELECT FROM forged_act f
     WHERE f.entity_kind = 'claim' AND f.entity_id = taken.claim_id AND f.act = 'release' AND f.cause = 'notSigned')`,
);

const casesWithNewClaims = sqlText<SignedCase, []>(
  'integrity.casesWithNewClaims',
  `SELECT ${SIGNED_CASE} FROM integrity_case k WHERE k.closed_at IS NULL AND (
    EXISTS (SELECT FROM claim c WHERE k.filing_id IS NULL AND c.applicant_party_id = k.party_id
      AND c.jurisdiction LIKE ${regionPrefixSql('k.jurisdiction')} || '%' AND ${LIVING} AND ${NOT_TAKEN})
    OR EXISTS (SELECT FROM claim c WHERE c.filing_id = k.filing_id
      AND c.jurisdiction LIKE ${regionPrefixSql('k.jurisdiction')} || '%' AND ${LIVING} AND ${NOT_TAKEN})) LIMIT 100`,
);

const casesWithHoldsLeft = sqlText<SignedCase, []>(
  'integrity.casesWithHoldsLeft',
  `SELECT ${SIGNED_CASE} FROM integrity_case k WHERE k.closed_at IS NOT NULL AND EXISTS (
     SELECT FROM integrity_case_claim taken JOIN hold ON hold.id = taken.hold_id AND hold.released_at IS NULL
       JOIN claim c ON c.id = taken.claim_id WHERE taken.case_id = k.id AND ${TO_RELEASE} AND ${LIVING}) LIMIT 100`,
);

/** Null when the case is closed. */
async function lockOpenCase(client: pg.PoolClient, caseId: string): Promise<LockedCase | null> {
  const open = query.selectFrom('integrity_case').where('id', '=', caseId).where('closed_at', 'is', null);
  const row = await fetchFirst(
    client,
    open.select(['id', 'jurisdiction', 'party_id', 'filing_id', 'finding']).forUpdate(),
  );
  return row === undefined ? null : { ...row, partyId: row.party_id, filingId: row.filing_id };
}
