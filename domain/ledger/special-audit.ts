import type { AuditAct } from '../act-words.ts';
import type { DocumentOwnerKind } from '../authority/document-owners.ts';
import type { IsoDate } from '../calendar.ts';
import type { FundCode, OrganCode } from '../codes.ts';
import type { EntityKind } from '../entities.ts';
import type { LineState } from '../line/line-state.ts';
import { parseFen, sumFen } from '../money.ts';
import type { FinalState } from '../payout/inbox-judgement.ts';
import type { PaidPurpose } from '../payout/paid-purpose.ts';
import { isOneOf } from '../verdict.ts';
import { BOOKED_RESULTS, fundUse, type BookedPayments, type UseFigures } from './fund-use.ts';

/** What a payment can be for; each has pages of its own in the export. */
export const AUDITED_CASES = ['claim', 'grant'] as const satisfies readonly EntityKind[];
export type AuditedCaseKind = (typeof AUDITED_CASES)[number];

/** What a decision of the export can be about. */
export const DECIDED_KINDS = [...AUDITED_CASES, 'batch'] as const satisfies readonly EntityKind[];

/**
 * the decisions of the export. Reviews of a claim and a grant and the hold of a claim with its end; of a batch its
 * draft and what the second person of Finance said.
 */
export const AUDITED_DECISIONS = [
  'decide',
  'hold',
  'draft',
  'release',
  'reject',
] as const satisfies readonly AuditAct[];

export interface AuditedDecision {
  readonly of: (typeof DECIDED_KINDS)[number];
  readonly act: (typeof AUDITED_DECISIONS)[number];
  /** What a review decided; null for other acts. */
  readonly decision: string | null;
  /** The stage of the review, or the kind of the task; null for other acts. */
  readonly stage: string | null;
  /** An id alone, no name. */
  readonly personId: string | null;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly at: Date;
}

/** A result of a payment, as it is booked. */
export interface AuditedPayment {
  readonly instructionId: string;
  readonly batchNo: string;
  /** The line that is paid by itself; null where the payment is for the whole claim or grant. */
  readonly lineId: string | null;
  readonly fund: FundCode;
  readonly purpose: PaidPurpose;
  readonly amountFen: number;
  readonly result: FinalState;
  readonly valueDate: IsoDate | null;
  /** The day of the books. */
  readonly bookedOn: IsoDate;
  /** The closed quarter that it is late for. */
  readonly latePeriod: string | null;
  readonly bankReference: string | null;
}

export interface AuditedDocument {
  readonly of: DocumentOwnerKind;
  readonly ownerId: string;
  readonly fileId: string;
  readonly kind: string;
  readonly version: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface AuditedLine {
  readonly id: string;
  readonly position: number;
  readonly state: LineState;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
}

/** A claim or grant with money or a decision in the year; its payments are those of the year. */
export interface AuditedCase {
  readonly kind: AuditedCaseKind;
  readonly id: string;
  readonly no: string;
  readonly route: string;
  readonly department: OrganCode | null;
  readonly lines: readonly AuditedLine[];
  readonly decisions: readonly AuditedDecision[];
  readonly payments: readonly AuditedPayment[];
  readonly documents: readonly AuditedDocument[];
}

/** One row of the export: a line of a claim, or a claim or grant without lines. */
export interface AuditRow extends Pick<AuditedCase, 'route' | 'department' | 'decisions' | 'payments' | 'documents'> {
  readonly row: 'line' | AuditedCaseKind;
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly grantId: string | null;
  readonly grantNo: string | null;
  readonly line: AuditedLine | null;
}

/**
 * the rows of a claim or grant, one for each line in their order. The decisions on the claim stand in each of its
 * rows, and so does what is paid or filed for the claim as a whole; what is of one line stands in its row alone.
 */
function auditRows(one: AuditedCase): readonly AuditRow[] {
  const { kind, id, no, route, department, lines, decisions, payments, documents } = one;
  const isClaim = kind === 'claim';
  const ids = {
    claimId: isClaim ? id : null,
    claimNo: isClaim ? no : null,
    grantId: isClaim ? null : id,
    grantNo: isClaim ? null : no,
  };
  const shared = { ...ids, route, department, decisions };
  if (lines.length === 0) {
    return [{ row: kind, ...shared, line: null, payments, documents }];
  }
  return lines.map((line) => ({
    row: 'line',
    ...shared,
    line,
    payments: payments.filter(({ lineId }) => lineId === null || lineId === line.id),
    documents: documents.filter(({ of, ownerId }) => of !== 'line' || ownerId === line.id),
  }));
}

export interface AuditTotals {
  readonly rows: number;
  /** In the order of their codes. */
  readonly funds: readonly (UseFigures & { readonly fund: FundCode })[];
  /** False where a result was booked while the export was read: the export is made again. */
  readonly equalsFundUse: boolean;
}

/** the export of a year, case by case; it sums each payment once, however many rows show it. */
export function newSpecialAudit() {
  const sums = new Map<FundCode, UseFigures>();
  let rows = 0;
  return {
    /** Counts a claim or grant, and returns its rows. */
    rowsOf(one: AuditedCase): readonly AuditRow[] {
      for (const payment of one.payments) {
        const booked = figuresOf(payment);
        const former = sums.get(payment.fund);
        if (booked !== null) {
          sums.set(payment.fund, former === undefined ? booked : together(former, booked));
        }
      }
      const found = auditRows(one);
      rows += found.length;
      return found;
    },
    /** @param booked what the report of the use of the funds counts in the same days */
    totals(booked: readonly BookedPayments[]): AuditTotals {
      const funds = [...sums].map(([fund, figures]) => ({ fund, ...figures })).toSorted(byFund);
      return { rows, funds, equalsFundUse: isSame(funds, fundUse(booked).funds) };
    },
  };
}

/** Null for a payment that failed: no money moved. */
function figuresOf({ result, amountFen }: AuditedPayment): UseFigures | null {
  if (!isOneOf(BOOKED_RESULTS, result)) {
    return null;
  }
  const [settledFen, returnedFen] = result === 'settled' ? [amountFen, 0] : [0, amountFen];
  return { settledFen, returnedFen, netFen: settledFen - returnedFen, payments: result === 'settled' ? 1 : 0 };
}

function together(a: UseFigures, b: UseFigures): UseFigures {
  return {
    settledFen: sum(a.settledFen, b.settledFen),
    returnedFen: sum(a.returnedFen, b.returnedFen),
    netFen: sum(a.netFen, b.netFen),
    payments: a.payments + b.payments,
  };
}

function sum(one: number, other: number): number {
  return sumFen([parseFen(one), parseFen(other)]);
}

type FundFigures = AuditTotals['funds'][number];

function byFund(a: FundFigures, b: FundFigures): number {
  return a.fund < b.fund ? -1 : 1;
}

function isSame(ours: readonly FundFigures[], finances: readonly FundFigures[]): boolean {
  const isAlike = (a: FundFigures, b: FundFigures | undefined) =>
    a.fund === b?.fund && a.settledFen === b.settledFen && a.returnedFen === b.returnedFen && a.payments === b.payments;
  return ours.length === finances.length && ours.every((one, place) => isAlike(one, finances[place]));
}
