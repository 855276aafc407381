/** Codes with which a pack describes a route; each is a row of a table in `domain/` (ADR 0012). */

/** Who may apply: institutions, colleges, enterprises (a chain leader is one), other organisations, single persons. */
export const PARTY_KINDS = ['institution', 'college', 'enterprise', 'organisation', 'person'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** What a claim of a route is drafted from. `rides`: a line of another claim; `grant`: a yearly cycle of its own. */
export const INTAKES = ['class', 'persons', 'months', 'results', 'rides', 'grant'] as const;
export type Intake = (typeof INTAKES)[number];

/** Who receives the money: `person` is the person of each line, the others are the applicant. */
export const PAYEE_KINDS = ['institution', 'enterprise', 'person'] as const satisfies readonly PartyKind[];
export type PayeeKind = (typeof PAYEE_KINDS)[number];

/** Kinds with a rate table; for the others the amount comes from a parameter or an entry, or there is none. */
export const PRICED_RATE_KINDS = ['classHour', 'perHead', 'perYear', 'perMonth', 'perDay'] as const;
export type PricedRateKind = (typeof PRICED_RATE_KINDS)[number];

/** The unit of each rate table. */
export const RATE_UNITS = {
  classHour: 'fenPerClassHour',
  perHead: 'fenPerHead',
  perYear: 'fenPerYear',
  perMonth: 'fenPerMonth',
  perDay: 'fenPerDay',
} as const satisfies Readonly<Record<PricedRateKind, string>>;
export type RateUnit = (typeof RATE_UNITS)[PricedRateKind];

/** How a line is priced (R-068): by a rate table, by a parameter (`fixed`), by the entry itself, or without money. */
export const RATE_KINDS = [...PRICED_RATE_KINDS, 'fixed', 'entered', 'none'] as const;
export type RateKind = (typeof RATE_KINDS)[number];

/** Rules that a route can apply to its lines; each is one row of a table `domain/line/*-line-checks.ts`. */
export const LINE_CHECK_CODES = [
  'ATTENDANCE',
  'CERTIFICATE',
  'PENSION',
  'FREE_GROUP_FEE',
  'TRAINING_ONCE',
  'YEARLY_LIMIT',
  'OCCUPATION_LEVEL_ONCE',
  'OCCUPATION_LISTED',
  'CERTIFICATE_REGISTER',
  'IDENTITY_REGISTER',
  'SUBSIDY_REGISTER',
  'PLAUSIBILITY',
  'LOWER_LEVEL',
  'CLAIM_WINDOW',
  'PLACE_OF_TRAINING',
  'NOT_BY_UPGRADE',
  'UPGRADE_CERTIFICATE',
  'UPGRADE_INSURANCE',
  'UPGRADE_TIME',
  'UPGRADE_YEARLY',
  'UPGRADE_EXCLUSION',
  'UPGRADE_COMPARISON',
  'MODULE_ONCE',
  'TRIAL_ONCE',
  'TRIAL_GRADUATION',
  'TRIAL_CERTIFICATE',
  'WORK_CASE',
  'WORK_MONTHS',
  'APPRAISAL_ONCE',
  'APPRENTICESHIP',
  'CHAIN_MEMBER',
  'SELF_EVALUATION',
  'TRAIN_BEFORE_POST',
  'RENEWED_PERMIT',
  'OWN_ACCOUNT',
  'TRAINING_PROOF',
  'COST_SHARES',
  'FILING_ORDER',
  'NEW_HIRE',
  'OF_GROUP',
  'CONTEST_RANK',
] as const;
export type LineCheckCode = (typeof LINE_CHECK_CODES)[number];

/**
 * Benefits that one person can have once, or a few times: stored in rows whose primary key prevents duplicates under a
 * race (R-050).
 */
export const ENTITLEMENT_KINDS = [
  'YEARLY_SLOT',
  'OCCUPATION_LEVEL',
  'TRAINING',
  'CERTIFICATE',
  'MODULE',
  'TRIAL',
  'COURSE',
  'APPRAISAL',
  'UPGRADE_LEVEL',
  'UPGRADE_SLOT',
  'WORK_MONTH',
  'WORK_SLOT',
  'RESULT',
] as const;
export type EntitlementKind = (typeof ENTITLEMENT_KINDS)[number];

/** The keys that lines take: those of the route, and the person's place in the class, which every class line takes (L12). */
export const KEY_KINDS = ['CLASS_LINE', ...ENTITLEMENT_KINDS] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Columns of the files of routes without a class, and the additional columns of rosters. */
export const ENTRY_COLUMN_CODES = [
  'name',
  'idNumber',
  'phone',
  'categories',
  'registeredAt',
  'residesAt',
  'worksAt',
  'trainedAt',
  'employer',
  'employerKind',
  'employedOn',
  'certificateKind',
  'certificateNo',
  'certificateDate',
  'occupation',
  'skillLevel',
  'fee',
  'accountHolder',
  'accountBank',
  'accountNumber',
  'module',
  'courseNo',
  'graduatesOn',
  'months',
  'insuredMonths',
  'renewal',
  'internshipFrom',
  'internshipTo',
  'contractFrom',
  'contractTo',
  'releasedOn',
  'title',
  'result',
  'achievedOn',
  'amount',
  'reference',
] as const;
export type EntryColumnCode = (typeof ENTRY_COLUMN_CODES)[number];
