import type { IsoDate } from '../../domain/calendar.ts';
import type { LeadingPurpose } from '../../domain/claim/claim-course.ts';
import type {
  NoticeClaimState,
  NoticeCourse,
  NoticePlan,
  NoticeSide,
  NoticeState,
} from '../../domain/notice/notice-course.ts';
import type { PrivateText } from '../../domain/notice/leak-gate.ts';
import type { LeakKind } from '../../domain/notice/publish-gate.ts';
import type { DraftRefusal } from '../../domain/notice/joint-draft.ts';
import type {
  NoticeClaimFacts,
  NoticeGrantItem,
  NoticeItemDetail,
  NoticePage,
  PublicNoticeState,
} from '../../domain/notice/notice-page.ts';
import type { PublicRoot } from '../../domain/oversight/audit-log.ts';
import type { Caller } from '../kernel/caller.ts';

/** A page with what becomes of a notice later, which its digest leaves out. */
export interface PublicNotice extends NoticePage {
  readonly state: PublicNoticeState;
  readonly pageHash: string | null;
  /** How many items were published, whether they are still shown or not. */
  readonly itemCount: number;
  /** When the persons left the page; null while they are on it (S16). */
  readonly personsLeftAt: string | null;
}

export interface PublicNoticeGlance {
  readonly noticeId: string;
  readonly noticeNo: string;
  readonly organs: readonly [department: string, bureau: string];
  readonly state: PublicNoticeState;
  readonly publishedAt: string;
  readonly endsAt: string;
  readonly claims: number;
  readonly items: number;
}

export interface NoticeRecord {
  readonly noticeId: string;
  readonly noticeNo: string;
  readonly jurisdiction: string;
  readonly responsibleDepartment: NoticePlan['responsibleDepartment'];
  /** The call whose proposal it publishes; null for claims. */
  readonly callId: string | null;
  readonly revision: number;
  readonly policyVersion: string;
  readonly publishedAt: Date | null;
  readonly endsOn: string | null;
  readonly endsAt: Date | null;
  readonly pageHash: string | null;
  readonly outcomeReason: string | null;
  readonly createdAt: Date;
  readonly stateSince: Date;
  readonly course: NoticeCourse;
  readonly plan: NoticePlan;
  readonly confirmations: readonly {
    readonly side: NoticeSide;
    readonly organ: string;
    readonly section: string | null;
    readonly displayName: string;
    readonly at: string;
  }[];
  readonly claims: readonly {
    readonly claimId: string;
    readonly purpose: LeadingPurpose;
    readonly state: NoticeClaimState;
    readonly dropReason: string | null;
    readonly facts: NoticeClaimFacts;
  }[];
  readonly openObjections: number;
}

export interface NoticeItemRecord {
  readonly itemNo: number;
  readonly claimId: string;
  /** Null for a whole group without names. */
  readonly lineId: string | null;
  readonly name: string;
  readonly idNumber: string;
  readonly amountFen: number;
  readonly detail?: NoticeItemDetail;
}

export interface NoticeGlance {
  readonly id: string;
  readonly noticeNo: string;
  readonly jurisdiction: string;
  readonly responsibleDepartment: string;
  /** The workflow's word; `shownState` returns the contract's. */
  readonly state: NoticeCourse['state'];
  readonly revision: number;
  readonly publishedAt: Date | null;
  readonly endsAt: Date | null;
  readonly createdAt: Date;
  readonly claimIds: readonly string[];
  readonly callId: string | null;
  readonly items: number;
}

export interface NoticeQuery {
  /** A part of the number. */
  readonly q?: string | undefined;
  readonly claimId?: string | undefined;
  readonly grantCallId?: string | undefined;
  readonly states: readonly NoticeState[] | null;
  readonly limit: number;
  /** Creation instant (ms) and id of the previous page's last row; newest first. */
  readonly after: readonly [number, string] | null;
}

/** A notice was drafted, with the automatic drafts that it takes the place of; or which claims forbid it and why. */
export type Drafted =
  | { readonly kind: 'drafted'; readonly noticeId: string; readonly replaced: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: DraftRefusal; readonly positions: readonly number[] };

