import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Batched, BatchRefusal, PayoutStore } from '../../api/payout/payout-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import { maskAccount, maskName } from '../../domain/notice/mask.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { idOfCreation, newId, newReadableNo } from '../kernel/id-maker.ts';
import { overBudgetOfDraft } from './over-budget.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { paymentParts, type InstructionToDraft } from '../../domain/payout/payment-parts.ts';
import { lockClaims, readPayableLines, type SealedPart } from './claims-to-pay.ts';
import type { Sealer } from '../kernel/sealing.ts';

type Wanted = Parameters<PayoutStore['draft']>[0];

interface By {
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string | undefined;
  readonly sealer: Sealer;
}

/**
 * Drafts a batch of one fund: locks every claim, determines what is due from it, writes its obligations, and freezes
 * lines and sum. The index `payout_instruction_one_living` refuses what another batch binds at the same time.
 */
export async function draftBatch(client: pg.PoolClient, wanted: Wanted, by: By): Promise<Batched> {
  const id = idOfCreation('pob', by.caller.personId, by.key);
  const known = await client.query('SELECT FROM batch WHERE id = $1', [id]);
  if (known.rowCount === 1) {
    return { kind: 'drafted', batchId: id };
  }
  const judged = await judgeClaims(client, wanted, by.caller);
  if (!judged.ok) {
    const { reason, positions, missing } = judged;
    return { kind: 'refused', reason, positions, missing };
  }
  const fund = wanted.fund ?? judged.value[0]?.[0]?.fund;
  const chosen = judged.value.map((parts) => parts.filter((part) => part.fund === fund));
  const without = chosen.findIndex((parts) => parts.length === 0);
  if (fund === undefined || without !== -1) {
    return { kind: 'refused', reason: 'DIFFERENT_FUNDS', positions: [Math.max(0, without)], missing: [] };
  }
  return { kind: 'drafted', batchId: await insertBatch(client, { id, parts: chosen.flat(), fund }, by) };
}

const UNKNOWN: { readonly reason: 'CLAIM_UNKNOWN'; readonly missing?: Label } = { reason: 'CLAIM_UNKNOWN' };

type Judged =
  | { readonly ok: true; readonly value: readonly (readonly SealedPart[])[] }
  | {
      readonly ok: false;
      readonly reason: BatchRefusal;
      readonly positions: readonly number[];
      readonly missing: readonly Label[];
    };

/** The amounts due from the wanted claims, in their order; or the first refusal with all claims that it concerns. */
async function judgeClaims(client: pg.PoolClient, wanted: Wanted, caller: Caller): Promise<Judged> {
  const claims = await lockClaims(client, wanted.claimIds, caller.jurisdiction);
  const lines = await readPayableLines(client, wanted.claimIds);
  const judged = wanted.claimIds.map((claimId) => {
    const claim = claims.get(claimId);
    return claim === undefined ? UNKNOWN : paymentParts(claim, lines.get(claimId) ?? [], wanted.purpose, caller);
  });
  const refusals = judged.flatMap((one, position) => ('reason' in one ? [{ ...one, position }] : []));
  const [first] = refusals;
  if (first === undefined) {
    return { ok: true, value: judged.flatMap((one) => ('reason' in one ? [] : [one])) };
  }
  const alike = refusals.filter(({ reason }) => reason === first.reason);
  return {
    ok: false,
    reason: first.reason,
    positions: alike.map(({ position }) => position),
    missing: alike.flatMap(({ missing }) => missing ?? []),
  };
}

async function insertBatch(
  client: pg.PoolClient,
  { id: batchId, parts, fund }: { readonly id: string; readonly parts: readonly SealedPart[]; readonly fund: string },
  by: By,
): Promise<string> {
  const { caller, at } = by;
  const sum = parts.reduce((total, part) => total + part.amountFen, 0);
  const over = await overBudgetOfDraft(client, parts);
  await client.query(
    `INSERT INTO batch (id, batch_no, jurisdiction, fund, state, maker_id, control_sum_fen, line_count,
       over_budget_fen, created_at, state_since, start_requested_at)
     VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $9, $9)`,
    [
      batchId,
      newReadableNo('ZF', caller.jurisdiction, dayAt(at.getTime()).slice(0, 4)),
      caller.jurisdiction,
      fund,
      caller.personId,
      sum,
      parts.reduce((total, part) => total + part.instructions.length, 0),
      over === 0 ? null : over,
      at,
    ],
  );
  await insertInstructions(client, batchId, parts, by);
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'batch',
    entityId: batchId,
    revision: null,
    act: 'draft',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: {
      claimIds: [...new Set(parts.map((part) => part.claim.id))],
      controlSumFen: sum,
      overBudgetFen: over,
      fund,
    },
  });
  return batchId;
}

async function insertInstructions(
  client: pg.PoolClient,
  batchId: string,
  parts: readonly SealedPart[],
  { at, sealer }: By,
): Promise<void> {
  const rows = parts.flatMap(({ claim, purpose, fund, instructions }) =>
    instructions.map((instruction) => ({ ...instruction, claimId: claim.id, purpose, fund })),
  );
  await client.query(
    `INSERT INTO payout_instruction (id, batch_id, claim_id, line_id, purpose, fund, amount_fen, payee_sealed, payee_masked,
       state, state_since, created_at)
     SELECT id, $1, claim_id, line_id, purpose, fund, amount_fen, payee_sealed, payee_masked, 'draft', $2, $2
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bytea[], $10::text[])
       AS row (id, claim_id, line_id, purpose, fund, amount_fen, payee_sealed, payee_masked)`,
    [
      batchId,
      at,
      rows.map(() => newId('pin')),
      rows.map((row) => row.claimId),
      rows.map((row) => row.lineId),
      rows.map((row) => row.purpose),
      rows.map((row) => row.fund),
      rows.map((row) => row.amountFen),
      rows.map((row) => row.account),
      rows.map((row) => maskedPayee(row, sealer)),
    ],
  );
}

/** Masks a person's name but not an organisation's; shows only the last four digits of the account. */
function maskedPayee({ account, isPerson }: InstructionToDraft<Buffer>, sealer: Sealer): string {
  const { holder, bank, number } = openPayee(sealer, account);
  return `${isPerson ? maskName(holder) : holder} · ${bank} · ${maskAccount(number)}`;
}
