import type { RevealPurpose } from '../../domain/oversight/reveals.ts';
import type { CertificateKind, FundCode, OrganCode, SkillLevel } from '../../domain/codes.ts';
import type { ClaimAuditAct } from '../../domain/act-words.ts';
import type { ClaimFigure } from '../../domain/payout/budget.ts';
import type { InstructionState } from '../../domain/payout/inbox-judgement.ts';
import type { ClaimKind, LeadingPurpose, Purpose } from '../../domain/claim/claim-course.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClaimRowState, StateAndStage } from '../../domain/claim/claim-state.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import type { CalculatedClaim } from '../../domain/line/calculation.ts';
import type { LineState } from '../../domain/line/line-state.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Caller } from '../kernel/caller.ts';
import type { PayeeAccount } from '../filing/filing-ports.ts';
import type { ChangeReads } from './change-ports.ts';
import type { ApplicantOf, ClaimRecord } from './claim-record.ts';
import type { DraftRefusal, Refused, SubmissionRefusal } from './claim-refusals.ts';
import type { EntryClaims } from './entry-ports.ts';

export interface LineRemark {
  readonly code: string;
  readonly rule: string;
  /** A reviewer's remark is stored unchanged. */
  readonly detail: Label | string;
}

export interface ClaimLineRecord {
  readonly id: string;
  readonly position: number;
  /** Null for a line of a class, whose people are in its roster. */
  readonly entryId: string | null;
  /** Empty for a result of an institution or enterprise. */
  readonly name: string;
  readonly idNumber: string;
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  /** The columns of its own file, e.g. a month, a module, a result. */
  readonly facts: EntryFacts | null;
  /** The month of the line, if a person has a line per month. */
  readonly month: string | null;
  readonly state: LineState;
  readonly attendedHours: number;
  readonly certificateKind: CertificateKind | null;
  readonly certificateNo: string | null;
  readonly certificateDate: IsoDate | null;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
  readonly formula: Label;
  /** Null if the route has no living allowance. */
  readonly allowanceFormula: Label | null;
  readonly refusals: readonly (LineRemark & { readonly purpose: Purpose })[];
  readonly findings: readonly (LineRemark & { readonly wantsDecision: boolean; readonly purpose?: Purpose })[];
  readonly acceptedRemark: string | null;
  readonly floatAcceptedRemark: string | null;
  readonly contract: ContractEvidence | null;
}

/** A line's amounts and their sources; no names. */
export interface PricedLineRecord {
  readonly id: string;
  readonly position: number;
  readonly state: LineState;
  readonly occupation: string;
  readonly level: string;
  readonly isAdvance: boolean;
  /** Null for a claim without a class. */
  readonly classHours: number | null;
  readonly baseFen: number;
  readonly formula: Label;
  readonly allowanceFen: number;
  readonly allowanceFormula: Label | null;
  readonly floatFen: number;
  /** The amount that the whole claim's settlement deducts for an advance. */
  readonly claimAdvanceFen: number;
  readonly refusals: readonly (LineRemark & { readonly purpose: Purpose })[];
  readonly findings: readonly (LineRemark & { readonly wantsDecision: boolean })[];
}

