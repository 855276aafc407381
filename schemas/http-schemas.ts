import { z } from 'zod';
import { ALL_AUDIT_ACTS } from '../domain/act-words.ts';
import { OFFERED_ACTS } from '../domain/authority/offered-acts.ts';
import { isIsoDate } from '../domain/calendar.ts';
import { ENTITIES, type EntityKind } from '../domain/entities.ts';
import { TASK_DECISIONS } from '../domain/task/task-words.ts';
import { hasSomethingVisible, hasUnseenCharacters } from '../domain/texts/visible-text.ts';
import { PROBLEM_CODES } from './problem-codes.ts';

/** Pieces that the bodies and answers of many routes share. Rules: docs/api, one page, section 1. */

/** The plausible range of days; the database's own range is wider. */
export const Day = z
  .string()
  .regex(/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/)
  .refine(isIsoDate)
  .meta({ format: 'date', examples: ['2025-05-26'] });

/** RFC 3339 in UTC with milliseconds, made from a Date. */
export const Instant = z.string().meta({ format: 'date-time', examples: ['2025-05-12T01:00:00.000Z'] });

/** What can overtake a caller: a fact of the audit or, where it was a decision, that decision. */
const CONFLICT_ACTS = [...new Set([...ALL_AUDIT_ACTS, ...TASK_DECISIONS])];

/** Codes that no list of ours closes: policy packs define them. */
export const PackCode = z.string().meta({ description: 'A code that a policy pack defines' });

/** Codes of the finance system or the bank. */
export const BankCode = z.string().meta({ description: 'A code of the finance system or the bank' });

export const Jurisdiction = z.string().regex(/^\d{6}$/);

/** One line of text: trimmed, with something visible in it, without unseen characters (F19). */
export function lineOfText(maximum: number) {
  return visibleText(maximum, (text) => text);
}

/** Several lines of text, under the same conditions. */
export function longText(maximum: number) {
  return visibleText(maximum, (text) => text.replaceAll(/[\t\n\r]/g, ''));
}

/** A text that may be missing. Forms send what was left empty as an empty text, which counts as missing. */
export function longTextIfAny(maximum: number) {
  return z.preprocess(blankAsMissing, longText(maximum).optional()).optional();
}

function blankAsMissing(value: unknown): unknown {
  return typeof value === 'string' && value.trim() === '' ? undefined : value;
}

function visibleText(maximum: number, judgedPart: (text: string) => string) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => !hasUnseenCharacters(judgedPart(text)), { params: { code: 'FORBIDDEN_CHARACTERS' } })
    .refine((text) => hasUnseenCharacters(judgedPart(text)) || hasSomethingVisible(text), {
      params: { code: 'REQUIRED' },
    });
}

/** How a list is searched by the number of what it lists. */
export const PartOfNumber = lineOfText(40).meta({ description: 'A part of the number' });

