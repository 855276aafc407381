import { unreachable } from '../verdict.ts';
import { courseWord, type ClaimCourse } from './claim-course.ts';
import type { ClaimMessage, RecordedFacts } from './claim-message.ts';
import type { ClaimPlan } from './claim-plan.ts';

/** What a recording adds to the audit entry of an act: codes, and the remark of the person who decides. */
export interface AuditedWords {
  readonly answers?: Readonly<Record<string, string>>;
  readonly remark?: string;
  readonly reason?: string;
  readonly refuseLines?: readonly unknown[];
  readonly corrections?: readonly unknown[];
  /** The fund that the approval names (L11). */
  readonly fund?: string;
}

interface AuditedMove {
  readonly before: ClaimCourse;
  readonly after: ClaimCourse;
  readonly message: ClaimMessage;
  readonly plan: ClaimPlan;
  readonly facts: RecordedFacts;
}

/** Builds the audit facts of a claim's act: ids, codes, counts and amounts. */
export function claimAuditFacts(move: AuditedMove, words: AuditedWords): Readonly<Record<string, unknown>> {
  const { after, facts } = move;
  return {
    stage: after.stageIndex,
    purpose: after.purpose,
    round: after.round,
    linesLeft: facts.linesLeft,
    amountFen: facts.amountFen,
    ...factsOfAct(move),
    ...(after.outcome === null ? {} : { outcomeCode: after.outcome }),
    answers: words.answers ?? null,
    remark: words.remark ?? words.reason ?? null,
    refusedLines: words.refuseLines?.length ?? 0,
    corrections: words.corrections ?? null,
    ...(words.fund === undefined ? {} : { fund: words.fund }),
    state: courseWord(after, move.plan),
  };
}

function factsOfAct({ before, message, plan }: AuditedMove): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case 'decide': {
      const { decision, task } = message;
      const decidedStage = plan.stages[before.stageIndex]?.stage ?? null;
      return { decision, task, ...(task === 'review' ? { decidedStage } : {}) };
    }
    case 'payoutReported':
      return { money: message.purpose, outcome: message.outcome, instructionId: message.instructionId };
    case 'payoutReleasing':
      return { money: message.purpose, batchId: message.batchId, makerId: message.maker.personId };
    case 'setOff':
    case 'repaid':
      return { movedFen: message.amountFen };
    case 'noticeOpening':
    case 'noticeClosed':
      return { noticeId: message.noticeId };
    case 'begin':
    case 'contractEvidence':
    case 'correctAccount':
    case 'hold':
    case 'rearm':
    case 'recovered':
    case 'registerAnswered':
    case 'release':
    case 'resubmit':
    case 'timerFired':
    case 'withdraw':
      return {};
    default:
      return unreachable(message);
  }
}
