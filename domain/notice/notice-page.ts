import type { LeadingPurpose, Purpose } from '../claim/claim-course.ts';
import type { DesignationKind, DesignationLevel } from '../grant/designation.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { NoticeClaimState, NoticeState } from './notice-course.ts';
import { unreachable } from '../verdict.ts';
import { findLeaks, type LeakKind } from './publish-gate.ts';

/** The public data of one claim in a notice: no person's name or number. Amounts in fen. */
export interface NoticeClaimFacts {
  readonly claimNo: string;
  readonly purpose: LeadingPurpose;
  /** Null if each person on the list is paid instead of an organisation; then `payeeWord` is set. */
  readonly payee: string | null;
  readonly payeeWord?: Label;
  /** The applicant, if it is not the payee. */
  readonly applicant?: string;
  readonly route: string;
  readonly routeName: Label;
  readonly occupation: { readonly code: string; readonly name: string } | null;
  readonly skillLevel: string | null;
  readonly classHours: number | null;
  readonly opensOn: string | null;
  readonly endsOn: string | null;
  readonly headcount: number;
  /** Includes the allowance. */
  readonly amountFen: number;
  readonly fund: string;
  /** Only if the claim also pays an allowance: the fund and amount of each purpose, because the funds may differ (T-08). */
  readonly funds?: readonly { readonly purpose: Purpose; readonly fund: string; readonly amountFen: number }[];
  /** The amount that an advance has already paid. */
  readonly advanceFen?: number;
}

/** The facts of one item that differ between the lines of a claim; an absent field is the same for all lines. */
export interface NoticeItemDetail {
  readonly occupation?: string;
  readonly skillLevel?: string;
  /** As 2025-03, if a person is paid by the month. */
  readonly month?: string;
  readonly title?: string;
  /** The part of the amount that is a living allowance. */
  readonly allowanceFen?: number;
}

/** The public data of one application in the notice of a proposal (P4): bodies, amounts and no person. */
export interface NoticeGrantFacts {
  readonly grantNo: string;
  readonly name: string;
  readonly holder: string;
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
  readonly city: string;
  readonly amountFen: number;
}

/** One numbered application, to which an objection refers. */
export interface NoticeGrantItem extends NoticeGrantFacts {
  readonly itemNo: number;
  readonly grantId: string;
}

/** One numbered row of the list, to which an objection refers. */
export interface NoticePageItem {
  readonly itemNo: number;
  readonly claimNo: string;
  /** A masked name; the title of a result without a person; stars for a group without names. */
  readonly name: string;
  readonly idNumber: string;
  readonly amountFen: number;
  readonly detail?: NoticeItemDetail;
}

/** The public content of a notice; its digest is computed from it. Instants are ISO 8601 texts in UTC. */
export interface NoticePage {
  readonly noticeId: string;
  readonly noticeNo: string;
  readonly jurisdiction: string;
  /** Both organs, R-095. */
  readonly organs: readonly [department: string, bureau: string];
  readonly publishedAt: string | null;
  readonly endsOn: string | null;
  readonly endsAt: string | null;
  readonly policyVersion: string;
  readonly maskVersion: string;
  readonly claims: readonly NoticeClaimFacts[];
  readonly items: readonly NoticePageItem[];
  /** In the notice of a call's proposal alone; then there are neither claims nor items. */
  readonly grants?: readonly NoticeGrantItem[];
}

/** The state that the public reads: a withdrawn notice was replaced by another one. */
export const PUBLIC_NOTICE_STATES = ['published', 'closed', 'superseded'] as const;
export type PublicNoticeState = (typeof PUBLIC_NOTICE_STATES)[number];

/** A claim of a notice with its public data. */
export interface ClaimOfNotice {
  readonly claimId: string;
  readonly state: NoticeClaimState;
  readonly dropReason: string | null;
  readonly facts: NoticeClaimFacts;
}

/** A stored item; its name and ID number are masked. */
export interface ItemOfNotice extends Omit<NoticePageItem, 'claimNo' | 'detail'> {
  readonly claimId: string;
  readonly detail: NoticeItemDetail | null;
}

