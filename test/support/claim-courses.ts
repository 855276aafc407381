import fc from 'fast-check';
import type { Actor } from '../../domain/authority/actor.ts';
import { beginCourse, type ClaimCourse, type Purpose } from '../../domain/claim/claim-course.ts';
import type {
  ClaimMessage,
  ClaimRefusal,
  DecidedTask,
  Decision,
  RecordedFacts,
} from '../../domain/claim/claim-message.ts';
import { judgeClaimAct, moveClaim } from '../../domain/claim/claim-moves.ts';
import type { ClaimPlan, PlannedStage } from '../../domain/claim/claim-plan.ts';
import type { OrganCode } from '../../domain/codes.ts';

export const ORDOS = '150600';
export const NOON_MS = Date.parse('2025-05-12T12:00:00+08:00');

/** An official of Ordos with the one role that the name says, unless a test wants more. */
export function anActor(personId: string, given: Partial<Actor>): Actor {
  return { personId, organ: null, section: null, jurisdiction: ORDOS, roles: [], partyId: null, ...given };
}

const department = (personId: string, organ: OrganCode, section: string | null = null) =>
  anActor(personId, { organ, section, roles: ['departmentReviewer', 'noticeOfficer'] });
const bureau = (personId: string) =>
  anActor(personId, { organ: 'HRSS', section: '基金监督', roles: ['bureauReviewer', 'noticeOfficer'] });

/** The practice accounts that act on a claim, with the sections they have there (api §2). */
export const ACTORS = {
  school: anActor('school', { partyId: 'pty_school', roles: ['applicant'] }),
  school2: anActor('school2', { partyId: 'pty_school2', roles: ['applicant'] }),
  deptEmergency: department('dept.emergency', 'EMERGENCY_MGMT'),
  deptEducation: department('dept.education', 'EDUCATION'),
  deptHr: department('dept.hr', 'HRSS', '就业服务'),
  deptHr2: anActor('dept.hr2', { organ: 'HRSS', section: '就业服务', roles: ['departmentReviewer'] }),
  bureauReview: bureau('bureau.review'),
  bureauReview2: bureau('bureau.review2'),
  financeMaker: anActor('finance.maker', { organ: 'FINANCE', roles: ['financeMaker'] }),
  financeChecker: anActor('finance.checker', { organ: 'FINANCE', roles: ['financeChecker'] }),
  ops: anActor('ops', { roles: ['operator'] }),
} as const;

const STAGES: readonly PlannedStage[] = [
  {
    stage: 'departmentReview',
    kind: 'review',
    organ: 'EMERGENCY_MGMT',
    role: 'departmentReviewer',
    decidesAs: 'departmentReviewer',
    questions: ['classPlan', 'trainingProcess', 'supportingEvidence'],
  },
  {
    stage: 'bureauReview',
    kind: 'review',
    organ: 'HRSS',
    role: 'bureauReviewer',
    decidesAs: 'bureauReviewer',
    questions: ['complete', 'procedureFollowed'],
  },
  {
    stage: 'jointNotice',
    kind: 'notice',
    organ: 'HRSS',
    role: 'noticeOfficer',
    decidesAs: 'departmentReviewer',
    questions: [],
  },
  {
    stage: 'disbursement',
    kind: 'disbursement',
    organ: 'FINANCE',
    role: 'financeMaker',
    decidesAs: 'financeMaker',
    questions: [],
  },
  {
    stage: 'contractCheck',
    kind: 'contractCheck',
    organ: 'EMERGENCY_MGMT',
    role: 'departmentReviewer',
    decidesAs: 'departmentReviewer',
    questions: [],
  },
];

/** P1_JOINT with its contract check, the emergency office as the responsible department. */
export function aPlan(given: Partial<ClaimPlan> = {}): ClaimPlan {
  return {
    claimId: 'clm_1',
    jurisdiction: ORDOS,
    applicantPersonId: 'school',
    applicantPartyId: 'pty_school',
    stages: STAGES,
    maxReturns: 2,
    clockOffsetMs: 0,
    ...given,
  };
}

/** The same where the HR bureau is the responsible department too: 39.4 % of the annex. */
export function aPlanOfHr(): ClaimPlan {
  return aPlan({
    stages: STAGES.map((stage) => (stage.organ === 'EMERGENCY_MGMT' ? { ...stage, organ: 'HRSS' } : stage)),
  });
}

