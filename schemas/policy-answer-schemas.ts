import {
  ENTITLEMENT_KINDS,
  PAYEE_KINDS,
  PRICED_RATE_KINDS,
  RATE_KINDS,
  RATE_UNITS,
} from '../domain/policy/route-codes.ts';
import { STAGE_KINDS } from '../domain/policy/policy-pack.ts';
import { FUND_PURPOSES, PIPELINE_CODES, ROLES } from '../domain/codes.ts';
import { z } from 'zod';
import { LINE_STATES } from '../domain/line/line-state.ts';
import { Day, idOf, Jurisdiction } from './http-schemas.ts';
import { ValueLabel } from './law-schemas.ts';

/** The law of an amount, and the candidates that lost: the answers of `/policies/resolve` and `/claims/{id}/policy`. */

const Label = z.object({ zh: z.string(), en: z.string() });
const Value = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]);
const RouteCode = z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/);

const source = {
  document: z.string(),
  documentTitle: z.string(),
  clause: z.string(),
  quote: z.string().nullable(),
  mark: z.string(),
};
const saidFields = { ...source, note: z.string().nullable() };
/** A code and the same in words. */
const lost = { reason: z.string(), why: Label };

const Statement = z.object({
  key: z.string(),
  value: Value,
  valueLabel: ValueLabel,
  unit: z.string(),
  ...saidFields,
  retroactive: z.boolean(),
});
const Definition = z.object({
  code: z.string(),
  number: z.string().nullable(),
  name: Label,
  pipeline: z.enum(PIPELINE_CODES),
  rateKind: z.enum(RATE_KINDS),
  amountKey: z.string().nullable(),
  payee: z.enum(PAYEE_KINDS),
  ...saidFields,
});
const Pipeline = z.object({ code: z.enum(PIPELINE_CODES), stages: z.array(z.string()), ...saidFields });
const Rate = z.object({
  kind: z.enum(PRICED_RATE_KINDS),
  unit: z.enum(Object.values(RATE_UNITS)),
  value: z.int(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  ...saidFields,
});
const Fund = z.object({ fund: z.string(), from: z.string(), to: z.string().nullable(), ...saidFields });

const cell = { occupation: z.string().nullable(), level: z.string().nullable() };
const RateCell = z.object({ ...cell, winner: Rate.nullable(), losers: z.array(Rate.extend(lost)) });

const Stage = z.object({
  position: z.int(),
  stage: z.string(),
  kind: z.enum(STAGE_KINDS),
  organ: z.string(),
  role: z.enum(ROLES),
  section: z.string().nullable(),
  labels: Label,
  questions: z.array(z.string()),
  daysKey: z.string(),
  days: z.int().nullable(),
  unit: z.string().nullable(),
  document: z.string().nullable(),
  clause: z.string().nullable(),
});

function changeOf<Said extends z.ZodType>(said: Said) {
  return {
    change: z.enum(['added', 'removed', 'changed', 'restated']),
    before: said.nullable(),
    after: said.nullable(),
  };
}

const Difference = z.object({
  from: z.string(),
  to: z.string(),
  openBefore: z.boolean(),
  openAfter: z.boolean(),
  definition: z.object(changeOf(Definition)).nullable(),
  parameters: z.array(z.object({ key: z.string(), ...changeOf(Statement) })),
  rates: z.array(z.object({ ...cell, ...changeOf(Rate) })),
  funds: z.array(z.object({ purpose: z.enum(FUND_PURPOSES), ...changeOf(Fund) })),
  stages: z.array(z.object({ ...changeOf(Stage), stage: z.string() })),
});

/** `compareOn`: a second day; the answer then lists the differences on it. */
export const ResolveQuery = z.strictObject({
  jurisdiction: Jurisdiction,
  route: RouteCode,
  on: Day,
  compareOn: Day.optional(),
});
export const ResolveAnswer = z.object({
  jurisdiction: z.string(),
  route: z.string(),
  on: z.string(),
  open: z.boolean(),
  missing: z.array(z.string()),
  definition: z.object({ winner: Definition.nullable(), losers: z.array(Definition.extend(lost)) }),
  pipeline: z.object({ winner: Pipeline.nullable(), losers: z.array(Pipeline.extend(lost)) }).nullable(),
  stages: z.array(Stage),
  parameters: z.array(
    z.object({
      key: z.string(),
      /** The part of the route that needs it, e.g. `check:YEARLY_LIMIT`, `stage:jointNotice`, `amount`. */
      neededBy: z.array(z.string()),
      winner: Statement.nullable(),
      losers: z.array(Statement.extend(lost)),
    }),
  ),
  rates: z.array(RateCell),
  allowance: z.object({ route: z.string(), rates: z.array(RateCell) }).nullable(),
  funds: z.array(
    z.object({ purpose: z.enum(FUND_PURPOSES), winner: Fund.nullable(), losers: z.array(Fund.extend(lost)) }),
  ),
  difference: Difference.nullable(),
});

const PinnedRate = z.object({
  kind: z.enum(PRICED_RATE_KINDS),
  unit: z.enum(Object.values(RATE_UNITS)),
  value: z.int(),
  ...cell,
  ...source,
});
export const PinnedValue = z.object({ key: z.string(), value: Value, unit: z.string(), ...source });
const Money = z.object({ fen: z.int(), formula: Label });

/** `lineId`: one line's amounts and checks as well. */
export const ClaimPolicyQuery = z.strictObject({ lineId: idOf('lin').optional() });

const LineWhy = z.object({
  id: z.string(),
  position: z.int(),
  state: z.enum(LINE_STATES),
  occupation: z.string(),
  level: z.string(),
  /** `equation`: units × rate × share, where a rate prices the line. */
  base: Money.extend({ equation: Label.nullable() }),
  allowance: Money.nullable(),
  float: Money.nullable(),
  advance: Money.nullable(),
  rate: PinnedRate.nullable(),
  allowanceRate: PinnedRate.nullable(),
  /** The parameter that gives a fixed amount. */
  amount: PinnedValue.nullable(),
  checks: z.array(z.object({ check: z.string(), rules: z.array(z.string()), parameters: z.array(PinnedValue) })),
  keys: z.array(z.object({ kind: z.enum(ENTITLEMENT_KINDS), parameters: z.array(PinnedValue) })),
  refusals: z.array(
    z.object({ code: z.string(), rule: z.string(), detail: z.string(), purpose: z.enum(FUND_PURPOSES) }),
  ),
  findings: z.array(z.object({ code: z.string(), rule: z.string(), detail: z.string(), wantsDecision: z.boolean() })),
});

/** Every parameter that the claim is judged by, with where it comes from and what it won against. */
export const ClaimPolicyView = z.object({
  snapshotId: z.string().nullable(),
  jurisdiction: z.string(),
  route: z.string(),
  referenceDate: z.string(),
  calendarVersion: z.string(),
  definition: z.object({
    number: z.string().nullable(),
    name: Label,
    pipeline: z.enum(PIPELINE_CODES),
    rateKind: z.enum(RATE_KINDS),
    amountKey: z.string().nullable(),
    document: z.string().nullable(),
    documentTitle: z.string().nullable(),
    clause: z.string(),
    quote: z.string().nullable(),
    mark: z.string(),
    note: z.string().nullable(),
  }),
  fund: z.string().nullable(),
  funds: z.array(z.object({ purpose: z.enum(FUND_PURPOSES), fund: z.string(), ...source })),
  /** The first of `rates`; null for amounts that no rate gives. */
  rate: PinnedRate.nullable(),
  rates: z.array(PinnedRate),
  allowance: PinnedRate.nullable(),
  stages: z.array(Stage),
  documents: z.array(z.object({ id: z.string(), title: z.string() })),
  parameters: z.array(
    PinnedValue.extend({
      neededBy: z.array(z.string()),
      losers: z.array(z.object({ value: Value, unit: z.string(), ...source, ...lost })),
    }),
  ),
  line: LineWhy.nullable(),
});
