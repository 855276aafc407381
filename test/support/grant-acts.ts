import type { Actor } from '../../domain/authority/actor.ts';
import type { GrantNoticeOutcome } from '../../domain/grant/grant-application-message.ts';
import type { GrantCourse, GrantFacts, GrantMessage, GrantPlan } from '../../domain/grant/grant-course.ts';
import { splitGrant } from '../../domain/grant/grant-instalments.ts';
import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { moveGrant } from '../../domain/grant/grant-moves.ts';
import { parseFen } from '../../domain/money.ts';
import type { FinalState } from '../../domain/payout/inbox-judgement.ts';
import { day } from './policy-library.ts';
import {
  CHECKER,
  DAY_MS,
  factsOf,
  GRANT_FEN,
  HOLDER,
  MAKER,
  OFFICER,
  PLAN,
  START_MS,
  yearMs,
} from './title-courses.ts';

export interface Asked {
  readonly actId: string;
  readonly atMs: number;
}
type Decide = Extract<GrantMessage, { kind: 'decide' }>;
export type Draft = (course: GrantCourse, asked: Asked) => GrantMessage;

const CITY = PLAN.applicantJurisdiction;
const person = (personId: string, organ: Actor['organ'], role: Actor['roles'][number], at = CITY): Actor => ({
  personId,
  organ,
  section: null,
  jurisdiction: at,
  roles: [role],
  partyId: null,
});
export const CITY_HR = person('per_chr', 'HRSS', 'grantOfficer');
export const CITY_FINANCE = person('per_cfi', 'FINANCE', 'grantOfficer');
export const EXPERTS = [1, 2, 3, 4].map((number) => person(`per_e${number}`, null, 'expert'));
export const [EXPERT = HOLDER] = EXPERTS;
export const PANEL = EXPERTS.slice(0, 3).map(({ personId }) => personId);

export const decides =
  (
    stage: Decide['stage'],
    decision: Decide['decision'],
    actor: Actor,
    { year = null, recoverFen = 0 }: { readonly year?: number | null; readonly recoverFen?: number } = {},
  ): Draft =>
  ({ revision }, asked) => ({
    kind: 'decide',
    ...asked,
    stage,
    decision,
    actor,
    expectedRevision: revision,
    year,
    recoverFen,
  });

export const ofHolder =
  (kind: 'resubmit' | 'withdraw' | 'signAgreement' | 'relinquish' | 'correctAccount', actor = HOLDER): Draft =>
  ({ revision }, asked) => ({ kind, ...asked, actor, expectedRevision: revision });

export const ofExpert =
  (kind: 'score' | 'recuse' | 'withdrawScore', actor: Actor): Draft =>
  (_course, asked) =>
    kind === 'score' ? { kind, ...asked, actor, total: 80 } : { kind, ...asked, actor };

export const ofCall =
  (kind: 'scoringClosed' | 'notSelected'): Draft =>
  (_course, asked) => ({ kind, ...asked, callId: PLAN.callId ?? '' });

export const panelOf =
  (experts: readonly string[], officerId = OFFICER.personId): Draft =>
  (_course, asked) => ({ kind: 'panelChanged', ...asked, callId: PLAN.callId ?? '', officerId, experts });

export const proposed =
  (officerId = OFFICER.personId): Draft =>
  (_course, asked) => ({ kind: 'proposed', ...asked, callId: PLAN.callId ?? '', officerId });

export const noticeOpening: Draft = (_course, asked) => ({ kind: 'noticeOpening', ...asked, noticeId: 'ntc_1' });

export const noticeClosed =
  (outcome: GrantNoticeOutcome): Draft =>
  (_course, asked) => ({ kind: 'noticeClosed', ...asked, noticeId: 'ntc_1', outcome });

export const reports =
  (kind: 'reportYear' | 'rectifyYear', year: number, spentFen = 0, actor = HOLDER): Draft =>
  ({ revision }, asked) => ({ kind, ...asked, actor, expectedRevision: revision, year, spentFen });

export const requests =
  (spentFen = 0, actor = HOLDER): Draft =>
  ({ revision }, asked) => ({ kind: 'requestAcceptance', ...asked, actor, expectedRevision: revision, spentFen });

export const suspends =
  (actor: Actor | null, { caseId = null, untilMs = null }: { caseId?: string | null; untilMs?: number | null } = {}) =>
  ({ revision }: GrantCourse, asked: Asked): GrantMessage => ({
    kind: 'suspend',
    ...asked,
    actor,
    expectedRevision: actor === null ? null : revision,
    caseId,
    untilMs,
  });

export const resumes =
  (actor: Actor | null, caseId: string | null = null): Draft =>
  ({ revision }, asked) => ({
    kind: 'resume',
    ...asked,
    actor,
    expectedRevision: actor === null ? null : revision,
    caseId,
  });

export const releases =
  (instalmentNo: number, maker = MAKER, checker = CHECKER): Draft =>
  (_course, asked) => ({
    kind: 'payoutReleasing',
    ...asked,
    batchId: 'pob_1',
    purpose: 'grant',
    instalmentNo,
    maker,
    checker,
  });

export const paid =
  (instalmentNo: number, outcome: FinalState = 'settled'): Draft =>
  (_course, asked) => ({
    kind: 'payoutReported',
    ...asked,
    purpose: 'grant',
    instalmentNo,
    instructionId: 'pin_1',
    inboxId: 'evt_1',
    outcome,
  });

export const repays =
  (amountFen: number, { actor = CHECKER, makerId = MAKER.personId } = {}): Draft =>
  (_course, asked) => ({ kind: 'repaid', ...asked, actor, entryId: 'rcs_1', makerId, amountFen });

export const fires: Draft = ({ timer }, { actId }) => ({ kind: 'timerFired', actId, atMs: timer?.atMs ?? 0 });

/** The same act at another instant. */
export const at =
  (atMs: number, draft: Draft): Draft =>
  (course, asked) =>
    draft(course, { ...asked, atMs });

/** What a recording would find for an act, also for one before the title. */
export function foundFor(course: GrantCourse, { atMs }: Pick<GrantMessage, 'atMs'>, meets: boolean): GrantFacts {
  const facts = factsOf(course, atMs, meets);
  const begun = {
    instalments: splitGrant(parseFen(GRANT_FEN), [6000, 4000]),
    firstYear: 2026,
    firstOpensMs: yearMs(2027),
    designatedOn: day('2025-08-04'),
  };
  return { ...facts, timerAtMs: atMs + 28 * DAY_MS, title: { ...facts.title, begun } };
}

/** The code of a refusal, or `allowed`. */
export function wordOn(course: GrantCourse, draft: Draft, plan: GrantPlan = PLAN): string {
  const verdict = judgeGrantAct(course, draft(course, askedNext(course)), plan);
  return verdict.ok ? 'allowed' : verdict.reason;
}

const askedNext = ({ revision }: GrantCourse): Asked => ({
  actId: `act_${revision + 1}`,
  atMs: START_MS + revision * DAY_MS,
});

/** Carries out acts a day after each other. @throws RangeError for one that is refused */
export function after(course: GrantCourse, ...drafts: readonly Draft[]): GrantCourse {
  return drafts.reduce((standing, draft) => {
    const word = wordOn(standing, draft);
    const message = draft(standing, askedNext(standing));
    if (word !== 'allowed') {
      throw new RangeError(`${message.kind} in ${standing.state} is refused: ${word}`);
    }
    return moveGrant(standing, message, foundFor(standing, message, false), PLAN);
  }, course);
}
