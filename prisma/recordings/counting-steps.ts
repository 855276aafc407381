import type pg from 'pg';
import {
  changesShownAmount,
  countingOf,
  countingOfResubmission,
  type CountingMessage,
} from '../../domain/claim/counting.ts';
import { judgeEvidence } from '../line/evidence-judging.ts';
import { readToRecount, recountClaim, type ClaimToRecount } from '../line/recount-claim.ts';
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
    return ({ context }) => recountClaim(client, context, read, { at: new Date(message.atMs), basis: 'kept' });
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
  // Corrected attendance or results judge every line again.
  const again = await recountClaim(client, context, read, { at: new Date(message.atMs), basis: 'returned' });
  return { writes: again.writes, counted: { ...again.counted, trainingDataChanged } };
}

function counted(lines: Counted): AppliedAct {
  return { writes: [], counted: lines };
}
