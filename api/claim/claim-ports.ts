import type { InstructionState } from '../../domain/payout/inbox-judgement.ts';
import type { ClaimKind, LeadingPurpose, Purpose } from '../../domain/claim/claim-course.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClaimRowState, StateAndStage } from '../../domain/claim/claim-state.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import type { LineState } from '../../domain/line/line-state.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Caller } from '../kernel/caller.ts';
import type { PayeeAccount } from '../filing/filing-ports.ts';
import type { ApplicantOf, ClaimRecord } from './claim-record.ts';
import type { DraftRefusal, Refused, SubmissionRefusal } from './claim-refusals.ts';
import type { EntryClaims } from './entry-ports.ts';

export interface LineRemark {
  readonly code: string;
  readonly rule: string;
  /** A reviewer's own words stay as they were written. */
  readonly detail: Label | string;
}

export interface ClaimLineRecord {
  readonly id: string;
  readonly position: number;
  /** Null for the row of a class, whose people have their roster. */
  readonly entryId: string | null;
  /** Empty for a result of a body. */
  readonly name: string;
  readonly idNumber: string;
  readonly occupation: string;
  readonly skillLevel: string;
  /** What the row of its own file says, e.g. a month, a module, a result. */
  readonly facts: EntryFacts | null;
  /** The month that the line is for, where a person has a line for each. */
  readonly month: string | null;
  readonly state: LineState;
  readonly attendedHours: number;
  readonly certificateKind: string | null;
  readonly certificateNo: string | null;
  readonly certificateDate: IsoDate | null;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
  readonly formula: Label;
  /** Null where no living allowance rides on the route. */
  readonly allowanceFormula: Label | null;
  readonly refusals: readonly (LineRemark & { readonly purpose: Purpose })[];
  readonly findings: readonly (LineRemark & { readonly wantsDecision: boolean })[];
  readonly acceptedRemark: string | null;
  readonly contract: ContractEvidence | null;
}

/** A line's amounts and what they come from; nobody's name. */
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
  /** What the whole claim's settlement takes of an advance. */
  readonly claimAdvanceFen: number;
  readonly refusals: readonly (LineRemark & { readonly purpose: Purpose })[];
  readonly findings: readonly (LineRemark & { readonly wantsDecision: boolean })[];
}

export interface TimelineRecord {
  readonly seq: number;
  readonly revision: number | null;
  readonly act: string;
  readonly at: Date;
  readonly organ: string | null;
  readonly section: string | null;
  readonly displayName: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface PayoutRecord {
  readonly id: string;
  readonly batchId: string;
  readonly purpose: Purpose;
  readonly payee: string;
  readonly amountFen: number;
  readonly fund: string;
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
  readonly responsibleDepartment: string;
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
  readonly q: string | undefined;
  readonly stuck: boolean;
  readonly limit: number;
  /** Created at (ms) and id of the last row of the page before. */
  readonly after: readonly [number, string] | null;
}

/** Whose act it is, under which key: the same key finds what it did before. */
export interface ClaimAct {
  readonly claimId: string;
  readonly caller: Caller;
  readonly idempotencyKey: string;
  readonly at: Date;
}

/** A line that may get evidence, or why not. */
export interface EvidenceLine {
  readonly lineId: string;
  readonly idNumber: string;
  readonly isOpen: boolean;
  readonly stored: ContractEvidence | null;
}

/** `lines`: empty for the claim's own account. `whose`: several persons are paid, and the request does not say whom. */
export type PayeeLines =
  | { readonly kind: 'lines'; readonly lineIds: readonly string[] }
  | { readonly kind: 'whose' }
  | { readonly kind: 'unknownLine' }
  | { readonly kind: 'ofAnother' };

/** Who may see what is decided inside: what is hidden from somebody is absent (I12). */
export interface ClaimStore extends EntryClaims {
  find(claimId: string, caller: Caller, at: Date): Promise<ClaimRecord | null>;
  /** One more than `limit` when there is a next page; `after` is a position. */
  lines(claimId: string, page: { readonly limit: number; readonly after: number }): Promise<readonly ClaimLineRecord[]>;
  /** Null where the claim has no such line. */
  pricedLine(claimId: string, lineId: string): Promise<PricedLineRecord | null>;
  timeline(
    claimId: string,
    page: { readonly limit: number; readonly after: number },
  ): Promise<readonly TimelineRecord[]>;
  payouts(claimId: string): Promise<readonly PayoutRecord[]>;
  /** Newest first. */
  list(query: ClaimQuery, caller: Caller, at: Date): Promise<readonly ClaimListItem[]>;
  /** Counts and prices a class's lines into a new draft. */
  createDraft(asked: {
    readonly filingId: string;
    readonly caller: Caller;
    readonly at: Date;
    /** The same key of the same person finds the draft that it made before. */
    readonly key: string | undefined;
  }): Promise<{ readonly ok: true; readonly claimId: string } | { readonly ok: false; readonly refusal: DraftRefusal }>;
  /** Counts again, reserves slots, pins the policy, and asks for the start: one transaction (R-050, R-150, D4). */
  submit(act: ClaimAct): Promise<Refused<SubmissionRefusal>>;
  /** Asks the registers before an act counts the claim's lines, for seconds at most; `now` asks again what is known. */
  askRegisters(claimId: string, at: Date, age: 'any' | 'now'): Promise<void>;
  withdrawDraft(act: ClaimAct & { readonly reason: string }): Promise<Verdict<null, 'WRONG_STATE'>>;
  /** The account as an act carries it (base64): nobody reads it until its recording has written it. */
  sealPayee(payee: PayeeAccount): string;
  /** Whose account a correction means: that of the claim, or of one person's lines; the holder is that person. */
  payeeLines(
    claimId: string,
    corrected: { readonly holder: string; readonly lineId: string | null },
  ): Promise<PayeeLines>;
  /** An act that this person asked for under this key is kept, whatever became of it. */
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
  evidenceLines(claimId: string): Promise<readonly EvidenceLine[]>;
  /** A line may be sent again while it is undecided: the later evidence counts. Holds the claim and asks it again. */
  putEvidence(
    claimId: string,
    rows: readonly (ContractEvidence & { readonly lineId: string })[],
    by: { readonly caller: Caller; readonly at: Date; readonly isOpen: (claim: ClaimRecord) => boolean },
  ): Promise<Verdict<null, 'WRONG_STATE' | 'LINE_NOT_PAID'>>;
  /** Whether the filing still waits to hear that it is claimed. */
  filingIsAssessed(filingId: string): Promise<boolean>;
}
