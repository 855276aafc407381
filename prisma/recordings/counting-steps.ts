import type pg from 'pg';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { slotsToReserve } from '../line/claim-slots.ts';
import { judgeEvidence } from '../line/evidence-judging.ts';
import { readToRecount, recountRead, type ClaimToRecount } from '../line/recount-claim.ts';
import { freeSlotsWrites } from '../line/key-freeing.ts';
import { NOTHING_APPLIED, type ActStep, type AppliedAct, type ClaimAct, type Counted } from './claim-act.ts';
import { linesLeftFor } from './locked-claim.ts';

type CountingMessage = Extract<ClaimMessage, { kind: 'registerAnswered' | 'contractEvidence' | 'timerFired' }>;

/**
 * Returns the step of an act that counts lines: a register's answer counts every line again; complete evidence, or the
 * end of its window, judges the contracts; the end of the days to resubmit counts nothing.
 */
export async function stepOfCounting(
  client: pg.PoolClient,
  message: CountingMessage,
  claimId: string,
): Promise<ActStep> {
  if (message.kind === 'registerAnswered') {
    const read = await readToRecount(client, claimId);
    return async ({ context }) =>
      counted(await recountRead(client, context, read, { at: new Date(message.atMs), basis: 'kept' }));
  }
  return message.kind === 'timerFired' && message.timer !== 'evidence' ? () => NOTHING_APPLIED : judged;
}

async function judged({ client, context, plan, message }: ClaimAct): Promise<AppliedAct> {
  const lines = await judgeEvidence(client, context, plan.claimId, new Date(message.atMs));
  return counted({ ...lines, waitsForRegister: false });
}

/**
 * Returns the step of a resubmission. Under the lock it reads whether training data changed since the return and, if so,
 * counts the lines again. For the +50 % it judges the evidence again; if that changes an amount that a notice has shown,
 * the reviews begin again.
 */
export async function resubmitStep(client: pg.PoolClient, claimId: string): Promise<ActStep> {
  const read = await readToRecount(client, claimId);
  return (act) => resubmitted(act, read);
}

async function resubmitted(act: ClaimAct, read: ClaimToRecount): Promise<AppliedAct> {
  const { client, context, plan, before, row, message } = act;
  const trainingDataChanged = row.training_data_changed;
  if (before.purpose === 'float') {
    const shown = linesLeftFor(row, 'float');
    const lines = await judgeEvidence(client, context, plan.claimId, new Date(message.atMs));
    const isOther = before.returnedFrom === null && lines.amountFen !== shown.amountFen;
    return counted({ ...lines, waitsForRegister: false, trainingDataChanged: trainingDataChanged || isOther });
  }
  if (!trainingDataChanged || row.kind === 'advance') {
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
