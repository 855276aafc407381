import { ENTITIES } from '../../domain/entities.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Batched } from '../../api/payout/payout-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import type { FundCode } from '../../domain/codes.ts';
import { judgePaidPayees } from '../../domain/payout/approved-payee.ts';
import { batchParts, type WantedBatch } from '../../domain/payout/batch-parts.ts';
import { maskedPayee } from '../../domain/payout/masked-payee.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, query, sqlText } from '../kernel/statements.ts';
import { appendPayeeRefused, payeesOf, readSealedPayees } from './approved-payees.ts';
import { lockClaims, readPayableLines, type SealedPart } from './claims-to-pay.ts';
import { auditDraft, insertBatchRow } from './batch-inserting.ts';
import { overBudgetOfDraft } from './over-budget.ts';

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
export async function draftBatch(client: pg.PoolClient, wanted: WantedBatch, by: By): Promise<Batched> {
  const id = idOfCreation(ENTITIES.batch.idPrefix, by.caller.personId, by.key);
  const known = await fetchFirst(client, query.selectFrom('batch').select('id').where('id', '=', id));
  if (known !== undefined) {
    return { kind: 'drafted', batchId: id };
  }
  const claims = await lockClaims(client, wanted.claimIds, by.caller.jurisdiction, dayAt(by.at.getTime()));
  const lines = await readPayableLines(client, wanted.claimIds);
  const judged = batchParts(wanted, claims, lines, by.caller);
  if (!judged.ok) {
    const { reason, positions, missing } = judged;
    return { kind: 'refused', reason, positions, missing };
  }
  const { parts, fund } = judged;
  const changed = await changedPayees(client, wanted.claimIds, by);
  if (changed.length > 0) {
    return { kind: 'refused', reason: 'PAYEE_CHANGED', positions: changed, missing: [] };
  }
  return { kind: 'drafted', batchId: await insertBatch(client, { id, parts, fund }, by) };
}

/** The claims, as positions in the maker's list, whose payees are not those that were approved; the audit keeps it (S13). */
async function changedPayees(
  client: pg.PoolClient,
  claimIds: readonly string[],
  { caller, at, sealer }: By,
): Promise<readonly number[]> {
  const rows = await readSealedPayees(client, claimIds);
  const changed = rows.filter((row) => !judgePaidPayees(payeesOf(sealer, row)).ok).map(({ id }) => id);
  for (const claimId of changed) {
    await appendPayeeRefused(client, claimId, { person: caller, at });
  }
  return claimIds.flatMap((claimId, position) => (changed.includes(claimId) ? [position] : []));
}

async function insertBatch(
  client: pg.PoolClient,
  { id: batchId, parts, fund }: { readonly id: string; readonly parts: readonly SealedPart[]; readonly fund: FundCode },
  by: By,
): Promise<string> {
  const sumFen = parts.reduce((total, part) => total + part.amountFen, 0);
  const payments = parts.map(({ claim: { planLine }, amountFen }) => ({ planLine, amountFen }));
  const batch = {
    id: batchId,
    fund,
    sumFen,
    lines: parts.reduce((total, part) => total + part.instructions.length, 0),
    overBudgetFen: await overBudgetOfDraft(client, payments),
    of: { claimIds: [...new Set(parts.map((part) => part.claim.id))] },
  };
  await insertBatchRow(client, batch, by);
  await insertInstructions(client, batchId, parts, by);
  await auditDraft(client, batch, by);
  return batchId;
}

async function insertInstructions(
  client: pg.PoolClient,
  batchId: string,
  parts: readonly SealedPart[],
  { at, sealer }: By,
): Promise<void> {
  const rows = parts.flatMap(({ claim, purpose, fund, instructions }) =>
    instructions.map((instruction) => ({ ...instruction, id: newId('pin'), claimId: claim.id, purpose, fund })),
  );
  await execute(
    client,
    addInstructions(
      batchId,
      at,
      rows.map((row) => row.id),
      rows.map((row) => row.claimId),
      rows.map((row) => row.lineId),
      rows.map((row) => row.purpose),
      rows.map((row) => row.fund),
      rows.map((row) => row.amountFen),
      rows.map(({ id, account: { sealed, place } }) =>
        sealer.move(sealed, place, placeOf('payout_instruction.payee_sealed', id)),
      ),
      rows.map(({ account: { sealed, place }, isPerson }) => maskedPayee(openPayee(sealer, sealed, place), isPerson)),
    ),
  );
}

const addInstructions = sqlText<
  never,
  [
    batchId: string,
    at: Date,
    ids: readonly string[],
    claimIds: readonly string[],
    lineIds: readonly (string | null)[],
    purposes: readonly Purpose[],
    funds: readonly FundCode[],
    amountsFen: readonly number[],
    payeesSealed: readonly Buffer[],
    payeesMasked: readonly string[],
  ]
>(
  'payout.addInstructions',
  `INSERT INTO payout_instruction (id, batch_id, claim_id, line_id, purpose, fund, amount_fen, payee_sealed, payee_masked,
     state, state_since, created_at)
   SELECT id, $1, claim_id, line_id, purpose, fund, amount_fen, payee_sealed, payee_masked, 'draft', $2, $2
   FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bytea[], $10::text[])
     AS row (id, claim_id, line_id, purpose, fund, amount_fen, payee_sealed, payee_masked)`,
);
