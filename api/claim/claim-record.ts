import type { RegisterName } from '../../domain/line/register-answers.ts';
import type { DepartmentSource } from '../../domain/filing/routing.ts';
import type { ClaimKind, LeadingPurpose } from '../../domain/claim/claim-course.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { ClaimRowState, OutcomeCode } from '../../domain/claim/claim-state.ts';
import type { FundCode, OrganCode, PipelineCode } from '../../domain/codes.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { MoneyEntryRecord } from '../kernel/money-entry.ts';
import type { PayeeAccount } from '../filing/filing-ports.ts';

/** The applicant: an institution or enterprise, or a person, whose name only that person may see. */
export interface ApplicantOf {
  readonly id: string;
  readonly name: string;
  readonly kind: PartyKind;
}

/** An open hold. */
export interface ClaimHold {
  readonly id: string;
  readonly category: string;
  readonly reason: string;
  readonly until: string | null;
  readonly createdAt: string;
}

/** A claim as its row stores it. Amounts in fen, days in Asia/Shanghai. */
export interface ClaimRecord {
  readonly id: string;
  readonly claimNo: string;
  readonly kind: ClaimKind;
  readonly filingId: string | null;
  readonly route: string;
  readonly pipeline: PipelineCode;
  readonly jurisdiction: string;
  readonly applicant: ApplicantOf;
  /** Null if what is stored does not belong to this claim or was changed (S13). */
  readonly payee: PayeeAccount | null;
  readonly responsibleDepartment: OrganCode;
  readonly departmentSource: DepartmentSource;
  /** Null for routes without money. */
  readonly fund: FundCode | null;
  readonly planLine: string | null;
  /** The training year of an apprenticeship; otherwise 1 (C05). */
  readonly instalment: number;
  /** The reference date of its law. */
  readonly referenceOn: IsoDate | null;
  readonly state: ClaimRowState;
  readonly stage: string | null;
  readonly purpose: LeadingPurpose;
  readonly round: number;
  readonly revision: number;
  readonly totals: {
    readonly claimedFen: number;
    readonly approvedFen: number;
    readonly paidFen: number;
    readonly floatFen: number;
    readonly floatPaidFen: number;
    readonly allowanceFen: number;
    readonly allowancePaidFen: number;
    /** The amount that an advance of the class paid and this claim's settlement deducts from its base. */
    readonly advanceFen: number;
    readonly totalPaidFen: number;
  };
  readonly lines: {
    readonly total: number;
    readonly eligible: number;
    readonly refused: number;
    readonly approved: number;
  };
  readonly windowEndsOn: IsoDate | null;
  readonly evidenceDueOn: IsoDate | null;
  readonly waitingRegister: RegisterName | null;
  readonly outcomeCode: OutcomeCode | null;
  readonly trainingDataChanged: boolean;
  readonly stateSince: Date;
  readonly submittedAt: Date | null;
  readonly closedAt: Date | null;
  readonly createdAt: Date;
  readonly holds: readonly ClaimHold[];
  /** What Finance entered of money that it owes or pays, newest first; none for its applicant (S4). */
  readonly moneyEntries: readonly MoneyEntryRecord[];
  /** Null for a draft, which has no workflow. */
  readonly course: ClaimCourse | null;
  readonly plan: ClaimPlan | null;
  readonly policySnapshotId: string | null;
  /** The law pinned at submission; for a draft today's law. */
  readonly snapshot: PolicySnapshot | null;
}
