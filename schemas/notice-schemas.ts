import { DESIGNATION_KINDS, DESIGNATION_LEVELS } from '../domain/grant/designation.ts';
import { LEAK_KINDS } from '../domain/notice/leak-gate.ts';
import { NOTICE_KINDS } from '../domain/notice/notice-course.ts';
import { NOTICE_CLAIM_STATES, NOTICE_SIDES, SHOWN_NOTICE_STATES } from '../domain/notice/notice-course.ts';
import { PUBLIC_NOTICE_STATES } from '../domain/notice/notice-page.ts';
import { LEADING_PURPOSES, PURPOSES } from '../domain/claim/claim-course.ts';
import { z } from 'zod';
import {
  Cursor,
  idOfEntity,
  Instant,
  Limit,
  lineOfText,
  ListFile,
  longText,
  NoticeActView,
  pageSchema,
  ShortListPage,
  PartOfNumber,
} from './http-schemas.ts';

const NoticeId = idOfEntity('notice');
export const NoticeParams = z.strictObject({ noticeId: NoticeId });

export const CreateNoticeBody = z.strictObject({
  claimIds: z
    .array(idOfEntity('claim'))
    .min(1)
    .max(200)
    .refine((ids) => new Set(ids).size === ids.length, { params: { code: 'DUPLICATE_IN_FILE' } }),
});

export const NoticeReasonBody = z.strictObject({ reason: longText(1_000) });

export const NoticeListQuery = z.strictObject({
  claimId: idOfEntity('claim').optional(),
  grantCallId: idOfEntity('grantCall').optional(),
  state: z.enum(SHOWN_NOTICE_STATES).optional(),
  q: PartOfNumber.optional(),
  limit: Limit,
  cursor: Cursor,
});

const NOTICE_FIELDS = {
  id: z.string(),
  noticeNo: z.string(),
  jurisdiction: z.string(),
  responsibleDepartment: z.string(),
  state: z.enum(SHOWN_NOTICE_STATES),
  revision: z.int(),
  publishedAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  createdAt: Instant,
  claimIds: z.array(z.string()),
  kind: z.enum(NOTICE_KINDS),
  /** The call whose proposal a notice of kind `grant` publishes. */
  grantCallId: z.string().nullable(),
};

export const NoticeItemView = z.object({ ...NOTICE_FIELDS, items: z.int() }).meta({ id: 'NoticeGlance' });

const ClaimFacts = z
  .object({
    claimNo: z.string(),
    purpose: z.enum(LEADING_PURPOSES),
    /** Null if the persons on the list are paid directly. */
    payee: z.string().nullable(),
    payeeWord: z.object({ zh: z.string(), en: z.string() }).exactOptional(),
    applicant: z.string().exactOptional(),
    route: z.string(),
    routeName: z.object({ zh: z.string(), en: z.string() }),
    occupation: z.object({ code: z.string(), name: z.string() }).nullable(),
    skillLevel: z.string().nullable(),
    classHours: z.int().nullable(),
    opensOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    headcount: z.int(),
    amountFen: z.int(),
    fund: z.string(),
    funds: z
      .array(z.object({ purpose: z.enum(PURPOSES), fund: z.string(), amountFen: z.int() }))
      .readonly()
      .exactOptional(),
    advanceFen: z.int().exactOptional(),
  })
  .meta({ id: 'NoticeClaimFacts' });

/** An application in the notice of a proposal. */
const GrantItem = z
  .object({
    itemNo: z.int(),
    grantId: z.string(),
    grantNo: z.string(),
    name: z.string(),
    holder: z.string(),
    kind: z.enum(DESIGNATION_KINDS),
    level: z.enum(DESIGNATION_LEVELS),
    city: z.string(),
    amountFen: z.int(),
  })
  .meta({ id: 'NoticeGrantItem' });

/** Routes without a class give occupation, month or result per item; the allowance is part of the amount. */
const ItemDetail = z
  .object({
    occupation: z.string().exactOptional(),
    skillLevel: z.string().exactOptional(),
    month: z.string().exactOptional(),
    title: z.string().exactOptional(),
    allowanceFen: z.int().exactOptional(),
  })
  .meta({ id: 'NoticeItemDetail' });