export type Objected =
  | { readonly kind: 'received'; readonly objectionId: string; readonly receiptNo: string }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknownItem' };

/** A page as it would be published now, and what it is searched for before it may be confirmed. */
export interface NoticeToPreview {
  readonly page: PublicNotice;
  readonly period: {
    readonly publishedOn: IsoDate;
    readonly endsOn: IsoDate;
    readonly days: number;
    readonly unit: 'WORKING' | 'CALENDAR';
  };
  /** Kinds of numbers that its texts have, whomever they belong to. */
  readonly numbers: readonly LeakKind[];
  readonly privateTexts: readonly PrivateText[];
  /** Names of the bodies that apply, which may contain the name of a person. */
  readonly bodies: readonly string[];
}

export interface NoticeStore {
  /** For a notice that was not published yet. */
  preview(noticeId: string, at: Date): Promise<NoticeToPreview>;
  /** The same key of the same person finds the earlier notice. */
  draft(
    claimIds: readonly string[],
    asked: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<Drafted>;
  list(query: NoticeQuery, caller: Caller): Promise<readonly NoticeGlance[]>;
  find(noticeId: string, caller: Caller): Promise<NoticeRecord | null>;
  items(noticeId: string): Promise<readonly NoticeItemRecord[]>;
  /** The applications of the notice of a proposal. */
  grants(noticeId: string): Promise<readonly NoticeGrantItem[]>;
  /** Newest publication first. */
  publicList(limit: number, after: readonly [number, string] | null): Promise<readonly PublicNoticeGlance[]>;
  /** @param at business time: the persons leave a page some time after its notice is over */
  publicPage(noticeId: string, at: Date): Promise<PublicNotice | null>;
  /** Stores an objection in a transaction that locks the notice and checks that it has not ended. */
  object(
    objection: {
      readonly noticeId: string;
      readonly itemNo: number;
      readonly statement: string;
      readonly name: string | null;
      readonly contact: string | null;
      /** Of the page that sent it: the same one again finds the earlier objection. */
      readonly key?: string | undefined;
    },
    at: Date,
  ): Promise<Objected>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}

/** Sends a stored objection to the notice's workflow; the relay repeats a message that fails now. */
export interface ObjectionDesk {
  objectionFiled(noticeId: string, objectionId: string, at: Date): Promise<void>;
}

/** The fields of the form of an objection, in their order. */
export const OBJECTION_FIELDS = ['itemNo', 'statement', 'name', 'contact'] as const;
export type ObjectionField = (typeof OBJECTION_FIELDS)[number];

export interface ObjectionView {
  readonly noticeId: string;
  readonly formKey: string | undefined;
  /** As they were typed. */
  readonly values: Readonly<Partial<Record<ObjectionField, string>>>;
  /** What is wrong, by field. */
  readonly errors: readonly { readonly field: ObjectionField | null; readonly message: string }[];
  readonly said:
    | { readonly kind: 'received'; readonly receiptNo: string }
    | { readonly kind: 'refused'; readonly text: string }
    | null;
}

/** Server-rendered pages for the public: whole documents, usable without JavaScript. */
export interface NoticePages {
  list(
    view: {
      readonly notices: readonly PublicNoticeGlance[];
      readonly nextCursor: string | null;
      /** The newest signed root of the audit, so that copies of it lie where nobody of the office can change them (S15). */
      readonly auditRoot: PublicRoot | null;
    },
    language: 'zh' | 'en',
  ): string;
  /** @param formKey tells one copy of the page from another, so that a form that is sent twice counts once */
  one(notice: PublicNotice, language: 'zh' | 'en', formKey?: string): string;
  /** What the form of an objection is answered with: a receipt, or what is wrong. */
  objection(view: ObjectionView, language: 'zh' | 'en'): string;
  /** The page's own words, and names of organs, routes and occupations: no such text is about a person. */
  publicTexts(notice: PublicNotice): readonly string[];
  stylesheet(): string;
}
