import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type { PayeesOfClaim } from '../../domain/payout/approved-payee.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { openPayeeHere, payeeText } from '../kernel/payee-account.ts';
import { placeOf, type Place } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** Messages that may give a claim other lines, and so other payees. */
const COUNTING: readonly ClaimMessage['kind'][] = ['resubmit', 'registerAnswered', 'contractEvidence', 'timerFired'];

/** The payees of a claim, still sealed, with the digest of the last decision about them. */
export type SealedPayees = Row<'claim', 'id' | 'payee_sealed'> & {
  readonly line_ids: readonly string[] | null;
  readonly line_payees: readonly Buffer[] | null;
  readonly approved: string | null;
  readonly is_counted_since: boolean;
};

const sealedPayees = sqlText<SealedPayees, [claimIds: readonly string[]]>(
  'payout.sealedPayees',
  `SELECT c.id, c.payee_sealed, line.ids AS line_ids, line.payees AS line_payees, decided.digest AS approved,
     EXISTS (SELECT FROM audit_entry a WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.seq > decided.seq
       AND a.act IN (${sqlList(COUNTING)})) AS is_counted_since
   FROM claim c
     LEFT JOIN LATERAL (SELECT array_agg(l.id ORDER BY l.id) AS ids, array_agg(l.payee_sealed ORDER BY l.id) AS payees
       FROM claim_line l WHERE l.claim_id = c.id AND l.payee_sealed IS NOT NULL) AS line ON true
     LEFT JOIN LATERAL (SELECT a.seq, a.facts ->> 'payeeDigest' AS digest FROM audit_entry a
       WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.facts ? 'payeeDigest'
       ORDER BY a.seq DESC LIMIT 1) AS decided ON true
   WHERE c.id = ANY ($1) ORDER BY c.id`,
);

export function readSealedPayees(
  connection: Connection,
  claimIds: readonly string[],
): Promise<readonly SealedPayees[]> {
  return fetchAll(connection, sealedPayees(claimIds));
}

/** The digest binds the accounts to the claim and to their lines: a digest of another claim never fits (S13). */
export function payeesOf(sealer: Sealer, row: SealedPayees): PayeesOfClaim {
  const { id, payee_sealed: own, line_ids: lineIds, line_payees: ofLines } = row;
  const lines = (lineIds ?? []).map((lineId, at) => ({
    of: lineId,
    text: textOf(sealer, ofLines?.[at], placeOf('claim_line.payee_sealed', lineId)),
  }));
  const all = [{ of: id, text: textOf(sealer, own, placeOf('claim.payee_sealed', id)) }, ...lines];
  const isReadable = all.every(({ text }) => text !== null);
  return {
    approved: row.approved,
    isCountedSince: row.is_counted_since,
    stored: isReadable ? sealer.digest(JSON.stringify(all.map(({ of, text }) => [of, text]))).toString('hex') : null,
  };
}

const unboundClaims = sqlText<Pick<SealedPayees, 'id'>, [after: string, limit: number]>(
  'payout.unboundClaims',
  `SELECT c.id FROM claim c WHERE c.id > $1 AND c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
     AND NOT EXISTS (SELECT FROM audit_entry a WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.facts ? 'payeeDigest')
   ORDER BY c.id LIMIT $2`,
);

const PAGE = 200;

/**
 * Puts the payees of claims that were submitted before digests were kept into their audit, so that they can be paid.
 * Returns how many claims; an interrupted run continues where it stopped.
 */
export async function bindPayees(pool: pg.Pool, sealer: Sealer, at: Date): Promise<number> {
  let bound = 0;
  for (let after: string | null = ''; after !== null;) {
    const page: readonly Pick<SealedPayees, 'id'>[] = await fetchAll(pool, unboundClaims(after, PAGE));
    for (const row of await readSealedPayees(
      pool,
      page.map(({ id }) => id),
    )) {
      const { stored } = payeesOf(sealer, row);
      if (stored !== null) {
        await inTransaction(pool, (client) => appendPayeeBound(client, row.id, { at, payeeDigest: stored }));
        bound += 1;
      }
    }
    after = page.at(-1)?.id ?? null;
  }
  return bound;
}

function appendPayeeBound(
  client: pg.PoolClient,
  claimId: string,
  { at, payeeDigest }: { readonly at: Date; readonly payeeDigest: string },
): Promise<void> {
  const entity = { entityKind: 'claim', entityId: claimId, revision: null, act: 'payeeBound', actId: null } as const;
  return appendAudit(client, { ...entity, person: null, at, facts: { payeeDigest } });
}

/** S13: the audit keeps that a payment was refused, because the payee was not the one that was approved. */
export function appendPayeeRefused(
  client: pg.PoolClient,
  claimId: string,
  { person, at, batchId }: { readonly person: Caller | null; readonly at: Date; readonly batchId?: string },
): Promise<void> {
  return appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: null,
    act: 'payeeRefused',
    actId: null,
    person: person === null ? null : { personId: person.personId, organ: person.organ, section: person.section },
    at,
    facts: { code: 'PAYEE_CHANGED', ...(batchId !== undefined && { batchId }) },
  });
}

function textOf(sealer: Sealer, sealed: Buffer | undefined, place: Place): string | null {
  const account = sealed === undefined ? null : openPayeeHere(sealer, sealed, place);
  return account === null ? null : payeeText(account);
}
