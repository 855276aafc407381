import { z } from 'zod';
import { FUND_CODES, ORGAN_CODES, PIPELINE_CODES, FUND_PURPOSES, ROLES, SKILL_LEVELS } from '../domain/codes.ts';
import {
  ENTITLEMENT_KINDS,
  ENTRY_COLUMN_CODES,
  INTAKES,
  LINE_CHECK_CODES,
  PARTY_KINDS,
  PAYEE_KINDS,
  PRICED_RATE_KINDS,
  RATE_KINDS,
  RATE_UNITS,
} from '../domain/policy/route-codes.ts';
import { Designation } from './designation-schema.ts';
import {
  PARAMETER_UNITS,
  POLICY_LEVELS,
  STAGE_KINDS,
  type PolicyPack,
  type PolicyParameter,
} from '../domain/policy/policy-pack.ts';
import { Bilingual, Day, Text } from './pack-fields.ts';
import { Amount, Count, Group, hasQuote, Jurisdiction, ParameterKey, provenance, SEED_QUOTE } from './pack-parts.ts';
import { Period, Recipient } from './year-pack-schemas.ts';
import { schemaOf } from './schema-of.ts';

/** The packs of D25 in YAML. Omitted lists are empty; unknown keys are refused. */

const PolicyDocument = z.strictObject({
  id: Text,
  title: Text,
  number: Text.exactOptional(),
  date: Day,
  issuer: Text,
  level: z.enum(POLICY_LEVELS),
  jurisdiction: Jurisdiction,
  validFrom: Day,
  validTo: Day.exactOptional(),
  seed: z
    .string()
    .regex(/^\d{3}$/)
    .exactOptional(),
});

const Parameter = z
  .strictObject({
    ...provenance,
    key: ParameterKey,
    value: z.union([z.int(), z.string(), z.boolean(), z.array(Text)]),
    unit: z.enum(PARAMETER_UNITS),
    route: Text.exactOptional(),
    tightenOnly: z.enum(['lower', 'higher']).exactOptional(),
    retroactive: z.literal(true).exactOptional(),
    validFrom: Day.exactOptional(),
    validTo: Day.exactOptional(),
  })
  .refine(hasQuote, SEED_QUOTE)
  .superRefine((row, context) => {
    if (!fitsUnit(row)) {
      const message = `does not fit its unit: ${row.unit} wants ${UNIT_FORMS[row.unit]}`;
      context.addIssue({ code: 'custom', path: ['value'], message });
    }
  })
  .refine((row) => row.tightenOnly === undefined || !Array.isArray(row.value), {
    message: 'tightenOnly is for numbers and yes/no',
    path: ['tightenOnly'],
  })
  .refine((row) => row.retroactive !== true || row.note !== undefined, {
    message: 'a retroactive correction wants a note that says why it changes claims that were submitted before',
    path: ['retroactive'],
  });

const WHOLE = 'a whole number of zero or more without quotes, like';
const UNIT_FORMS: Readonly<Record<PolicyParameter['unit'], string>> = {
  count: `${WHOLE} 3`,
  workingDays: `${WHOLE} 5`,
  calendarDays: `${WHOLE} 7`,
  months: `${WHOLE} 12`,
  minutes: `${WHOLE} 30`,
  fen: `${WHOLE} 100000 for 1000 yuan`,
  bp: `${WHOLE} 8000 for 80 %`,
  code: "one word, like CALENDAR, or text in quotes, like '15001234'",
  codes: 'a list, like [SKILL_LEVEL, QUALIFICATION]',
  bool: 'true or false without quotes',
};

/** Codes are text, lists are lists, yes/no is yes/no, everything else is a whole number. */
function fitsUnit({ unit, value }: Pick<PolicyParameter, 'unit' | 'value'>): boolean {
  if (unit === 'code') {
    return typeof value === 'string' && value !== '';
  }
  if (unit === 'codes') {
    return typeof value === 'object';
  }
  return unit === 'bool' ? typeof value === 'boolean' : typeof value === 'number' && value >= 0;
}

const Stage = z.strictObject({
  stage: z.string().regex(/^[a-z][A-Za-z]*$/),
  kind: z.enum(STAGE_KINDS),
  organ: z.enum(['responsibleDepartment', ...ORGAN_CODES]),
  role: z.enum(ROLES),
  section: z.literal('other').exactOptional(),
  questions: z.array(z.strictObject({ key: Text, label: Bilingual })),
  daysKey: Text,
  onlyWith: Text.exactOptional(),
  labels: Bilingual,
});

const RouteDocument = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'is no code of capitals, digits and _, like TEACHING_PLAN'),
  when: z.enum(['filing', 'claim', 'line']),
  required: z.boolean(),
  label: Bilingual,
});

const Pipeline = z
  .strictObject({ ...provenance, code: z.enum(PIPELINE_CODES), stages: z.array(Stage).min(1) })
  .refine(hasQuote, SEED_QUOTE);

