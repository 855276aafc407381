import { addDays, dayAt, daysBetween, type IsoDate } from '../calendar.ts';
import { isOneOf, unreachable } from '../verdict.ts';
import { isRecoveryEnded, type RecoveryCourse, type RecoveryFacts, type RecoveryMessage } from './recovery-course.ts';
import { LAST_DUNNING_LEVEL, NOTICED_RECOVERY_STATES } from './recovery-words.ts';

type Of<Kind extends RecoveryMessage['kind']> = Extract<RecoveryMessage, { kind: Kind }>;

/** The course after an act; a recovery of which all has come back ends, whatever the act was. */
export function moveRecovery(before: RecoveryCourse, message: RecoveryMessage, facts: RecoveryFacts): RecoveryCourse {
  const { amountFen, recoveredFen } = facts;
  const counted = {
    ...before,
    revision: before.revision + 1,
    lastActId: message.actId,
    amountFen,
    recoveredFen,
  };
  const moved = afterAct(counted, message, { before, facts });
  const isWhole = !isRecoveryEnded(moved) && recoveredFen >= amountFen;
  return isRecoveryEnded(moved) || isWhole ? ended(isWhole ? { ...moved, state: 'recovered' } : moved) : moved;
}

function ended(course: RecoveryCourse): RecoveryCourse {
  return { ...course, nextDunningOn: null, proposal: null };
}

function afterAct(
  course: RecoveryCourse,
  message: RecoveryMessage,
  { before, facts }: { readonly before: RecoveryCourse; readonly facts: RecoveryFacts },
): RecoveryCourse {
  const today = dayAt(message.atMs);
  switch (message.kind) {
    case 'begin':
      return course.state === 'due' ? { ...course, nextDunningOn: addDays(today, facts.reminderDays) } : course;
    case 'approve':
      return { ...course, state: 'approved', approverId: message.actor.personId };
    case 'refuse':
      return { ...course, state: 'annulled' };
    case 'sendNotice':
      return {
        ...course,
        state: 'noticed',
        payBy: addDays(today, facts.payDays),
        appealBy: addDays(today, facts.appealDays),
      };
    case 'timerFired':
      return afterTimer(course, message, facts.reminderDays);
    case 'appeal':
      return appealed(course, today);
    case 'ruleAppeal':
      return ruled(course, message, today);
    case 'repaid':
      return course;
    case 'debtChanged':
      return afterChange(course, before);
    case 'proposeInstalments':
      return { ...course, proposal: { kind: 'instalments', ...proposed(message), plan: message.plan } };
    case 'confirmInstalments':
      return inInstalments(course);
    case 'proposeWriteOff':
      return { ...course, proposal: { kind: 'writeOff', ...proposed(message) } };
    case 'confirmWriteOff':
      return { ...course, state: 'writtenOff' };
    default:
      return unreachable(message);
  }
}

function proposed({ actor, atMs }: Of<'proposeInstalments' | 'proposeWriteOff'>) {
  return { makerId: actor.personId, atMs };
}

/** The days to pay are over, a reminder goes out, or an instalment was missed, and then all is due. */
function afterTimer(course: RecoveryCourse, { timer, atMs }: Of<'timerFired'>, reminderDays: number): RecoveryCourse {
  const nextDunningOn = addDays(dayAt(atMs), reminderDays);
  switch (timer) {
    case 'payTerm':
      return { ...course, state: 'due', nextDunningOn };
    case 'dunning': {
      const dunningLevel = course.dunningLevel + 1;
      return { ...course, dunningLevel, nextDunningOn: dunningLevel < LAST_DUNNING_LEVEL ? nextDunningOn : null };
    }
    case 'instalment': {
      const isLast = course.dunningLevel >= LAST_DUNNING_LEVEL;
      return { ...course, state: 'due', instalments: [], nextDunningOn: isLast ? null : nextDunningOn };
    }
    default:
      return unreachable(timer);
  }
}

/** The appeal pauses reminders, and what was proposed before it lapses. */
function appealed(course: RecoveryCourse, on: IsoDate): RecoveryCourse {
  const { state } = course;
  return isOneOf(NOTICED_RECOVERY_STATES, state)
    ? { ...course, state: 'appealed', appeal: { state: 'open', from: state, on }, proposal: null }
    : course;
}

/** The days of the appeal do not count: every day that was to come moves by them. */
function ruled(course: RecoveryCourse, { ruling, amountFen }: Of<'ruleAppeal'>, today: IsoDate): RecoveryCourse {
  if (course.appeal === null) {
    return course;
  }
  const appeal = { ...course.appeal, state: ruling };
  if (ruling === 'uphold' && (amountFen ?? 0) === 0) {
    return { ...course, state: 'annulled', appeal };
  }
  const days = daysBetween(course.appeal.on, today);
  const later = (day: IsoDate | null) => day && addDays(day, days);
  return {
    ...course,
    appeal,
    // A plan sums to what was owed before; less is due at once by the days of the letter.
    ...(course.appeal.from === 'instalments' && ruling === 'uphold'
      ? { state: 'noticed', instalments: [] }
      : { state: course.appeal.from }),
    payBy: later(course.payBy),
    nextDunningOn: later(course.nextDunningOn),
    ...(ruling === 'dismiss' && {
      instalments: course.instalments.map((one) => ({ ...one, dueOn: addDays(one.dueOn, days) })),
    }),
  };
}

/** What a claim asks for besides is found anew, and needs its own approval; less changes nothing but the sum. */
function afterChange(course: RecoveryCourse, before: RecoveryCourse): RecoveryCourse {
  const { amountFen, recoveredFen } = course;
  const isRaised = isRecoveryEnded(before) ? amountFen > recoveredFen : amountFen > before.amountFen;
  return isRaised
    ? {
        ...course,
        state: 'found',
        approverId: null,
        payBy: null,
        appealBy: null,
        dunningLevel: 0,
        nextDunningOn: null,
        appeal: null,
        instalments: [],
        beforePlanFen: 0,
        proposal: null,
      }
    : course;
}

function inInstalments(course: RecoveryCourse): RecoveryCourse {
  return course.proposal?.kind === 'instalments'
    ? {
        ...course,
        state: 'instalments',
        instalments: course.proposal.plan,
        beforePlanFen: course.recoveredFen,
        proposal: null,
      }
    : course;
}