export function aPlanWithoutCheck(): ClaimPlan {
  return aPlan({ stages: STAGES.filter((stage) => stage.kind !== 'contractCheck') });
}

/** Just submitted by the school, before the workflow's first record. */
export function aCourse(given: Partial<ClaimCourse> = {}): ClaimCourse {
  const applicant = { personId: 'school', organ: null, section: null, role: 'applicant' } as const;
  return { ...beginCourse(0, applicant), ...given };
}

type Without<Union, Keys extends string> = Union extends unknown ? Omit<Union, Keys> : never;

/** A message before it is sent: without the act's id, its instant and the revision that the sender saw. */
export type Wish = Without<ClaimMessage, 'actId' | 'atMs' | 'expectedRevision'>;

export function messageOf(course: ClaimCourse, wish: Wish): ClaimMessage {
  const asked = { actId: `act_${course.revision + 1}`, atMs: NOON_MS };
  return saysWhatItSaw(wish) ? { ...wish, ...asked, expectedRevision: course.revision } : { ...wish, ...asked };
}

type SeenWish = Extract<
  Wish,
  { kind: 'decide' | 'resubmit' | 'withdraw' | 'correctAccount' | 'contractEvidence' | 'setOff' | 'repaid' | 'rearm' }
>;

/** What persons and a changed calendar send bears the revision that they saw; holds, other entities and timers bear none. */
function saysWhatItSaw(wish: Wish): wish is SeenWish {
  return wish.kind === 'rearm' || ('actor' in wish && wish.kind !== 'hold' && wish.kind !== 'release');
}

export function decides(
  actor: Actor,
  decision: Decision,
  more: { readonly task?: DecidedTask; readonly purpose?: Purpose; readonly refusedLines?: number } = {},
): Wish {
  return { kind: 'decide', task: 'review', purpose: 'base', refusedLines: 0, ...more, actor, decision };
}

export function releases(purpose: Purpose): Extract<Wish, { kind: 'payoutReleasing' }> {
  const { financeMaker, financeChecker } = ACTORS;
  return { kind: 'payoutReleasing', batchId: 'bat_1', purpose, maker: financeMaker, checker: financeChecker };
}

export type PayoutOutcome = Extract<ClaimMessage, { kind: 'payoutReported' }>['outcome'];

export function reports(purpose: Purpose, outcome: PayoutOutcome): Wish {
  return { kind: 'payoutReported', purpose, outcome, instructionId: 'ins_1', inboxId: 'inb_1' };
}

/** What Finance's maker entered of money that came back, as its checker confirms it. */
export const OF_TWO = { actor: ACTORS.financeChecker, maker: ACTORS.financeMaker, entryId: 'rcs_1' } as const;

export function closesNotice(outcome: 'clean' | 'rejected' | 'withdrawn'): Wish {
  return { kind: 'noticeClosed', noticeId: 'not_1', outcome };
}

export const OPENS_NOTICE: Wish = { kind: 'noticeOpening', noticeId: 'not_1' };
export const BEGINS: Wish = { kind: 'begin' };
export const SHOWS_CONTRACTS: Wish = { kind: 'contractEvidence', actor: ACTORS.school };

/** What a recording counts when nothing special happened: 36 lines at 800.00, a wait when the state brings one. */
export function someFacts(given: Partial<RecordedFacts> = {}): RecordedFacts {
  return { linesLeft: 36, amountFen: 2_880_000, waitEndsAtMs: NOON_MS + 86_400_000, waitsForRegister: false, ...given };
}

export function refusalOf(course: ClaimCourse, wish: Wish, plan: ClaimPlan): ClaimRefusal | null {
  const judged = judgeClaimAct(course, messageOf(course, wish), plan);
  return judged.ok ? null : judged.reason;
}

/** Moves only what the table grants, as the workflow does; a refusal here is a mistake of the test. */
export function after(course: ClaimCourse, wish: Wish, plan: ClaimPlan, facts = someFacts()): ClaimCourse {
  const reason = refusalOf(course, wish, plan);
  if (reason !== null) {
    throw new Error(`${wish.kind} was refused in ${course.state}: ${reason}`);
  }
  return moveClaim(course, messageOf(course, wish), facts, plan);
}