/** Prefixed random ids; a malformed id answers as absent. */
export function idOf(prefix: string) {
  return z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9]{1,64}$`));
}

export function idOfEntity(kind: EntityKind) {
  return idOf(ENTITIES[kind].idPrefix);
}

/** A yes or no of a query. */
export const QueryFlag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);

/** A year of this century, as an address names it. */
export const Year = z
  .string()
  .regex(/^20\d{2}$/)
  .transform(Number);

const pageLimit = z
  .string()
  .regex(/^(?:[1-9]\d?|1\d\d|200)$/)
  .transform(Number);

export const Limit = pageLimit.default(50);

export const Cursor = z.string().min(1).max(1_000).optional();

export const PageQuery = z.strictObject({ limit: Limit, cursor: Cursor });

/** A list as JSON, page by page, or as a file of at most 5,000 rows, whatever the limit of a page. */
const ListFormat = z.enum(['json', 'csv', 'xlsx']).default('json');

/** The language of an answer that is asked for by a link, which says none in a header. */
export const LinkLanguage = z.enum(['zh', 'en']).optional();

export const ListFile = { format: ListFormat, lang: LinkLanguage } as const;

export const FilePageQuery = z.strictObject({ limit: Limit, cursor: Cursor, ...ListFile });

/** Of short lists, which fit into one page unless a smaller one is asked for. */
export const ShortListPage = { limit: pageLimit.default(200), cursor: Cursor } as const;
export const ShortListQuery = z.strictObject(ShortListPage);

export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** An act, whether the person who asks may do it now, and if not, the refusal. */
function actView<const Act extends string>(acts: readonly Act[]) {
  return z.object({
    act: z.enum(acts),
    allowed: z.boolean(),
    why: z.object({ code: z.enum(PROBLEM_CODES), sentence: z.string() }).optional(),
  });
}

export const ClaimActView = actView(OFFERED_ACTS.claim).meta({ id: 'ClaimAct' });
export const FilingActView = actView(OFFERED_ACTS.filing).meta({ id: 'FilingAct' });
export const TaskActView = actView(OFFERED_ACTS.task).meta({ id: 'TaskAct' });
export const NoticeActView = actView(OFFERED_ACTS.notice).meta({ id: 'NoticeAct' });
export const GrantCallActView = actView(OFFERED_ACTS.grantCall).meta({ id: 'GrantCallAct' });
export const GrantActView = actView(OFFERED_ACTS.grant).meta({ id: 'GrantAct' });
export const CaseActView = actView(OFFERED_ACTS.case).meta({ id: 'CaseAct' });
export const BatchActView = actView(OFFERED_ACTS.batch).meta({ id: 'BatchAct' });
export const AnnualPlanActView = actView(OFFERED_ACTS.annualPlan).meta({ id: 'AnnualPlanAct' });
export const MoneyEntryActView = actView(OFFERED_ACTS.moneyEntry).meta({ id: 'MoneyEntryAct' });
export const ResultsActView = actView(OFFERED_ACTS.payoutResults).meta({ id: 'PayoutResultsAct' });
export const BankFileActView = actView(OFFERED_ACTS.bankFile).meta({ id: 'BankFileAct' });
export const BankFilesActView = actView(OFFERED_ACTS.bankFiles).meta({ id: 'BankFileListAct' });
export const ParkedEventActView = actView(OFFERED_ACTS.parkedEvent).meta({ id: 'UnmatchedPayoutEventAct' });
export const EndpointListActView = actView(OFFERED_ACTS.endpoints).meta({ id: 'WebhookEndpointListAct' });
export const EndpointActView = actView(OFFERED_ACTS.webhookEndpoint).meta({ id: 'WebhookEndpointAct' });
export const DeliveryActView = actView(OFFERED_ACTS.webhookDelivery).meta({ id: 'WebhookDeliveryAct' });
export const IntegrityRunActView = actView(OFFERED_ACTS.integrityRun).meta({ id: 'IntegrityRunAct' });
export const IntegrityFindingActView = actView(OFFERED_ACTS.integrityFinding).meta({ id: 'IntegrityFindingAct' });
export const ReconciliationActView = actView(OFFERED_ACTS.reconciliation).meta({ id: 'ReconciliationAct' });

export const RecoveryActView = actView(OFFERED_ACTS.recovery).meta({ id: 'RecoveryAct' });
export const AccountingPeriodActView = actView(OFFERED_ACTS.accountingPeriod).meta({ id: 'AccountingPeriodAct' });
export const RepairActView = actView(OFFERED_ACTS.repair).meta({ id: 'RepairAct' });
export const DifferenceActView = actView(OFFERED_ACTS.difference).meta({ id: 'ReconciliationDifferenceAct' });

export const DemandCycleActView = actView(OFFERED_ACTS.demandCycle).meta({ id: 'DemandCycleAct' });
export const DemandEntryActView = actView(OFFERED_ACTS.demandEntry).meta({ id: 'DemandEntryAct' });

export const Remark = z.object({ code: z.string(), rule: z.string(), detail: z.string() }).meta({ id: 'Remark' });

/**
 * The report of an import. `row` counts the header of a file as 1; rows of a JSON body have a `pointer` instead. A row
 * has at most one error.
 */
export const ImportReport = z
  .object({
    rows: z.int(),
    accepted: z.int(),
    imported: z.int(),
    unchanged: z.int(),
    warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
    errors: z.array(
      z.object({
        row: z.int().exactOptional(),
        pointer: z.string().exactOptional(),
        column: z.string(),
        code: z.string(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });

export const ImportQuery = z.strictObject({ dryRun: QueryFlag, acceptGood: QueryFlag });

const KEY_HEADER = z.object({
  'Idempotency-Key': z.string().meta({ description: 'The same key and body give the same answer' }),
});
const MATCH_HEADER = z.object({
  'If-Match': z.string().meta({ description: 'The ETag of the revision that was read' }),
});

/**
 * The headers of a route for the OpenAPI document: those that the kernel reads and those that the route declares.
 * If the route itself reads `If-Match`, the header is optional where nothing is decided. The media types document
 * `Accept`.
 */
export function documentHeaders(
  key: 'required' | 'accepted' | undefined,
  needsMatch: boolean,
  declared: z.ZodType | undefined,
): z.ZodObject {
  const shape = declared instanceof z.ZodObject ? declared.shape : {};
  const { 'if-match': match, accept: _accept, ...others } = shape;
  return z.object({
    ...(key === 'required' && KEY_HEADER.shape),
    ...(key === 'accepted' && KEY_HEADER.partial().shape),
    ...(match !== undefined && MATCH_HEADER.partial().shape),
    ...(needsMatch && MATCH_HEADER.shape),
    ...others,
  });
}

/** The headers that a route declares contain `If-Match`. */
export function declaresTag(headers: z.ZodType | undefined): boolean {
  return headers instanceof z.ZodObject && 'if-match' in headers.shape;
}

/** The form of an upload: one field, `file`. */
export const FileBody = z.object({ file: z.string().meta({ format: 'binary' }) });

/** What overtook a request, in the words of the timeline; `displayName` for officials alone. */
export const ConflictAnswer = z
  .object({
    at: Instant,
    act: z.enum(CONFLICT_ACTS),
    sentence: z.string(),
    actor: z.object({
      organ: z.string().nullable(),
      section: z.string().nullable(),
      displayName: z.string().optional(),
    }),
    revision: z.int(),
  })
  .meta({ id: 'Conflict' });

/** RFC 9457, as every refusal looks. */
export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(PROBLEM_CODES),
    /** `lineId`: the line that the error is about, where `pointer` names a whole list. */
    errors: z.array(
      z.object({ pointer: z.string(), code: z.string(), message: z.string(), lineId: z.string().optional() }),
    ),
    /** With `WRONG_STATE`, `STALE` and `TASK_ASSIGNED`: what overtook the caller, if something did. */
    conflict: ConflictAnswer.optional(),
    traceId: z.string(),
  })
  .meta({ id: 'Problem' });

/** As a route's pack calls a document; which ones a filing or a claim takes is its route's to say. */
export const DocumentKind = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);
