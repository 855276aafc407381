import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Batched } from '../../api/payout/payout-ports.ts';
import type { FundCode } from '../../domain/codes.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { isGrantPayable, type GrantToPay } from '../../domain/grant/grant-payment.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { maskedPayee } from '../../domain/payout/masked-payee.ts';
import { changedPayees } from '../grant/grant-payee.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { auditDraft, insertBatchRow } from './batch-inserting.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

interface By {
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string | undefined;
  readonly sealer: Sealer;
}

interface LockedGrant extends Row<'base_grant', 'id' | 'course'> {
  readonly payee_sealed: Buffer;
  readonly fund: FundCode | null;
  readonly is_person: boolean;
  readonly living: readonly number[];
}

/** A title from before has no account, and nothing here is due for it. */
const lockGrants = sqlText<LockedGrant, [grantIds: readonly string[], jurisdiction: string]>(
  'payout.lockGrants',
  `SELECT g.id, g.course, g.payee_sealed, p.kind = 'person' AS is_person,
     coalesce((SELECT f ->> 'fund' FROM jsonb_array_elements(s.content -> 'funds') AS f WHERE f ->> 'purpose' = 'grant'),
       s.content ->> 'fund') AS fund,
     (SELECT coalesce(json_agg(i.instalment_no), '[]') FROM payout_instruction i
       WHERE i.grant_id = g.id AND i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS living
   FROM base_grant g JOIN party p ON p.id = g.applicant_party_id LEFT JOIN policy_snapshot s ON s.id = g.policy_snapshot_id
   WHERE g.id = ANY ($1) AND g.jurisdiction = $2 AND g.payee_sealed IS NOT NULL ORDER BY g.id FOR NO KEY UPDATE OF g`,
);

/**
 * drafts one payment for the due instalment of each grant: locks the grants, and freezes lines and sum. The index
 * `payout_instruction_one_instalment` refuses what another batch binds at the same time.
 */
export async function draftGrantBatch(client: pg.PoolClient, grantIds: readonly string[], by: By): Promise<Batched> {
  const id = idOfCreation(ENTITIES.batch.idPrefix, by.caller.personId, by.key);
  if ((await fetchFirst(client, query.selectFrom('batch').select('id').where('id', '=', id))) !== undefined) {
    return { kind: 'drafted', batchId: id };
  }
  const rows = await fetchAll(client, lockGrants(grantIds, by.caller.jurisdiction));
  const locked = new Map(rows.map((row) => [row.id, row]));
  const refused = (reason: Extract<Batched, { kind: 'refused' }>['reason'], ids: readonly string[]): Batched => ({
    kind: 'refused',
    reason,
    positions: grantIds.flatMap((grantId, position) => (ids.includes(grantId) ? [position] : [])),
    missing: [],
  });
  const unknown = grantIds.filter((grantId) => !locked.has(grantId));
  if (unknown.length > 0) {
    return refused('CLAIM_UNKNOWN', unknown);
  }
  const judged = rows.map((row) => ({ row, verdict: isGrantPayable(toPay(row), by.caller) }));
  for (const { row, verdict } of judged) {
    if (!verdict.ok) {
      return refused(verdict.reason, [row.id]);
    }
  }
  const changed = await changedPayees(client, by.sealer, grantIds);
  if (changed.length > 0) {
    return refused('PAYEE_CHANGED', changed);
  }
  const parts = judged.flatMap(({ row, verdict }) => (verdict.ok ? [{ row, ...verdict.value }] : []));
  const fund = parts[0]?.fund;
  const others = parts.filter((part) => part.fund !== fund).map(({ row }) => row.id);
  if (fund === undefined || others.length > 0) {
    return refused('DIFFERENT_FUNDS', others);
  }
  await insertBatch(client, { id, parts, fund }, by);
  return { kind: 'drafted', batchId: id };
}

function toPay({ course, fund, living }: LockedGrant): GrantToPay {
  return { course, fund, living };
}

interface Part {
  readonly row: LockedGrant;
  readonly no: number;
  readonly amountFen: number;
}

async function insertBatch(
  client: pg.PoolClient,
  { id: batchId, parts, fund }: { readonly id: string; readonly parts: readonly Part[]; readonly fund: FundCode },
  by: By,
): Promise<void> {
  const batch = {
    id: batchId,
    fund,
    sumFen: parts.reduce((total, part) => total + part.amountFen, 0),
    lines: parts.length,
    overBudgetFen: 0,
    of: { grantIds: parts.map(({ row }) => row.id) },
  };
  await insertBatchRow(client, batch, by);
  for (const part of parts) {
    await execute(client, instructionOf(part, { batchId, fund }, by));
  }
  await auditDraft(client, batch, by);
}

function instructionOf(
  { row, no, amountFen }: Part,
  { batchId, fund }: { readonly batchId: string; readonly fund: FundCode },
  { at, sealer }: By,
) {
  const id = newId('pin');
  const from = placeOf('base_grant.payee_sealed', row.id);
  const account = openPayee(sealer, row.payee_sealed, from);
  return query.insertInto('payout_instruction').values({
    id,
    batch_id: batchId,
    grant_id: row.id,
    instalment_no: no,
    purpose: 'grant',
    fund,
    amount_fen: amountFen,
    payee_sealed: sealer.move(row.payee_sealed, from, placeOf('payout_instruction.payee_sealed', id)),
    payee_masked: maskedPayee(account, row.is_person),
    state: 'draft',
    state_since: at,
    created_at: at,
  });
}
