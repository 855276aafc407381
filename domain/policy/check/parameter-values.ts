import { CERTIFICATE_KINDS, FILING_DOCUMENT_KINDS, FUND_CODES, INSURANCE_KINDS, ORGAN_CODES } from '../../codes.ts';
import { BANK_LIST_COLUMN } from '../../bank-file/bank-list.ts';
import { ENTREPRENEURSHIP_MODULES } from '../../filing/class-facts.ts';
import { COUNTING_DATES, YEAR_BASES } from '../../line/counting-date.ts';
import { CAP_SCOPES } from '../../line/work-for-training.ts';
import { PLACE_KINDS } from '../../line/place-of-training.ts';
import { EXCLUSION_SCOPES } from '../../line/skill-upgrade.ts';
import { TRAINEE_CATEGORIES } from '../../filing/trainee-categories.ts';
import { BULK_MOST } from '../../task/bulk-words.ts';
import { didYouMean } from './nearest-word.ts';
import { YEAR_VALUES } from './year-values.ts';
import type { ParameterUnit, ParameterValue, PolicyDocument, PolicyPack, PolicyParameter } from '../policy-pack.ts';
import { keysOf } from '../resolve-route.ts';

/** The permitted values of a parameter. Codes are from our lists or the packs' routes; ranges include both ends. */
type Allowed =
  | { readonly codes: readonly string[] | 'routes' }
  /** Only this list. */
  | { readonly whole: readonly string[] }
  | { readonly least: number; readonly most?: number }
  | { readonly is: boolean }
  | { readonly like: RegExp; readonly example: string };

const ROUTES: Allowed = { codes: 'routes' };
const CERTIFICATES: Allowed = { codes: CERTIFICATE_KINDS };
const GROUPS: Allowed = { codes: Object.keys(TRAINEE_CATEGORIES) };
const ORGANS: Allowed = { codes: ORGAN_CODES };
const FUNDS: Allowed = { codes: FUND_CODES };
/** `insuredEmployer` gives the insuring party, so a pack cannot use the files' code `INSURED_ENTERPRISE`. */
const EMPLOYERS: Allowed = {
  codes: ['ENTERPRISE', 'FARMER_COOPERATIVE', 'POVERTY_RELIEF_WORKSHOP', 'BUSINESS_ENTITY'],
};
const MAY_BE_ZERO: Allowed = { least: 0 };
/** The contents of our notices. */
const NOTICE_FIELDS = [
  'PAYEE',
  'CLASS',
  'TRAINING_KIND',
  'OCCUPATION',
  'LEVEL',
  'HOURS',
  'HEADCOUNT',
  'AMOUNT',
  'FUND',
  'ORGANS',
  'PERIOD',
  'OBJECTION_CONTACT',
  'MASKED_LIST',
];
const BUILT: Allowed = { is: true };
const only = (...codes: readonly string[]): Allowed => ({ codes });

/**
 * The permitted values by key, or by a family `a.*` for the keys below it; the longer name takes precedence. A switch
 * with one implemented value permits only that value. Keys that are not listed are checked by their unit (`BY_UNIT`).
 */
