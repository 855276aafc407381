import { z } from 'zod';
import { isIsoDate } from '../domain/calendar.ts';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS } from '../domain/grant/designation.ts';
import { TITLE_STATES } from '../domain/grant/grant-state.ts';
import { ACCEPTANCE_STATES, YEAR_OUTCOMES, YEAR_STATES } from '../domain/grant/grant-title-course.ts';
import { YEAR_MEASURES } from '../domain/grant/year-law.ts';
import { MONEY_ENTRY_STATES } from '../domain/payout/money-entry.ts';
import { isFen } from './fen-schema.ts';
import {
  Cursor,
  Day,
  idOf,
  idOfEntity,
  Instant,
  Jurisdiction,
  Limit,
  lineOfText,
  LinkLanguage,
  longText,
  longTextIfAny,
  MoneyEntryActView,
  pageSchema,
  Year,
} from './http-schemas.ts';

const FenAmount = z.int().min(0).refine(isFen);
const Figure = z.int().min(0).max(10_000_000);
const YearInPath = Year;
const IsoDay = z.string().refine(isIsoDate);

export const GrantYearParams = z.strictObject({ grantId: idOfEntity('grant'), year: YearInPath });
export const GrantRepaymentParams = z.strictObject({ grantId: idOfEntity('grant'), repaymentId: idOf('rcs') });

/** A missing pledge is an answer of its own, so it passes the shape. */
export const AgreementBody = z.strictObject({ pledge: z.boolean(), separateAccount: z.boolean() });
export const AcceptanceRequestBody = z.strictObject({ report: longText(20_000), spentFen: FenAmount });
export const StatementBody = z.strictObject({ text: longText(20_000) });
export const SuspensionBody = z.strictObject({
  reason: longText(2_000),
  until: z.iso.datetime({ offset: true }).optional(),
});
export const GrantRepaymentBody = z.strictObject({
  amountFen: FenAmount.refine((fen) => fen > 0),
  bankReference: lineOfText(100),
});

/** The figures that a kind of title is asked; which are missing is an answer of its own. `spentFen`: since the beginning. */
export const YearReportBody = z
  .strictObject({
    highSkillCapacity: Figure.optional(),
    publicServiceCapacity: Figure.optional(),
    highSkillActual: Figure.optional(),
    publicServiceActual: Figure.optional(),
    backbonesTrained: Figure.optional(),
    spentFen: FenAmount,
    achievements: z
      .array(z.strictObject({ title: lineOfText(200), on: IsoDay }))
      .max(100)
      .optional(),
    remark: longTextIfAny(2_000),
  })
  .meta({ id: 'YearReport' });
export type YearReportBody = z.output<typeof YearReportBody>;

const FIGURES = {
  highSkillCapacity: z.int().nullable(),
  publicServiceCapacity: z.int().nullable(),
  highSkillActual: z.int().nullable(),
  publicServiceActual: z.int().nullable(),
  backbonesTrained: z.int().nullable(),
  spentFen: z.int(),
};

const ReportView = z.object({
  ...FIGURES,
  achievements: z.array(z.object({ title: z.string(), on: Day })),
  remark: z.string().nullable(),
});

const ComputedView = z.object({
  measure: z.enum(YEAR_MEASURES),
  thresholds: z.object({ persons: z.int(), personTimes: z.int() }).nullable(),
  average: z.int().nullable(),
  meets: z.boolean().nullable(),
  averageCenti: z.int().nullable(),
  rule: z.string().nullable(),
  document: z.string().nullable(),
  documentTitle: z.string().nullable(),
  clause: z.string().nullable(),
});

export const YearView = z
  .object({
    year: z.int(),
    state: z.enum(YEAR_STATES),
    late: z.boolean(),
    opensOn: Day,
    reportDueOn: Day,
    reviewDueOn: Day,
    report: ReportView.nullable(),
    computed: ComputedView.nullable(),
    outcome: z.enum(YEAR_OUTCOMES).nullable(),
    rectifyDueOn: Day.nullable(),
    recheck: z
      .object({ figures: ReportView.nullable(), computed: ComputedView, decidedAt: Instant.nullable() })
      .nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'TitleYear' });

/** What a grant shows from its designation on; empty before. */
export const TITLE_FIELDS = {
  agreement: z
    .object({
      agreementNo: z.string().nullable(),
      signedByHolderAt: Instant.nullable(),
      signedByOfficeAt: Instant.nullable(),
      buildEndsOn: Day.nullable(),
    })
    .nullable(),
  acceptance: z.object({
    state: z.enum(ACCEPTANCE_STATES),
    round: z.int(),
    rectifyDueOn: Day.nullable(),
  }),
  firstAssessedYear: z.int().nullable(),
  years: z.array(YearView),
  suspension: z.object({ reason: z.string().nullable(), until: Instant.nullable() }).nullable(),
  recovery: z
    .object({ amountFen: z.int(), recoveredFen: z.int(), openFen: z.int(), documentNo: z.string().nullable() })
    .nullable(),
  statements: z.array(z.object({ text: z.string(), at: Instant })),
};

export const GrantRepaymentView = z
  .object({
    id: z.string(),
    grantId: z.string(),
    state: z.enum(MONEY_ENTRY_STATES),
    amountFen: z.int(),
    bankReference: z.string(),
    enteredBy: z.string(),
    enteredAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was rejected or taken back' }),
    acts: z.array(MoneyEntryActView),
  })
  .meta({ id: 'GrantRepayment' });

export const DesignationQuery = z.strictObject({
  kind: z.enum(DESIGNATION_KINDS).optional(),
  level: z.enum(DESIGNATION_LEVELS).optional(),
  city: Jurisdiction.optional(),
  state: z.enum(TITLE_STATES).exclude(['none']).optional(),
  on: IsoDay.optional(),
  limit: Limit,
  cursor: Cursor,
});

const PUBLIC_DESIGNATION = {
  kind: z.enum(DESIGNATION_KINDS),
  level: z.enum(DESIGNATION_LEVELS),
  name: z.string(),
  holder: z.string(),
  city: z.string(),
  number: z.string().nullable(),
  state: z.enum(TITLE_STATES),
  from: Day,
  to: Day.nullable(),
};

export const PublicDesignationPage = pageSchema(z.object(PUBLIC_DESIGNATION).meta({ id: 'PublicDesignation' }));
export const DesignationPage = pageSchema(
  z
    .object({
      ...PUBLIC_DESIGNATION,
      grantId: z.string(),
      grantNo: z.string(),
      amountFen: z.int(),
      paidFen: z.int(),
      recoveredFen: z.int(),
    })
    .meta({ id: 'Designation' }),
);

export const DesignationReportQuery = z.strictObject({
  jurisdiction: Jurisdiction.optional(),
  on: IsoDay.optional(),
  format: z.enum(['json', 'csv', 'xlsx']).optional(),
  lang: LinkLanguage,
  limit: Limit,
  cursor: Cursor,
});

export const DesignationReport = z
  .object({
    jurisdiction: z.string(),
    on: Day,
    items: z.array(
      z.object({
        kind: z.enum(DESIGNATION_KINDS),
        level: z.enum(DESIGNATION_LEVELS),
        active: z.int(),
        suspended: z.int(),
        ended: z.int(),
        committedFen: z.int(),
        paidFen: z.int(),
        recoveredFen: z.int(),
        targets: z.array(z.object({ number: z.int(), byYear: z.int(), document: z.string(), clause: z.string() })),
      }),
    ),
    nextCursor: z.string().nullable(),
    programmeFen: z.int(),
  })
  .meta({ id: 'DesignationReport' });