/** The stored facts of a notice that its page shows. */
export interface NoticeToShow extends Omit<NoticePage, 'organs' | 'claims' | 'items' | 'grants'> {
  readonly responsibleDepartment: string;
}

/**
 * Returns the public content of a notice, the same for every reader at every time. A claim that was dropped for a reason
 * was never public and is left out with its items; a claim that left later stays on the page.
 */
export function noticePageOf(
  notice: NoticeToShow,
  claims: readonly ClaimOfNotice[],
  items: readonly ItemOfNotice[],
  grants: readonly GrantOfNotice[] = [],
): NoticePage {
  const shown = claims.filter((claim) => claim.state !== 'dropped' || claim.dropReason === null);
  const claimNos = new Map(shown.map(({ claimId, facts }) => [claimId, facts.claimNo]));
  return {
    noticeId: notice.noticeId,
    noticeNo: notice.noticeNo,
    jurisdiction: notice.jurisdiction,
    organs: organsOfNotice(notice.responsibleDepartment),
    publishedAt: notice.publishedAt,
    endsOn: notice.endsOn,
    endsAt: notice.endsAt,
    policyVersion: notice.policyVersion,
    maskVersion: notice.maskVersion,
    claims: shown.map(({ facts }) => facts),
    items: items.flatMap(({ claimId, itemNo, name, idNumber, amountFen, detail }) => {
      const claimNo = claimNos.get(claimId);
      return claimNo === undefined ? [] : [withoutEmptyDetail({ itemNo, claimNo, name, idNumber, amountFen, detail })];
    }),
    ...(grants.length > 0 && { grants: shownGrants(grants) }),
  };
}

/** An application of a notice, with its public data. */
export interface GrantOfNotice {
  readonly grantId: string;
  readonly itemNo: number;
  readonly state: NoticeClaimState;
  readonly dropReason: string | null;
  readonly facts: NoticeGrantFacts;
}

/** What was dropped for a reason before the publication was never public. */
export function shownGrants(grants: readonly GrantOfNotice[]): readonly NoticeGrantItem[] {
  return grants
    .filter(({ state, dropReason }) => state !== 'dropped' || dropReason === null)
    .map(({ grantId, itemNo, facts }) => ({ itemNo, grantId, ...facts }));
}

/** both organs of a notice; the HR bureau is always the second one. */
export function organsOfNotice(responsibleDepartment: string): NoticePage['organs'] {
  return [responsibleDepartment, 'HRSS'];
}

/** Leaves out an empty detail, so that the content of an earlier notice is the same as when it was published. */
export function withoutEmptyDetail<Item extends { readonly detail: NoticeItemDetail | null }>({
  detail,
  ...item
}: Item): Omit<Item, 'detail'> & { readonly detail?: NoticeItemDetail } {
  return detail === null ? item : { ...item, detail };
}

/**
 * Returns what kinds of numbers a page contains that must not be public. Names and titles were masked or starred
 * before, so any result is a defect of the product.
 */
export function leaksOfPage({ claims, items, grants = [] }: NoticePage): readonly LeakKind[] {
  const texts = [
    ...claims.flatMap(({ payee, applicant, occupation, routeName }) => [
      payee ?? '',
      applicant ?? '',
      occupation?.name ?? '',
      routeName.zh,
      routeName.en,
    ]),
    ...grants.flatMap(({ name, holder }) => [name, holder]),
    ...items.flatMap(({ name, idNumber, detail }) => [name, idNumber, detail?.title ?? '', detail?.occupation ?? '']),
  ];
  return [...new Set(texts.flatMap(findLeaks))];
}

/** Returns the state that the public reads of a notice that was published. */
export function publicNoticeState(state: NoticeState): PublicNoticeState {
  switch (state) {
    case 'withdrawn':
      return 'superseded';
    case 'closed':
      return 'closed';
    case 'draft':
    case 'confirmedByOne':
    case 'opening':
    case 'published':
    case 'rejected':
      return 'published';
    default:
      return unreachable(state);
  }
}
