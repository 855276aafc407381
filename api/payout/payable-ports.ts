import type { IsoDate } from '../../domain/calendar.ts';
import type { LeadingPurpose } from '../../domain/claim/claim-course.ts';
import type { FundCode } from '../../domain/codes.ts';
import type { NotPayableCode, PayablePart, PayableRowState } from '../../domain/payout/payable-glance.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';

export interface PayableQuery {
  readonly fund?: FundCode | undefined;
  readonly limit: number;
  /** Instant (ms) since which the former page's last claim is in its state, and its id; those that wait longest first. */
  readonly after: readonly [number, string] | null;
}

/** A claim that Finance pays now or after its notice. Amounts in fen; the applicant's name is whole. */
export interface PayableRecord {
  readonly claimId: string;
  readonly claimNo: string;
  readonly route: string;
  readonly state: PayableRowState;
  readonly purpose: LeadingPurpose;
  readonly applicant: { readonly id: string; readonly name: string; readonly kind: PartyKind };
  readonly fund: FundCode | null;
  readonly amountFen: number;
  readonly parts: readonly PayablePart[];
  /** The last day of its open notice. */
  readonly noticeEndsOn: IsoDate | null;
  readonly stateSince: Date;
  /** Why a batch would refuse it; null: it would not. */
  readonly code: NotPayableCode | null;
}
