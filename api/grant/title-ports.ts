import type { Actor } from '../../domain/authority/actor.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { DesignationKind, DesignationLevel } from '../../domain/grant/designation.ts';
import type { DueEvent, InstalmentState } from '../../domain/grant/grant-instalments.ts';
import type { TitleState } from '../../domain/grant/grant-state.ts';
import type { AcceptanceState, YearOutcome, YearState } from '../../domain/grant/grant-title-course.ts';
import type { ComputedYear } from '../../domain/grant/year-assessment.ts';
import type { YearReport } from '../../domain/grant/year-report.ts';
import type { EntryDecision, JudgedEntry } from '../../domain/payout/money-entry.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { PayeeAccount } from '../filing/filing-ports.ts';
import type { Caller } from '../kernel/caller.ts';
import type { ListedPaper } from '../kernel/papers.ts';
import type { StoredDocument } from '../kernel/uploaded-document.ts';

/** The title of a grant as its rows say it. Instants as texts, amounts in fen. */
export interface TitleRecord {
  readonly firstYear: number;
  readonly agreementNo: string | null;
  readonly holderSignedAt: string | null;
  readonly officeSignedAt: string | null;
  readonly buildEndsOn: IsoDate | null;
  readonly acceptanceState: AcceptanceState;
  readonly acceptanceRound: number;
  readonly acceptanceDueOn: IsoDate | null;
  readonly suspended: boolean;
  readonly suspendedUntil: string | null;
  readonly suspensionReason: string | null;
  readonly recoverFen: number | null;
  readonly recoveredFen: number;
  readonly revocationNo: string | null;
  readonly endedOn: IsoDate | null;
  readonly instalments: readonly {
    readonly no: number;
    readonly shareBp: number;
    readonly amountFen: number;
    readonly dueEvent: DueEvent;
    readonly state: InstalmentState;
    readonly instructionId: string | null;
    readonly settledOn: IsoDate | null;
  }[];
  readonly years: readonly YearRecord[];
  readonly statements: readonly { readonly text: string; readonly at: string }[];
}

export interface YearRecord {
  readonly year: number;
  readonly state: YearState;
  readonly late: boolean;
  readonly opensOn: IsoDate;
  readonly reportDueOn: IsoDate;
  readonly reviewDueOn: IsoDate;
  readonly report: YearReport | null;
  readonly computed: ComputedYear | null;
  readonly outcome: YearOutcome | null;
  readonly rectifyDueOn: IsoDate | null;
  readonly rectification: YearReport | null;
  readonly recheckComputed: ComputedYear | null;
  readonly recheckedAt: string | null;
  readonly decidedAt: string | null;
}

export interface RepaymentRecord extends JudgedEntry {
  readonly id: string;
  readonly grantId: string;
  readonly amountFen: number;
  readonly bankReference: string;
  readonly enteredAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** Why it was rejected or taken back. */
  readonly reason: string | null;
}

/** A title in the register. */
export interface DesignationRecord {
  readonly grantId: string;
  readonly grantNo: string;
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
  readonly name: string;
  readonly holder: string;
  readonly city: string;
  readonly number: string | null;
  readonly state: TitleState;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly amountFen: number;
  readonly paidFen: number;
  readonly recoveredFen: number;
}

export interface DesignationAsked {
  readonly kind?: DesignationKind | undefined;
  readonly level?: DesignationLevel | undefined;
  readonly city?: string | undefined;
  readonly state?: TitleState | undefined;
  readonly on?: IsoDate | undefined;
  readonly limit: number;
  readonly after: readonly [string, string] | null;
}

/** Counts and sums of the titles of one kind and level, in fen. */
export interface DesignationCount {
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
  readonly active: number;
  readonly suspended: number;
  readonly ended: number;
  readonly committedFen: number;
  readonly paidFen: number;
  readonly recoveredFen: number;
}

/** What the routes of titles read and write besides the grant and its acts. */
export interface TitleStore {
  /** A corrected account as its act keeps it, sealed, in base64. */
  sealPayee(grantId: string, payee: PayeeAccount): string;
  state(grantId: string, text: string, asked: { readonly caller: Caller; readonly at: Date }): Promise<void>;
  /** Null once the year is reported. */
  putYearDocument(
    grantId: string,
    asked: { readonly year: number; readonly document: StoredDocument; readonly caller: Caller; readonly at: Date },
  ): Promise<ListedPaper | null>;
  /** `jurisdiction`: that one and those below it; null for all. */
  register(asked: DesignationAsked, jurisdiction: string | null): Promise<readonly DesignationRecord[]>;
  counts(jurisdiction: string, on: IsoDate): Promise<readonly DesignationCount[]>;
}

/** Repayments of revoked grants: entered by one person of Finance, in force by another one (S4, R-160). */
export interface GrantRepayments {
  enter(entered: {
    readonly grantId: string;
    readonly amountFen: number;
    readonly bankReference: string;
    readonly actor: Actor;
    readonly at: Date;
    readonly idempotencyKey: string;
  }): Promise<Verdict<RepaymentRecord, string>>;
  find(grantId: string, repaymentId: string): Promise<RepaymentRecord | null>;
  /** It never counts: rejected by a checker, or taken back by who entered it. */
  close(closing: {
    readonly grantId: string;
    readonly repaymentId: string;
    readonly decision: Exclude<EntryDecision, 'confirmation'>;
    readonly reason: string;
    readonly actor: Actor;
    readonly at: Date;
    readonly idempotencyKey: string;
  }): Promise<Verdict<RepaymentRecord, string>>;
}