const BY_KEY: Readonly<Record<string, Allowed>> = {
  ...YEAR_VALUES,
  'limit.maxPerYear': { least: 1 },
  'limit.yearBasis': { codes: YEAR_BASES },
  'limit.countingDate': { codes: COUNTING_DATES },
  'limit.countedKinds': ROUTES,
  'exclusion.trainingVsUpgrade.scope': { codes: EXCLUSION_SCOPES },
  'exclusion.trainingVsUpgrade.applies': BUILT,
  'cert.accepted': CERTIFICATES,
  'cert.required': BUILT,
  'cert.networkLookup': BUILT,
  'group.*': GROUPS,
  'living.groups': GROUPS,
  'living.twoAfterGroups': GROUPS,
  'living.maxDays': { least: 1 },
  'place.migrantGroups': GROUPS,
  'place.kinds': { codes: PLACE_KINDS },
  'post.trainFirstGroups': GROUPS,
  'post.highRiskRoutes': ROUTES,
  'apprenticeship.groups': GROUPS,
  'p2.carvedOutRoutes': ROUTES,
  'enterprise.newHireMonths': { least: 1 },

  'advance.rate': { least: 1, most: 10_000 },
  'advance.rate.*': { least: 1, most: 10_000 },
  'advance.routes': ROUTES,
  'advance.projectRoutes': ROUTES,
  'advance.enterpriseRoutes': ROUTES,
  'advance.base': only('FILED_HEADS_HOURS_RATE'),
  'recovery.automaticSetOff': { is: false },
  'recovery.interestBp': { least: 0, most: 0 },
  'float.rate': { least: 1, most: 10_000 },
  'float.insuranceKinds': { codes: INSURANCE_KINDS },
  'float.startsFrom': only('CLASS_END'),
  'float.payee': only('BASE_PAYEE'),
  'float.minInsuredMonths': MAY_BE_ZERO,
  'float.graceDays': MAY_BE_ZERO,
  'technician.sharedBy': { whole: ['GOVERNMENT', 'ENTERPRISE'] },

  'filing.requiredDocs': { codes: [...FILING_DOCUMENT_KINDS, 'STUDENT_ROSTER'] },
  'filing.leadDays': MAY_BE_ZERO,
  'filing.pledge': BUILT,
  'filing.realName': BUILT,
  'filing.safetyContent': BUILT,
  'filing.textbookRules': BUILT,
  'classSize.*': { least: 1 },
  'roster.minAge': { least: 0, most: 100 },
  'notice.unit': only('WORKING', 'CALENDAR'),
  'notice.minorAge': { least: 0, most: 100 },
  'notice.batchMode': only('SINGLE'),
  'notice.channels': { whole: ['PUBLIC_PAGE', 'WEBSITE_ADAPTER'] },
  'notice.fields': { whole: NOTICE_FIELDS },
  'duty.differentPersonAndUnitInHr': BUILT,
  'college.paidWhole': BUILT,
  'chainLeader.*': BUILT,
  'costSharing.allowed': BUILT,
  'apprenticeship.internshipCounts': BUILT,
  'institution.openToAll': BUILT,
  'directory.institutions': BUILT,
  'demand.link': BUILT,
  'reminder.*': { least: 1, most: 100_000 },
  'review.bulkMaximum': { least: 0, most: BULK_MOST },

  'wft.capScope': { codes: CAP_SCOPES },
  'wft.variantA.employerKinds': EMPLOYERS,
  'wft.variantB.employerKinds': EMPLOYERS,
  'wft.variantA.categories': GROUPS,
  'wft.variantB.categories': GROUPS,
  'apprenticeship.minInternshipMonths': MAY_BE_ZERO,
  'upgrade.acceptedCertificates': CERTIFICATES,
  'upgrade.groups': GROUPS,
  'upgrade.routes': ROUTES,
  'upgrade.maxPerYear': { least: 1 },
  'upgrade.minInsuredMonths': MAY_BE_ZERO,
  'upgrade.sampleInUse': { is: false },
  'trial2000.times': { least: 1 },
  'trial2000.acceptedCertificates': CERTIFICATES,
  'award.worldSkills': only('EQUAL_TO_NATIONAL'),
  'target.annexMeaning': only('YEARLY_GUIDANCE'),
  'graduationYear.basis': only('CALENDAR_YEAR'),
  'entrepreneurship.modules': { codes: ENTREPRENEURSHIP_MODULES },

  'fund.sources': FUNDS,
  'payout.bankList.columns': { like: BANK_LIST_COLUMN, example: 'holder:户名' },
  'fund.actionScope': ROUTES,
  'fund.specialAccountScope': ROUTES,
  'organ.*': ORGANS,
  'plausibility.sharedPhones': { least: 2 },
  'plausibility.sharedAccounts': { least: 2 },
  'plausibility.pensionAge.*': { least: 1, most: 120 },
  'sanctions.decidedByProduct': { is: false },
  'retention.years': { least: 1 },
  'disclosure.period': only('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'),
  'award.nationalContest.lastRank': { least: 1 },
};

/** Periods are finite, shares are parts of a whole, amounts are greater than zero. */
const BY_UNIT: Readonly<Partial<Record<ParameterUnit, Allowed>>> = {
  workingDays: { least: 1 },
  calendarDays: { least: 1 },
  months: { least: 1 },
  minutes: { least: 1 },
  count: { least: 0 },
  fen: { least: 1 },
  bp: { least: 0, most: 10_000 },
};

interface Asked {
  readonly routes: ReadonlySet<string>;
  /** Of `askedKeys`. */
  readonly keys: ReadonlySet<string>;
}

interface OddParameter {
  readonly field: 'key' | 'value';
  readonly what: string;
  readonly cure: string;
}

/** Parameters that our defaults or the shipped documents give, or that a route or stage of some pack names. */
export function askedKeys(packs: readonly PolicyPack[]): ReadonlySet<string> {
  const routes = packs.flatMap((pack) => pack.routes);
  const stages = [...packs.flatMap((pack) => pack.pipelines), ...routes].flatMap((row) => row.stages);
  return new Set([
    ...packs
      .filter(({ document }) => isShipped(document))
      .flatMap(({ parameters, awaits = [] }) => [...parameters, ...awaits].map(({ key }) => key)),
    ...routes.flatMap(keysOf),
    ...stages.flatMap(({ daysKey, onlyWith }) => (onlyWith === undefined ? [daysKey] : [daysKey, onlyWith])),
  ]);
}

