import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import type { MoneyEntries, MoneyEntryRecord } from '../../api/kernel/money-entry.ts';
import { judgeMatching, type MatchedReport } from '../../domain/payout/report-handling.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { query, sendTogether, sqlText } from '../kernel/statements.ts';
import { lockReport, noteOrLeave, parkedReport } from '../payout/inbox-store.ts';
import { readInstruction, type LockedInstruction } from '../payout/locked-instruction.ts';
import { hasWaitingMatch } from '../payout/lump-rows.ts';
import { ForgedReport, isSignedReport } from '../payout/kept-report.ts';
import { decideEntryWrite, financeSeatsWrite, lockKeptEntry, ownerOfEntry, requireEntered } from './kept-entry.ts';
import { readEntry, requireFree, writeEntry } from './money-entering.ts';
import { ownActWrite, type OwnActContext } from './own-act.ts';

type Trusting = OwnActContext & { readonly verify: ActVerifier };

/**
 * A person of Finance says to which instruction a parked report belongs. It waits for another one, and the report stays
 * parked (S4).
 * @throws RefusedForGood with the code of the refusal
 */
export async function enterMatch(
  client: pg.PoolClient,
  context: Trusting,
  { eventId, instructionId, actor, at, idempotencyKey }: Parameters<MoneyEntries['enterMatch']>[0],
): Promise<MoneyEntryRecord> {
  const id = idOfCreation('mtc', actor.personId, idempotencyKey);
  const known = await readEntry(client, id);
  if (known !== null) {
    return known;
  }
  const asked = { eventId, instructionId, jurisdiction: actor.jurisdiction };
  const { instruction } = await judged(client, context.verify, asked);
  const { claimId, grantId } = instruction;
  if (await hasWaitingMatch(client, eventId)) {
    throw new RefusedForGood('ENTRY_WAITS');
  }
  await requireFree(client, { claimIds: claimId === null ? [] : [claimId], grantId, personId: actor.personId });
  const row = {
    id,
    kind: 'match',
    jurisdiction: actor.jurisdiction,
    claim_id: claimId,
    grant_id: grantId,
    recovery_id: null,
    event_id: eventId,
    instruction_id: instructionId,
    amount_fen: instruction.amountFen,
    bank_reference: null,
    maker_id: actor.personId,
    entered_at: at,
  } as const;
  return writeEntry(client, context, row, {
    actor,
    idempotencyKey: idempotencyKey ?? null,
    audit: { entityKind: 'batch', entityId: instruction.batchId, act: 'enterMatch' },
  });
}

/**
 * The match of a report counts: it is judged again, because report and payment may have moved on (S4). Returns the batch
 * that takes the report; null if it is only noted.
 * @throws RefusedForGood with the code of the refusal, ForgedAct if nobody entered it
 */
export async function confirmMatch(
  client: pg.PoolClient,
  context: Trusting,
  entryId: string,
  asked: { readonly actor: Actor; readonly at: Date; readonly idempotencyKey: string },
): Promise<{ readonly batchId: string | null }> {
  const { actor, at, idempotencyKey } = asked;
  // The claim or grant first, as its own recordings do: they take seats under its lock.
  await sendTogether(client, [lockClaimOf(entryId), lockGrantOf(entryId)]);
  const { entry, maker } = requireEntered(context.verify, await lockKeptEntry(client, entryId), 'match');
  const { event_id: eventId, instruction_id: instructionId, jurisdiction } = entry;
  if (eventId === null || instructionId === null) {
    throw new RangeError(`A match without a report or an instruction: ${entryId}`);
  }
  const { row, instruction, handling } = await judged(client, context.verify, {
    eventId,
    instructionId,
    jurisdiction,
  });
  const owner = ownerOfEntry(entry);
  const actId = newId('act');
  const said = { entryId, amountFen: entry.amount_fen, eventId, instructionId };
  const message = { kind: 'matchEvent', actId, atMs: at.getTime(), actor, ...said } as const;
  const matched = query
    .updateTable('payout_inbox')
    .set({
      state: 'new',
      park_reason: null,
      instruction_id: instructionId,
      batch_id: instruction.batchId,
      match_id: entryId,
    })
    .where('id', '=', eventId);
  await sendTogether(client, [
    ownActWrite(context, { entity: owner.kind, id: owner.id, message }, { personId: actor.personId, idempotencyKey }),
    decideEntryWrite(entryId, { state: 'confirmed', personId: actor.personId, actId, at, reason: null }),
    financeSeatsWrite(owner, { makerId: maker.personId, checkerId: actor.personId }),
    matched,
    ...auditWrites({
      entityKind: 'batch',
      entityId: instruction.batchId,
      revision: null,
      act: 'matchEvent',
      actId,
      person: actor,
      at,
      facts: { ...said, makerId: maker.personId },
    }),
  ]);
  const taken = await noteOrLeave(client, row, instruction, handling);
  return { batchId: taken.kind === 'taken' ? taken.batchId : null };
}

function ownerOf({ claimId, grantId }: LockedInstruction) {
  return grantId === null ? (['claim', claimId ?? ''] as const) : (['grant', grantId] as const);
}

const lockClaimOf = sqlText<never, [entryId: string]>(
  'recordings.lockClaimOfEntry',
  'SELECT c.id FROM claim c JOIN money_entry e ON e.claim_id = c.id WHERE e.id = $1 FOR NO KEY UPDATE OF c',
);

const lockGrantOf = sqlText<never, [entryId: string]>(
  'recordings.lockGrantOfEntry',
  'SELECT g.id FROM base_grant g JOIN money_entry e ON e.grant_id = g.id WHERE e.id = $1 FOR NO KEY UPDATE OF g',
);

/**
 * Locks report and instruction, and judges whether the one belongs to the other now.
 * @throws RefusedForGood with the code of the refusal, ForgedReport for a report that no API process took in
 */
async function judged(
  client: pg.PoolClient,
  verify: ActVerifier,
  asked: { readonly eventId: string; readonly instructionId: string; readonly jurisdiction: string },
): Promise<MatchedReport<LockedInstruction> & { readonly row: NonNullable<Awaited<ReturnType<typeof lockReport>>> }> {
  const row = await lockReport(client, asked.eventId, asked.jurisdiction);
  if (row === null) {
    throw new RefusedForGood('NOT_FOUND');
  }
  const named = await readInstruction(client, asked.instructionId, null);
  const verdict = judgeMatching(parkedReport(row), named, asked.jurisdiction);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  if (!isSignedReport(verify, row)) {
    throw new ForgedReport({ inboxId: row.id, of: ownerOf(verdict.value.instruction) });
  }
  return { ...verdict.value, row };
}