const Route = z
  .strictObject({
    ...provenance,
    code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    number: z
      .string()
      .regex(/^C\d{2}$/)
      .exactOptional(),
    name: Bilingual,
    pipeline: z.enum(PIPELINE_CODES),
    referenceDate: z.enum(['classOpening', 'certificate', 'submission', 'callYear']),
    intake: z.enum(INTAKES).default('class'),
    applicants: z.array(z.enum(PARTY_KINDS)).min(1),
    groups: z.array(Group).min(1).exactOptional(),
    planPrograms: z.array(Text).min(1).exactOptional(),
    stages: z.array(Stage).default([]),
    documents: z.array(RouteDocument).default([]),
    columns: z.array(z.strictObject({ code: z.enum(ENTRY_COLUMN_CODES), required: z.boolean() })).default([]),
    checks: z.array(z.enum(LINE_CHECK_CODES)).default([]),
    keys: z.array(z.enum(ENTITLEMENT_KINDS)).default([]),
    payee: z.enum(PAYEE_KINDS),
    rateKind: z.enum(RATE_KINDS),
    fundEntered: z.literal(true).exactOptional(),
    amountKey: Text.exactOptional(),
    designation: Designation.exactOptional(),
    ridesOn: z.array(Text).exactOptional(),
    noticeNames: z.enum(['masked', 'aggregate']).default('masked'),
    budgetLine: Text.exactOptional(),
    department: z.enum(ORGAN_CODES).exactOptional(),
    openConditions: z.array(Text).default([]),
  })
  .refine(hasQuote, SEED_QUOTE)
  .refine((row) => (row.rateKind === 'fixed') === (row.amountKey !== undefined), {
    message: 'a fixed amount wants amountKey, the parameter that gives it, and no other rate kind has one',
    path: ['amountKey'],
  });

const Rate = z
  .strictObject({
    ...provenance,
    route: Text.exactOptional(),
    kind: z.enum(PRICED_RATE_KINDS),
    unit: z.enum(Object.values(RATE_UNITS)),
    value: Amount.refine((fen) => fen > 0, 'is zero: leave the rate out and the route stays closed'),
    validFrom: Day,
    validTo: Day.exactOptional(),
    occupation: Text.exactOptional(),
    level: z.enum(SKILL_LEVELS).exactOptional(),
  })
  .refine(hasQuote, SEED_QUOTE)
  .superRefine((row, context) => {
    if (RATE_UNITS[row.kind] !== row.unit) {
      const message = `is not the unit of its kind: write ${RATE_UNITS[row.kind]} for ${row.kind}`;
      context.addIssue({ code: 'custom', path: ['unit'], message });
    }
  });

const Fund = z
  .strictObject({
    ...provenance,
    routes: z.array(Text).min(1).exactOptional(),
    purpose: z.enum(FUND_PURPOSES).exactOptional(),
    from: Day,
    to: Day.exactOptional(),
    fund: z.enum(FUND_CODES),
  })
  .refine(hasQuote, SEED_QUOTE);

const Awaited = z
  .strictObject({ ...provenance, key: ParameterKey, unit: z.enum(PARAMETER_UNITS) })
  .refine(hasQuote, SEED_QUOTE);

const Program = z.strictObject({ code: Text, organ: z.enum(ORGAN_CODES), name: Bilingual });

const Target = z.strictObject({
  row: Count,
  organ: z.enum(ORGAN_CODES),
  organName: Text,
  project: Text,
  personTimes: Count,
  programs: z.array(z.strictObject({ program: Text, personTimes: Count })),
  validFrom: Day.exactOptional(),
  validTo: Day.exactOptional(),
});

const PlanLine = z.strictObject({
  planLine: z.string().regex(/^\d{6}\/\d{4}\/[A-Z_]+\/[A-Z_]+$/, 'is not jurisdiction/year/organ/program'),
  personTimes: Count,
  budgetFen: Amount,
});

const Directory = z.strictObject({
  version: Text,
  jurisdiction: Jurisdiction,
  validFrom: Day,
  validTo: Day.exactOptional(),
  occupations: z.array(z.strictObject({ code: Text, name: Text, levels: z.array(z.enum(SKILL_LEVELS)) })).default([]),
  institutions: z.array(z.strictObject({ uscc: z.string().length(18), name: Text })).default([]),
  chains: z
    .array(
      z.strictObject({
        leader: Text,
        members: z.array(z.strictObject({ name: Text, from: Day, to: Day.exactOptional() })),
      }),
    )
    .exactOptional(),
});

/** One pack file. */
export const PolicyPackFile = schemaOf<PolicyPack>()(
  z.strictObject({
    document: PolicyDocument,
    awaits: z.array(Awaited).exactOptional(),
    parameters: z.array(Parameter).default([]),
    pipelines: z.array(Pipeline).default([]),
    routes: z.array(Route).default([]),
    rates: z.array(Rate).default([]),
    funds: z.array(Fund).default([]),
    planPrograms: z.array(Program).default([]),
    targets: z.array(Target).default([]),
    planLines: z.array(PlanLine).default([]),
    directories: z.array(Directory).default([]),
    periods: z.array(Period).exactOptional(),
    recipients: z.array(Recipient).exactOptional(),
  }),
);