export function played(plan: ClaimPlan, wishes: readonly Wish[], from = aCourse()): ClaimCourse {
  return wishes.reduce((course, wish) => after(course, wish, plan), from);
}

export const TO_REVIEW: readonly Wish[] = [BEGINS];
export const TO_BUREAU: readonly Wish[] = [...TO_REVIEW, decides(ACTORS.deptEmergency, 'approve')];
export const TO_NOTICE: readonly Wish[] = [...TO_BUREAU, decides(ACTORS.bureauReview, 'approve')];
export const TO_FINANCE: readonly Wish[] = [...TO_NOTICE, OPENS_NOTICE, closesNotice('clean')];
export const TO_SENT: readonly Wish[] = [...TO_FINANCE, releases('base')];
export const TO_CHECK: readonly Wish[] = [...TO_SENT, reports('base', 'settled')];
export const TO_FLOAT_REVIEW: readonly Wish[] = [...TO_CHECK, SHOWS_CONTRACTS];
export const TO_FLOAT_FINANCE: readonly Wish[] = [
  ...TO_FLOAT_REVIEW,
  decides(ACTORS.deptEmergency, 'approve', { purpose: 'float' }),
  decides(ACTORS.bureauReview, 'approve', { purpose: 'float' }),
  OPENS_NOTICE,
  closesNotice('clean'),
];
export const TO_FLOAT_SENT: readonly Wish[] = [...TO_FLOAT_FINANCE, releases('float')];

export const PURPOSES_OF_MONEY: readonly Purpose[] = ['base', 'float'];
const OUTCOMES: readonly PayoutOutcome[] = ['settled', 'failed', 'returned', 'reversed'];
const TASKS: readonly DecidedTask[] = ['review', 'bureauCorrection', 'accountCorrection', 'disbursement'];
const DECISIONS: readonly Decision[] = [
  'approve',
  'returnForCorrection',
  'returnToDepartment',
  'returnToBureau',
  'reject',
];

/** Every message that these actors can send, whether it is open or not. */
export function alphabet(actors: readonly Actor[]): readonly Wish[] {
  const decisions = actors.flatMap((actor) =>
    PURPOSES_OF_MONEY.flatMap((purpose) =>
      TASKS.flatMap((task) =>
        DECISIONS.flatMap((decision) =>
          (decision === 'approve' ? [0, 1] : [0]).map((refusedLines) =>
            decides(actor, decision, { task, purpose, refusedLines }),
          ),
        ),
      ),
    ),
  );
  return [...decisions, ...actors.flatMap(actsOf), ...factsFromOutside(actors)];
}

/** What no decision is, for one actor. */
function actsOf(actor: Actor): readonly Wish[] {
  return [
    { kind: 'resubmit', actor, trainingDataChanged: false },
    { kind: 'resubmit', actor, trainingDataChanged: true },
    { kind: 'withdraw', actor },
    { kind: 'hold', actor },
    { kind: 'release', actor },
    { kind: 'correctAccount', actor },
    { kind: 'contractEvidence', actor },
  ];
}

function factsFromOutside(actors: readonly Actor[]): readonly Wish[] {
  const payers = actors.filter(({ organ }) => organ === 'FINANCE');
  const pairs = payers.flatMap((maker) => payers.map((checker) => ({ maker, checker })));
  return [
    BEGINS,
    { kind: 'registerAnswered' },
    OPENS_NOTICE,
    closesNotice('clean'),
    closesNotice('rejected'),
    closesNotice('withdrawn'),
    { kind: 'rearm', endsAtMs: NOON_MS + 2 * 86_400_000 },
    { kind: 'timerFired', timer: 'resubmission' },
    { kind: 'timerFired', timer: 'evidence' },
    ...PURPOSES_OF_MONEY.flatMap((purpose) => OUTCOMES.map((outcome) => reports(purpose, outcome))),
    ...PURPOSES_OF_MONEY.flatMap((purpose) => pairs.map((pair) => ({ ...releases(purpose), ...pair }))),
  ];
}

export const someCount: fc.Arbitrary<RecordedFacts> = fc.record({
  linesLeft: fc.nat(3),
  amountFen: fc.integer({ min: 1, max: 5_000_000 }),
  waitEndsAtMs: fc.option(fc.constant(NOON_MS + 86_400_000)),
  waitsForRegister: fc.boolean(),
});