/** Finds keys that no rule reads, which would silently have no effect, and values that no rule can read. */
export function oddParameter(
  document: PolicyDocument,
  row: Pick<PolicyParameter, 'key' | 'value' | 'unit'>,
  asked: Asked,
): readonly OddParameter[] {
  const value = valueDefect(row, asked.routes);
  return [
    ...(value === undefined ? [] : [{ field: 'value' as const, ...value }]),
    ...(isShipped(document) || isAskedKey(row.key, asked)
      ? []
      : [
          {
            field: 'key' as const,
            what: `no rule, route or stage asks for the parameter ${row.key}`,
            cure: `Correct its spelling, or name it where a route or stage shall ask for it.${didYouMean(row.key, [...asked.keys, ...Object.keys(BY_KEY)])}`,
          },
        ]),
  ];
}

/** Documents whose keys are known to be right: our defaults, and the documents whose quotes a test compares. */
function isShipped({ level, seed }: PolicyDocument): boolean {
  return level === 'ours' || seed !== undefined;
}

function valueDefect(
  { key, value, unit }: Pick<PolicyParameter, 'key' | 'value' | 'unit'>,
  routes: ReadonlySet<string>,
): Pick<OddParameter, 'what' | 'cure'> | undefined {
  const allowed = allowedFor(key) ?? BY_UNIT[unit];
  if (allowed === undefined) {
    return undefined;
  }
  const wrong = wrongParts(value, allowed, routes);
  return wrong.length === 0
    ? undefined
    : {
        what: `${key} cannot be ${wrong.join(', ')}`,
        cure: `Possible: ${possible(allowed, routes)}.${didYouMean(String(wrong[0]), codesOf(allowed, routes))}`,
      };
}

/** Keys that end with a route, e.g. `advance.rate.NEW_APPRENTICESHIP`. */
const OF_A_ROUTE: readonly string[] = ['advance.rate', 'grant.amount', 'target.designations'];

/** The account of a fund, and what a file for the bank says of it. */
const FUND_ACCOUNT = /^fund\.account\.[A-Z_]+(?:\.(?:holder|number|bank|cnaps))?$/;

function isAskedKey(key: string, asked: Asked): boolean {
  const [family, last] = [key.slice(0, key.lastIndexOf('.')), key.slice(key.lastIndexOf('.') + 1)];
  return OF_A_ROUTE.includes(family)
    ? asked.routes.has(last)
    : FUND_ACCOUNT.test(key) || Object.hasOwn(BY_KEY, key) || asked.keys.has(key);
}

/** What the check permits of a parameter; undefined where its unit decides. */
export function allowedFor(key: string): Allowed | undefined {
  const family = key.slice(0, key.lastIndexOf('.'));
  return Object.hasOwn(BY_KEY, key) ? BY_KEY[key] : BY_KEY[`${family}.*`];
}

function wrongParts(
  value: ParameterValue,
  allowed: Allowed,
  routes: ReadonlySet<string>,
): readonly (number | string | boolean)[] {
  if ('whole' in allowed) {
    return String(value) === allowed.whole.join(',') ? [] : [String(value)];
  }
  return partsOf(value).filter((part) => !isAllowed(part, allowed, routes));
}

/** The words for a suggestion; none if the parameter is a number. */
function codesOf(allowed: Allowed, routes: ReadonlySet<string>): Iterable<string> {
  const codes = 'codes' in allowed ? allowed.codes : [];
  return codes === 'routes' ? routes : codes;
}

function partsOf(value: ParameterValue): readonly (number | string | boolean)[] {
  return typeof value === 'object' ? value : [value];
}

function isAllowed(
  part: number | string | boolean,
  allowed: Exclude<Allowed, { readonly whole: readonly string[] }>,
  routes: ReadonlySet<string>,
): boolean {
  if ('codes' in allowed) {
    return typeof part === 'string' && (allowed.codes === 'routes' ? routes.has(part) : allowed.codes.includes(part));
  }
  if ('least' in allowed) {
    return typeof part === 'number' && part >= allowed.least && part <= (allowed.most ?? Number.MAX_SAFE_INTEGER);
  }
  return 'is' in allowed ? part === allowed.is : allowed.like.test(String(part));
}

function possible(allowed: Allowed, routes: ReadonlySet<string>): string {
  if ('whole' in allowed) {
    return `[${allowed.whole.join(', ')}], the only list that is built`;
  }
  if ('codes' in allowed) {
    return allowed.codes === 'routes'
      ? `routes that a pack defines: ${[...routes].toSorted().join(', ')}`
      : allowed.codes.join(', ');
  }
  if ('least' in allowed) {
    return allowed.most === undefined ? `${allowed.least} or more` : `${allowed.least} to ${allowed.most}`;
  }
  return 'is' in allowed ? `${allowed.is}, the only reading that is built` : `text like '${allowed.example}'`;
}
