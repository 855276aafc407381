import type pg from 'pg';
import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { claimsToSuspend, type ForbiddenAct, type OpenClaim } from '../../domain/integrity/integrity-cases.ts';
import { writeAct } from '../kernel/act-store.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';

/** An open case, its row held: while somebody takes claims for it, nobody closes it. */
export interface HeldCase {
  readonly id: string;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly filingId: string | null;
  readonly finding: ForbiddenAct;
}

export const HOLD_CATEGORY = 'case';
/** What the claim says of it; what was found is read in the case. */
const HOLD_REASON = '立案核查 · Under investigation';

const LIVING = `c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(ENDED_CLAIM_STATES)})`;
const NOT_TAKEN =
  'NOT EXISTS (SELECT FROM integrity_case_claim taken WHERE taken.case_id = k.id AND taken.claim_id = c.id)';

/**
 * Takes every open claim that the case concerns and has not taken before, each with the act that asks its workflow for
 * the hold: rows of one transaction, so a crash between loses none of them. Says which acts to ask.
 */
export async function holdClaims(client: pg.PoolClient, found: HeldCase, at: Date): Promise<readonly string[]> {
  const open = await client.query<OpenClaim>(
    `SELECT c.id AS "claimId", c.applicant_party_id AS "partyId", c.filing_id AS "classId"
     FROM integrity_case k JOIN claim c ON c.applicant_party_id = k.party_id OR c.filing_id = k.filing_id
     WHERE k.id = $1 AND c.jurisdiction LIKE $2 AND ${LIVING} AND ${NOT_TAKEN} ORDER BY c.id`,
    [found.id, withinOf(found.jurisdiction)],
  );
  const { finding, partyId, filingId: classId } = found;
  const actIds: string[] = [];
  for (const claimId of claimsToSuspend({ finding, partyId, classId }, open.rows)) {
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
    await client.query(
      'INSERT INTO integrity_case_claim (case_id, claim_id, hold_id, hold_act_id) VALUES ($1, $2, $3, $4)',
      [found.id, claimId, holdId, actId],
    );
    actIds.push(actId);
  }
  return actIds;
}

/** The acts that end the holds of a closed case, kept in the transaction of whoever found them standing. */
export async function releaseClaims(client: pg.PoolClient, caseId: string, at: Date): Promise<readonly string[]> {
  const standing = await client.query<{ claim_id: string; hold_id: string }>(
    `SELECT taken.claim_id, taken.hold_id FROM integrity_case_claim taken
       JOIN hold ON hold.id = taken.hold_id AND hold.released_at IS NULL JOIN claim c ON c.id = taken.claim_id
     WHERE taken.case_id = $1 AND taken.release_act_id IS NULL AND ${LIVING} ORDER BY taken.claim_id FOR UPDATE OF taken`,
    [caseId],
  );
  const actIds: string[] = [];
  for (const { claim_id: claimId, hold_id: holdId } of standing.rows) {
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
    await client.query('UPDATE integrity_case_claim SET release_act_id = $3 WHERE case_id = $1 AND claim_id = $2', [
      caseId,
      claimId,
      actId,
    ]);
    actIds.push(actId);
  }
  return actIds;
}

/**
 * What cases still lack: holds of claims that were submitted while a case was open, and releases of holds that were
 * recorded only after their case had closed. A sweep asks this, not the submission: submission and opening do not see
 * each other's open transactions, so whichever of the two looked last could miss the other, while a question that is
 * repeated until nothing is found misses nobody, however a claim came to be submitted. What happens in the half second
 * before is a review at most: no claim is paid without its notice. Says which acts to ask.
 */
export async function keepCaseActs(pool: pg.Pool, atMs: number): Promise<readonly string[]> {
  const at = new Date(atMs);
  const actIds: string[] = [];
  for (const caseId of await casesWith(pool, CASES_WITH_NEW_CLAIMS)) {
    const held = await inTransaction(pool, async (client) => {
      const found = await holdOpenCase(client, caseId);
      return found === null ? [] : holdClaims(client, found, at);
    });
    actIds.push(...held);
  }
  for (const caseId of await casesWith(pool, CASES_WITH_HOLDS_LEFT)) {
    actIds.push(...(await inTransaction(pool, (client) => releaseClaims(client, caseId, at))));
  }
  return actIds;
}

const CASES_WITH_NEW_CLAIMS = `SELECT k.id FROM integrity_case k WHERE k.closed_at IS NULL AND (
    EXISTS (SELECT FROM claim c WHERE k.filing_id IS NULL AND c.applicant_party_id = k.party_id
      AND c.jurisdiction LIKE regexp_replace(k.jurisdiction, '(00)+$', '') || '%' AND ${LIVING} AND ${NOT_TAKEN})
    OR EXISTS (SELECT FROM claim c WHERE c.filing_id = k.filing_id
      AND c.jurisdiction LIKE regexp_replace(k.jurisdiction, '(00)+$', '') || '%' AND ${LIVING} AND ${NOT_TAKEN})) LIMIT 100`;

const CASES_WITH_HOLDS_LEFT = `SELECT DISTINCT k.id FROM integrity_case_claim taken JOIN integrity_case k ON k.id = taken.case_id
    JOIN hold ON hold.id = taken.hold_id AND hold.released_at IS NULL JOIN claim c ON c.id = taken.claim_id
  WHERE taken.release_act_id IS NULL AND k.closed_at IS NOT NULL AND ${LIVING} LIMIT 100`;

async function casesWith(pool: pg.Pool, question: string): Promise<readonly string[]> {
  const found = await pool.query<{ id: string }>(question);
  return found.rows.map(({ id }) => id);
}

/** Null when it is closed. */
async function holdOpenCase(client: pg.PoolClient, caseId: string): Promise<HeldCase | null> {
  const found = await client.query<HeldCase>(
    `SELECT id, jurisdiction, party_id AS "partyId", filing_id AS "filingId", finding FROM integrity_case
     WHERE id = $1 AND closed_at IS NULL FOR UPDATE`,
    [caseId],
  );
  return found.rows[0] ?? null;
}

/** A jurisdiction with those below it, as a pattern of `LIKE`. */
export function withinOf(jurisdiction: string): string {
  return `${jurisdiction.replace(/(?:00)+$/, '')}%`;
}
