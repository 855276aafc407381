import type pg from 'pg';
import {
  changesShownAmount,
  countingOf,
  countingOfResubmission,
  type CountingMessage,
} from '../../domain/claim/counting.ts';
import { slotsToReserve } from '../line/claim-slots.ts';
import { judgeEvidence } from '../line/evidence-judging.ts';
import { readToRecount, recountRead, type ClaimToRecount } from '../line/recount-claim.ts';
import { freeSlotsWrites } from '../line/key-freeing.ts';
import { NOTHING_APPLIED, type ActStep, type AppliedAct, type ClaimAct, type Counted } from './claim-act.ts';
import { linesLeftFor } from './locked-claim.ts';

/** Returns the step of an act that counts lines, as `countingOf` says what it counts. */
export async function stepOfCounting(
  client: pg.PoolClient,
  message: CountingMessage,
  claimId: string,
): Promise<ActStep> {
  const counting = countingOf(message);
  if (counting === 'everyLine') {
    const read = await readToRecount(client, claimId);
    return async ({ context }) =>
      counted(await recountRead(client, context, read, { at: new Date(message.atMs), basis: 'kept' }));
  }
  return counting === 'nothing' ? () => NOTHING_APPLIED : judged;
}

async function judged({ client, context, plan, message }: ClaimAct): Promise<AppliedAct> {
  const lines = await judgeEvidence(client, context, plan.claimId, new Date(message.atMs));
  return counted({ ...lines, waitsForRegister: false });
}

/**
 * Returns the step of a resubmission. Under the lock it reads whether training data changed since the return, and counts
 * what `countingOfResubmission` says.
 */
export async function resubmitStep(client: pg.PoolClient, claimId: string): Promise<ActStep> {
  const read = await readToRecount(client, claimId);
  return (act) => resubmitted(act, read);
}

async function resubmitted(act: ClaimAct, read: ClaimToRecount): Promise<AppliedAct> {
  const { client, context, plan, before, row, message } = act;
  const trainingDataChanged = row.training_data_changed;
  const counting = countingOfResubmission({ purpose: before.purpose, kind: row.kind, trainingDataChanged });
  if (counting === 'contracts') {
    const shown = linesLeftFor(row, 'float');
    const lines = await judgeEvidence(client, context, plan.claimId, new Date(message.atMs));
    const isOther = changesShownAmount(before, { shownFen: shown.amountFen, countedFen: lines.amountFen });
    return counted({ ...lines, waitsForRegister: false, trainingDataChanged: trainingDataChanged || isOther });
  }
  if (counting === 'nothing') {
    return counted({ ...linesLeftFor(row, 'base'), waitsForRegister: false, trainingDataChanged });
  }
  const { writes, ...lines } = await countAgain(act, read);
  return { writes, counted: { ...lines, trainingDataChanged } };
}

/** Corrected attendance or results judge every line again; lines that become eligible need their slots. */
async function countAgain(
  { client, context, plan, snapshot, row, message }: ClaimAct,
  read: ClaimToRecount,
): Promise<Counted & Pick<AppliedAct, 'writes'>> {
  const asked = { at: new Date(message.atMs), basis: 'returned' } as const;
  const { waitsForRegister } = await recountRead(client, context, read, asked);
  const { writes, ...left } = await slotsToReserve(client, plan.claimId, snapshot);
  const freed = freeSlotsWrites(plan.claimId, 'refused', row.training_years);
  return { ...left, waitsForRegister, writes: [...writes, ...freed] };
}

function counted(lines: Counted): AppliedAct {
  return { writes: [], counted: lines };
}
