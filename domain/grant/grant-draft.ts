import type { PartyKind } from '../policy/route-codes.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';
import type { CallState } from './call-course.ts';
import type { GrantContent } from './grant-content.ts';
import { WRITTEN_GRANT_STATES, type GrantState } from './grant-state.ts';

export const GRANT_DOCUMENT_KINDS = ['APPLICATION_FORM', 'CONSTRUCTION_PLAN', 'BUDGET', 'CAPACITY_PROOF'] as const;
/** Where the title is the leader's own. */
export const LEADER_DOCUMENT_KIND = 'LEADER_HONOUR';

/** The papers of an application: a route of a pack may list others (`documents`). */
export function grantDocuments(route: PolicySnapshot['routeDefinition']): readonly {
  readonly kind: string;
  readonly required: boolean;
  readonly label: { readonly zh: string; readonly en: string };
}[] {
  if (route.documents.length > 0) {
    return route.documents.map(({ code, required, label }) => ({ kind: code, required, label }));
  }
  const common = GRANT_DOCUMENT_KINDS.map((kind) => ({ kind, required: true, label: DOCUMENT_WORDS[kind] }));
  return route.designation?.holder === 'leader'
    ? [...common, { kind: LEADER_DOCUMENT_KIND, required: false, label: DOCUMENT_WORDS[LEADER_DOCUMENT_KIND] }]
    : common;
}

const DOCUMENT_WORDS = {
  APPLICATION_FORM: { zh: '申报表', en: 'Application form' },
  CONSTRUCTION_PLAN: { zh: '建设方案', en: 'Construction plan' },
  BUDGET: { zh: '经费预算', en: 'Budget' },
  CAPACITY_PROOF: { zh: '培训能力证明', en: 'Proofs of capacity' },
  LEADER_HONOUR: { zh: '带头人荣誉证明', en: 'Proof of the leader’s honour' },
} as const;

export const GRANT_WARNINGS = ['NOT_YET_REGIONAL', 'LEADER_WITHOUT_HONOUR', 'BUDGET_NOT_GRANT'] as const;
export type GrantWarning = (typeof GRANT_WARNINGS)[number];

export interface DraftFacts {
  readonly applicantKind: PartyKind;
  readonly hasLeader: boolean;
  /** What the applicant wrote as the grant; null where nothing was written. */
  readonly askedFen: number | null;
  readonly amountFen: number;
}

export type DraftRefusal = 'APPLICANT_KIND_NOT_ADMITTED' | 'LEADER_REQUIRED' | 'AMOUNT_FIXED';

/** the amount is the paper's; a studio has a leader. */
export function judgeGrantDraft(
  { applicantKind, hasLeader, askedFen, amountFen }: DraftFacts,
  { applicants, designation }: PolicySnapshot['routeDefinition'],
): Verdict<null, DraftRefusal> {
  if (!applicants.includes(applicantKind)) {
    return refused('APPLICANT_KIND_NOT_ADMITTED');
  }
  if (designation?.holder === 'leader' && !hasLeader) {
    return refused('LEADER_REQUIRED');
  }
  return askedFen === null || askedFen === amountFen ? granted(null) : refused('AMOUNT_FIXED');
}

/** Warnings are shown and forbid nothing. */
export function grantWarnings(
  { budget, honours }: GrantContent,
  facts: {
    readonly amountFen: number;
    readonly level: string;
    readonly holder: string;
    readonly hasRegionalTitle: boolean;
    /** The honours of which a leader shall have one (`studio.leaderHonours`); null where no paper names them. */
    readonly honoursWanted: readonly string[] | null;
  },
): readonly GrantWarning[] {
  const planned = budget.items.reduce((sum, { fen }) => sum + fen, 0);
  return [
    ...(facts.level === 'NATIONAL' && !facts.hasRegionalTitle ? (['NOT_YET_REGIONAL'] as const) : []),
    ...(facts.holder === 'leader' && !isHonoured(honours, facts.honoursWanted)
      ? (['LEADER_WITHOUT_HONOUR'] as const)
      : []),
    ...(planned === facts.amountFen ? [] : (['BUDGET_NOT_GRANT'] as const)),
  ];
}

function isHonoured(honours: readonly string[], wanted: readonly string[] | null): boolean {
  return honours.some((honour) => wanted === null || wanted.includes(honour));
}

/** until the last day, 24:00, and only while the call is open. */
export function isCallOpen(call: { readonly state: CallState; readonly closesAtMs: number }, atMs: number): boolean {
  return call.state === 'open' && atMs < call.closesAtMs;
}

/** Papers that a submission lacks. */
export function missingGrantDocuments(
  route: PolicySnapshot['routeDefinition'],
  present: readonly string[],
): readonly string[] {
  return grantDocuments(route)
    .filter(({ kind, required }) => required && !present.includes(kind))
    .map(({ kind }) => kind);
}

export function mayWriteGrant(state: GrantState): boolean {
  return isOneOf(WRITTEN_GRANT_STATES, state);
}
