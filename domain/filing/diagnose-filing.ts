import type { IsoDate } from '../calendar.ts';
import { SUPERVISION_KINDS, type SupervisionKind } from '../codes.ts';
import type { CaseDiagnosis, CaseFacts, CaseFound } from '../oversight/case-diagnosis.ts';
import { diagnoseCase, lastDayBefore } from '../oversight/diagnose-case.ts';
import { owner } from '../oversight/found-cause.ts';
import type { Label } from '../policy/policy-pack.ts';
import { UNPAID_CLAIM_STATES } from '../claim/claim-state.ts';
import { isOneOf, unreachable } from '../verdict.ts';
import { mainClaimOf, type ClassClaim } from './class-claims.ts';
import { FILING_EDITS, type ClassTimes, type FilingState } from './filing-course.ts';

/** What a class filing waits for is read from its own days, visits and claims. */
export interface FilingCaseFacts extends CaseFacts {
  readonly state: FilingState;
  /** Null as long as it was never submitted. */
  readonly times: ClassTimes | null;
  readonly assessmentDueOn: IsoDate | null;
  readonly visited: readonly SupervisionKind[];
  readonly claims: readonly ClassClaim[];
}

/** The three visits of R-037, as people call them. */
export const SUPERVISION_WORDS: Readonly<Record<SupervisionKind, Label>> = {
  CLASS_PLAN: { zh: '开班计划', en: 'class plan' },
  TEACHING_ORGANISATION: { zh: '教学组织', en: 'teaching' },
  GRADUATION_ASSESSMENT: { zh: '考评结业', en: 'assessment' },
};

const APPLICANT = owner('applicant', { role: 'applicant' });

/** Why a class filing waits (design §6): people, the days of its class, or a machine. */
export function diagnoseFiling(facts: FilingCaseFacts): CaseDiagnosis {
  return diagnoseCase(facts, ofState(facts), [...visitsOwed(facts), ...advanceOpen(facts)]);
}

function ofState(facts: FilingCaseFacts): Parameters<typeof diagnoseCase>[1] {
  const { state, claims } = facts;
  switch (state) {
    case 'draft':
      return { waitingFor: 'person', cause: 'draftOpen', owner: APPLICANT, suggestedActs: ['submit'] };
    case 'filed':
      return { waitingFor: 'person', cause: 'reviewOpen', isTaskOwed: true };
    case 'returned':
      return {
        waitingFor: 'person',
        cause: 'correctionByApplicant',
        owner: APPLICANT,
        suggestedActs: ['resubmit', 'withdraw'],
      };
    case 'claimed':
      return { waitingFor: 'done', cause: 'claimed', places: { claimNo: mainClaimOf(claims)?.claimNo ?? '' } };
    case 'expired':
    case 'withdrawn':
      return { waitingFor: 'done', cause: state };
    case 'accepted':
    case 'open':
    case 'ended':
    case 'assessed':
      return ofClass(state, facts);
    default:
      return unreachable(state);
  }
}

function ofClass(
  state: 'accepted' | 'open' | 'ended' | 'assessed',
  { times, assessmentDueOn }: FilingCaseFacts,
): Parameters<typeof diagnoseCase>[1] {
  if (times === null) {
    return { waitingFor: 'error', cause: 'noOpenTask', isTaskOwed: true };
  }
  const { opensAtMs, endsAtMs, windowEndsAtMs } = times;
  const window = lastDayBefore(windowEndsAtMs);
  const lapses = { nextAutomaticEvent: 'claimWindowEnds', nextAutomaticAtMs: windowEndsAtMs } as const;
  switch (state) {
    case 'accepted':
      return {
        waitingFor: 'clock',
        cause: 'classToOpen',
        nextAutomaticEvent: 'classOpens',
        nextAutomaticAtMs: opensAtMs,
        timerAtMs: opensAtMs,
        places: { opens: lastDayBefore(opensAtMs + 1) },
      };
    case 'open':
      return {
        waitingFor: 'clock',
        cause: 'classRunning',
        dueOn: lastDayBefore(endsAtMs),
        nextAutomaticEvent: 'classEnds',
        nextAutomaticAtMs: endsAtMs,
        timerAtMs: endsAtMs,
        places: { ends: lastDayBefore(endsAtMs) },
      };
    case 'ended':
      return {
        waitingFor: 'person',
        cause: 'resultsOwed',
        owner: APPLICANT,
        dueOn: assessmentDueOn ?? window,
        ...lapses,
        timerAtMs: windowEndsAtMs,
        places: { window },
      };
    case 'assessed':
      return {
        waitingFor: 'person',
        cause: 'claimOwed',
        owner: APPLICANT,
        dueOn: window,
        ...lapses,
        timerAtMs: windowEndsAtMs,
      };
    default:
      return unreachable(state);
  }
}

/** the department may not approve the claim before all three visits are entered. */
function visitsOwed({ state, visited }: FilingCaseFacts): readonly CaseFound[] {
  const missing = SUPERVISION_KINDS.filter((kind) => !visited.includes(kind));
  if (missing.length === 0 || !FILING_EDITS[state].includes('supervision')) {
    return [];
  }
  const visits = {
    zh: missing.map((kind) => SUPERVISION_WORDS[kind].zh).join('、'),
    en: missing.map((kind) => SUPERVISION_WORDS[kind].en).join(', '),
  };
  return [{ waitingFor: 'person', cause: 'visitsOwed', places: { visits } }];
}

/** the advance of the class is a claim of its own, which may still be under way. */
function advanceOpen({ claims }: FilingCaseFacts): readonly CaseFound[] {
  return claims
    .filter(({ kind, state }) => kind === 'advance' && state !== 'closed' && !isOneOf(UNPAID_CLAIM_STATES, state))
    .map(({ claimNo }) => ({ waitingFor: 'person', cause: 'advanceOpen', places: { claimNo } }));
}