export interface TimelineRecord {
  readonly seq: number;
  readonly revision: number | null;
  readonly act: ClaimAuditAct;
  readonly at: Date;
  readonly organ: string | null;
  readonly section: string | null;
  readonly displayName: string | null;
  /** The person acts for themselves as a private applicant: their name is masked to everybody. */
  readonly isPrivate: boolean;
  /** The name of the absent person for whom a deputy acted; null for every other act. */
  readonly onBehalfOf: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface PayoutRecord {
  readonly id: string;
  readonly batchId: string;
  readonly purpose: Purpose;
  readonly payee: string;
  readonly amountFen: number;
  readonly fund: FundCode;
  readonly state: InstructionState;
  readonly reasonCode: string | null;
  readonly stateSince: Date;
  readonly createdAt: Date;
}

export interface ClaimListItem {
  readonly id: string;
  readonly claimNo: string;
  readonly kind: ClaimKind;
  readonly filingId: string | null;
  readonly route: string;
  readonly jurisdiction: string;
  readonly applicant: ApplicantOf;
  readonly occupation: { readonly code: string; readonly name: string } | null;
  readonly responsibleDepartment: OrganCode;
  readonly state: ClaimRowState;
  readonly stage: string | null;
  readonly purpose: LeadingPurpose;
  readonly round: number;
  readonly revision: number;
  readonly claimedFen: number;
  readonly approvedFen: number;
  readonly totalPaidFen: number;
  readonly linesTotal: number;
  readonly linesEligible: number;
  readonly stateSince: Date;
  readonly submittedAt: Date | null;
  readonly createdAt: Date;
}

export interface ClaimQuery {
  readonly state: StateAndStage | undefined;
  readonly stage: string | undefined;
  readonly route: string | undefined;
  readonly organ: string | undefined;
  readonly jurisdiction: string | undefined;
  readonly filingId: string | undefined;
  /** The id of the party that claims. */
  readonly applicant: string | undefined;
  readonly planLine: string | undefined;
  /** Claims with a part in this figure of their plan line. */
  readonly money: ClaimFigure | undefined;
  readonly q: string | undefined;
  /** Exactly this person; never from an address (S10). */
  readonly idNumber?: string;
  readonly stuck: boolean;
  readonly limit: number;
  /** Creation instant (ms) and id of the previous page's last row. */
  readonly after: readonly [number, string] | null;
}

export interface ClaimSearch extends Pick<ClaimQuery, 'limit' | 'after'> {
  readonly idNumber: string;
  readonly purpose: RevealPurpose;
}

/** The actor and the idempotency key of an act: the same key finds the earlier act. */
export interface ClaimAct {
  readonly claimId: string;
  readonly caller: Caller;
  readonly idempotencyKey: string;
  readonly at: Date;
}

/** A line that may get evidence, or the refusal. */
export interface EvidenceLine {
  readonly lineId: string;
  readonly idNumber: string;
  readonly isOpen: boolean;
  readonly stored: ContractEvidence | null;
}

/** `lines`: empty for the claim's own account. `whose`: several persons are paid, and the request does not name one. */
export type PayeeLines =
  | { readonly kind: 'lines'; readonly lineIds: readonly string[] }
  | { readonly kind: 'whose' }
  | { readonly kind: 'unknownLine' }
  | { readonly kind: 'ofAnother' };

/** The store decides visibility: a claim that the caller may not see is absent (I12). */
export interface ClaimStore extends EntryClaims, ChangeReads {
  find(claimId: string, caller: Caller, at: Date): Promise<ClaimRecord | null>;
  /** Returns `limit` + 1 rows if there is a next page; `after` is a position. */
  lines(claimId: string, page: { readonly limit: number; readonly after: number }): Promise<readonly ClaimLineRecord[]>;
  /** Null if the claim has no such line. */
  pricedLine(claimId: string, lineId: string): Promise<PricedLineRecord | null>;
  /** All lines with their amounts, in the order of their positions. */
  pricedLines(claimId: string): Promise<CalculatedClaim>;
  timeline(
    claimId: string,
    page: { readonly limit: number; readonly after: number },
  ): Promise<readonly TimelineRecord[]>;
  payouts(claimId: string): Promise<readonly PayoutRecord[]>;
  /** Newest first. */
  list(query: ClaimQuery, caller: Caller, at: Date): Promise<readonly ClaimListItem[]>;
  /** The claims of a person, as `list` shows them; recorded with the purpose, in the same transaction (S10). */
  search(search: ClaimSearch, caller: Caller, at: Date): Promise<readonly ClaimListItem[]>;
  /** Counts and prices a class's lines into a new draft. */
  createDraft(asked: {
    readonly filingId: string;
    readonly caller: Caller;
    readonly at: Date;
    /** The same key of the same person finds the earlier draft. */
    readonly key: string | undefined;
  }): Promise<{ readonly ok: true; readonly claimId: string } | { readonly ok: false; readonly refusal: DraftRefusal }>;
  /** Counts again, reserves slots, pins the policy and requests the start, in one transaction (R-050, R-150, D4). */
  submit(act: ClaimAct): Promise<Refused<SubmissionRefusal>>;
  /** Asks the registers before an act counts the claim's lines, for seconds at most; `now` asks again known ones. */
  askRegisters(claimId: string, at: Date, age: 'any' | 'now'): Promise<void>;
  withdrawDraft(act: ClaimAct & { readonly reason: string }): Promise<Verdict<null, 'WRONG_STATE'>>;
  /** The sealed account of an act (base64); it is readable only after the recording has written it. */
  sealPayee(claimId: string, payee: PayeeAccount): string;
  /** The account to correct: the claim's, or that of one person's lines, whose holder is the person. */
  payeeLines(
    claimId: string,
    corrected: { readonly holder: string; readonly lineId: string | null },
  ): Promise<PayeeLines>;
  /** True if this person's act with this key is stored, with any outcome. */
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
  evidenceLines(claimId: string): Promise<readonly EvidenceLine[]>;
  /** A line may be sent again while it is undecided; the later evidence counts. Locks the claim and checks it again. */
  putEvidence(
    claimId: string,
    rows: readonly (ContractEvidence & { readonly lineId: string })[],
    by: { readonly caller: Caller; readonly at: Date; readonly isOpen: (claim: ClaimRecord) => boolean },
  ): Promise<Verdict<null, 'WRONG_STATE' | 'LINE_NOT_PAID'>>;
  /** True while the filing has not yet received the message that it is claimed. */
  filingIsAssessed(filingId: string): Promise<boolean>;
}