const NoticeLine = z.union([
  z.object({
    itemNo: z.int(),
    claimId: z.string(),
    lineId: z.string().nullable(),
    name: z.string(),
    idNumber: z.string(),
    amountFen: z.int(),
    detail: ItemDetail.exactOptional(),
  }),
  GrantItem,
]);

export const NoticeItemsQuery = z.strictObject({ ...ShortListPage, ...ListFile });
export const NoticeItemsAnswer = pageSchema(NoticeLine);

export const NoticeView = z
  .object({
    ...NOTICE_FIELDS,
    reason: z.string().nullable(),
    endsOn: z.string().nullable(),
    pageHash: z.string().nullable(),
    policyVersion: z.string(),
    stateSince: Instant,
    confirmations: z.array(
      z.object({
        side: z.enum(NOTICE_SIDES),
        organ: z.string(),
        section: z.string().nullable(),
        displayName: z.string(),
        at: Instant,
      }),
    ),
    claims: z.array(
      ClaimFacts.extend({
        claimId: z.string(),
        state: z.enum(NOTICE_CLAIM_STATES),
        dropReason: z.string().nullable(),
      }),
    ),
    openObjections: z.int(),
    /** Lines of claims, or applications of a proposal. */
    items: z.array(NoticeLine),
    /** Of all its items together. */
    amountFen: z.int(),
    acts: z.array(NoticeActView),
  })
  .meta({ id: 'Notice' });

/** `period`: as if it were published now; null once it was published, when the page is the one that the public reads. */
export const NoticePreview = z
  .object({
    html: z.string(),
    gate: z.object({
      checkedAt: Instant,
      leaks: z.array(z.object({ kind: z.enum(LEAK_KINDS), claimNo: z.string().nullable(), count: z.int() })),
    }),
    period: z
      .object({
        publishedOn: z.string(),
        endsOn: z.string(),
        days: z.int(),
        unit: z.enum(['WORKING', 'CALENDAR']),
      })
      .nullable(),
  })
  .meta({ id: 'NoticePreview' });

/** The public page of a notice. */
export const PublicNoticeView = z
  .object({
    id: z.string(),
    noticeNo: z.string(),
    jurisdiction: z.string(),
    organs: z.array(z.string()),
    state: z.enum(PUBLIC_NOTICE_STATES),
    publishedAt: Instant.nullable(),
    endsOn: z.string().nullable(),
    endsAt: Instant.nullable(),
    pageHash: z.string().nullable(),
    policyVersion: z.string(),
    maskVersion: z.string(),
    claims: z.array(ClaimFacts),
    itemCount: z.int(),
    /** Set once the notice is over and its persons are no longer shown: `items` is empty then. */
    personsLeftAt: Instant.nullable(),
    items: z.array(
      z.union([
        z.object({
          itemNo: z.int(),
          claimNo: z.string(),
          name: z.string(),
          idNumber: z.string(),
          amountFen: z.int(),
          detail: ItemDetail.exactOptional(),
        }),
        GrantItem,
      ]),
    ),
  })
  .meta({ id: 'PublicNotice' });

export const PublicNoticeItem = z
  .object({
    id: z.string(),
    noticeNo: z.string(),
    organs: z.array(z.string()),
    state: z.enum(PUBLIC_NOTICE_STATES),
    publishedAt: Instant,
    endsAt: Instant,
    claims: z.int(),
    items: z.int(),
  })
  .meta({ id: 'PublicNoticeGlance' });

export const AcceptHeaders = z.object({ accept: z.string().max(2_000).optional() });

export const ObjectionBody = z.strictObject({
  itemNo: z.int().min(1).max(1_000_000),
  statement: longText(4_000),
  name: lineOfText(100).optional(),
  contact: lineOfText(200).optional(),
});

export const ObjectionAnswer = z.object({ receiptNo: z.string() });
