import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { sendTogether } from '../kernel/statements.ts';
import { reserveSlots } from '../line/claim-slots.ts';
import { judgeEvidence } from '../line/evidence-judging.ts';
import { recountClaim } from '../line/recount-claim.ts';
import { freeSlotsWrites } from '../line/key-freeing.ts';
import { NOTHING_APPLIED, type ActStep, type AppliedAct, type ClaimAct, type Counted } from './claim-act.ts';
import { countLinesLeft, linesLeftFor } from './locked-claim.ts';

type CountingMessage = Extract<ClaimMessage, { kind: 'registerAnswered' | 'contractEvidence' | 'timerFired' }>;

/** Acts that count lines. They read and write every line, so they wait for the server more often than other acts. */
export function stepOfCounting(message: CountingMessage): ActStep {
  if (message.kind === 'registerAnswered') {
    return async ({ client, context, plan }) =>
      counted(await recountClaim(client, context, plan.claimId, new Date(message.atMs)));
  }
  return message.kind === 'timerFired' && message.timer !== 'evidence' ? () => NOTHING_APPLIED : judged;
}

async function judged({ client, context, plan, message }: ClaimAct): Promise<AppliedAct> {
  const lines = await judgeEvidence(client, context, plan.claimId, new Date(message.atMs));
  return counted({ ...lines, waitsForRegister: false });
}

/**
 * A resubmission is counted while the row is locked, because the message was sent before the lock. Evidence that came
 * with the return is judged; if it changes an amount that a notice has shown, the reviews begin again.
 */
export async function resubmitStep(act: ClaimAct): Promise<AppliedAct> {
  const { client, context, plan, before, row, message } = act;
  const trainingDataChanged = row.training_data_changed;
  if (before.purpose === 'float') {
    const shown = linesLeftFor(row, 'float');
    const lines = await judgeEvidence(client, context, plan.claimId, new Date(message.atMs));
    const isOther = before.returnedFrom === null && lines.amountFen !== shown.amountFen;
    return counted({ ...lines, waitsForRegister: false, trainingDataChanged: trainingDataChanged || isOther });
  }
  const lines =
    trainingDataChanged && row.kind === 'main'
      ? await countAgain(act)
      : { ...linesLeftFor(row, 'base'), waitsForRegister: false };
  return counted({ ...lines, trainingDataChanged });
}

/** Corrected attendance or results judge every line again; lines that become eligible need their slots. */
async function countAgain({ client, context, plan, snapshot, row, message }: ClaimAct): Promise<Counted> {
  const { claimId } = plan;
  const { waitsForRegister } = await recountClaim(client, context, claimId, new Date(message.atMs));
  await reserveSlots(client, claimId, snapshot);
  const [, left] = await Promise.all([
    sendTogether(client, freeSlotsWrites(claimId, 'refused', row.training_years)),
    countLinesLeft(client, claimId, 'base'),
  ]);
  return { ...left, waitsForRegister };
}

function counted(lines: Counted): AppliedAct {
  return { writes: [], counted: lines };
}
