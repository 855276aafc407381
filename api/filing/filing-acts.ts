import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import {
  FILING_DECISIONS,
  FILING_EDITS,
  judgeFilingAct,
  openFilingActs,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../../domain/filing/filing-course.ts';
import {
  isEveryClaimReturned,
  isResultWindowOver,
  isReturned,
  mayBeSupplemented,
  submittedClaims,
} from '../../domain/filing/class-claims.ts';
import { firstUnclaimedDay, mayBeClaimed, nextInstalment } from '../../domain/filing/instalments.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Filing } from './filing-ports.ts';
import { actViews, type ActView } from '../kernel/act-view.ts';
import type { Language } from '../kernel/language.ts';
import type { ProblemCode } from '../kernel/problem.ts';

export type FilingArea = (typeof FILING_EDITS)[keyof typeof FILING_EDITS][number];

/** What can be replaced while a claim is with its applicant, although the filing is claimed. */
const REPLACEABLE: readonly FilingArea[] = ['documents', 'attendance', 'results'];

/**
 * The basis of a submitted claim cannot change until the claim is returned, also before the filing is marked as claimed.
 * Documents are the basis of all claims of the class, attendance and results of their own people; the import judges each
 * row by the claims of its person. An apprenticeship whose claimed training year ends before the class is still recorded (C05). Results are open to the
 * end of the claim window for people without a certificate (L12); the import judges each row.
 */
export function mayEdit(filing: Filing, area: FilingArea): boolean {
  const isByState = FILING_EDITS[filing.state].includes(area);
  if (!REPLACEABLE.includes(area) || submittedClaims(filing.claims).length === 0) {
    return isByState;
  }
  if (area === 'documents') {
    return isEveryClaimReturned(filing.claims);
  }
  const isOpen = isByState && (area === 'results' || attendanceOpensOn(filing) <= filing.endsOn);
  return isReturned(filing.claims) || isOpen;
}

/** The first day whose attendance may be written: days of a claimed training year cannot change (C05). */
export function attendanceOpensOn({ claims, ...filing }: Filing): IsoDate {
  const held = submittedClaims(claims);
  const last = Math.max(0, ...held.map(({ instalment }) => instalment));
  const isLastReturned = isReturned(held.filter(({ instalment }) => instalment === last));
  const claimed = isLastReturned ? last - 1 : last;
  return claimed > 0 ? firstUnclaimedDay(filing, claimed) : filing.opensOn;
}

function isClaimable(filing: Filing, today: IsoDate): boolean {
  const claimed = Array.from({ length: filing.claim?.instalment ?? 0 }, (_none, position) => position + 1);
  const next = nextInstalment(filing, today, claimed);
  return (next !== null && mayBeClaimed(filing, next)) || mayBeSupplemented(filing, today);
}

export function isOwn(filing: Filing, caller: Caller): boolean {
  return mayAs(caller.roles, 'patchClassFiling', 'own') && caller.partyId === filing.applicant.id;
}

/** the responsible department of exactly this jurisdiction. */
export function isDepartment(filing: Filing, caller: Caller): boolean {
  return (
    mayAs(caller.roles, 'addSupervisionVisit', 'organHere') &&
    caller.jurisdiction === filing.jurisdiction &&
    caller.organ === (filing.responsibleDepartment ?? 'HRSS')
  );
}

/** The applicant's edits of a filing, and the area that each changes. */
const OWN_EDITS = [
  ['edit', 'data'],
  ['putDocument', 'documents'],
  ['importRoster', 'roster'],
  ['importAttendance', 'attendance'],
  ['importResults', 'results'],
] as const satisfies readonly (readonly [OfferedAct<'filing'>, FilingArea])[];

/** Every act on a filing for the caller, from the table that the workflow enforces. */
export function filingActs(
  filing: Filing,
  caller: Caller,
  language: Language,
  today: IsoDate,
): readonly ActView<'filing'>[] {
  const view = actViews('filing', caller, language);
  const edits = OWN_EDITS.map(([act, area]) =>
    view(
      act,
      area === 'results' && isResultWindowOver(filing, today)
        ? 'CLAIM_WINDOW_CLOSED'
        : refusalOf(isOwn(filing, caller), mayEdit(filing, area)),
    ),
  );
  return [
    ...edits,
    view('addSupervision', refusalOf(isDepartment(filing, caller), mayEdit(filing, 'supervision'))),
    view('submit', submissionRefusal(filing, caller)),
    view('withdraw', judged(filing, caller, { kind: 'withdraw', actor: caller, ...ASKED })),
    ...FILING_DECISIONS.map((decision) => view(decision, judged(filing, caller, decisionOf(filing, caller, decision)))),
    view('claim', refusalOf(isOwn(filing, caller), isClaimable(filing, today))),
  ];
}

/** draft begins, returned begins anew. */
export function submissionRefusal(filing: Filing, caller: Caller): ProblemCode | null {
  const isOpen = filing.state === 'draft' || openFilingActs(courseOf(filing)).includes('resubmit');
  return refusalOf(isOwn(filing, caller), isOpen);
}

const ASKED = { actId: '', atMs: 0 } as const;

/** Permissions do not depend on the time. */
const NO_TIMES = { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 } as const;

function refusalOf(isTheirs: boolean, isOpen: boolean): ProblemCode | null {
  if (!isOpen) {
    return 'WRONG_STATE';
  }
  return isTheirs ? null : 'ROLE_REQUIRED';
}

function judged(filing: Filing, caller: Caller, message: FilingMessage): ProblemCode | null {
  const verdict = judgeFilingAct(courseOf(filing), message, planOf(filing));
  return verdict.ok ? null : verdict.reason;
}

function decisionOf(
  filing: Filing,
  actor: Caller,
  decision: 'accept' | 'returnForCorrection' | 'routeTo',
): FilingMessage {
  const organ = decision === 'routeTo' ? 'HRSS' : null;
  return { kind: 'decide', actor, decision, organ, expectedRevision: filing.revision, ...ASKED };
}

function courseOf(filing: Filing): FilingCourse {
  const { revision, state, round, responsibleDepartment } = filing;
  return { revision, state, round, responsibleDepartment, lastActId: '', times: NO_TIMES };
}

/** The table asks a plan only whose filing it is. */
function planOf(filing: Filing): FilingPlan {
  return {
    filingId: filing.id,
    jurisdiction: filing.jurisdiction,
    applicantPartyId: filing.applicant.id,
    clockOffsetMs: 0,
  };
}
