import type { EntitlementKind, EntryColumnCode, Intake, LineCheckCode } from '../route-codes.ts';
import type { RouteDefinition } from '../policy-pack.ts';

type Wanted = Readonly<Partial<Record<LineCheckCode, readonly EntryColumnCode[]>>>;

const LEVELLED = ['occupation', 'skillLevel'] as const;
const BELONGS_TO = ['registeredAt', 'residesAt', 'worksAt'] as const;
const PLACES = ['trainedAt', ...BELONGS_TO] as const;
const ACCOUNT = ['accountHolder', 'accountBank', 'accountNumber'] as const;
const APPRENTICE = ['internshipFrom', 'internshipTo', 'contractFrom', 'contractTo', 'graduatesOn'] as const;

/** The columns that a check reads if a route has its own file; without them the check finds nothing. */
const OF_FILES: Wanted = {
  CERTIFICATE: ['certificateKind', 'certificateDate'],
  CERTIFICATE_REGISTER: ['certificateNo'],
  PENSION: ['idNumber'],
  IDENTITY_REGISTER: ['idNumber'],
  SUBSIDY_REGISTER: ['idNumber'],
  PLAUSIBILITY: ['idNumber'],
  FREE_GROUP_FEE: ['categories', 'fee'],
  YEARLY_LIMIT: ['certificateDate'],
  OCCUPATION_LEVEL_ONCE: LEVELLED,
  OCCUPATION_LISTED: LEVELLED,
  LOWER_LEVEL: LEVELLED,
  NOT_BY_UPGRADE: LEVELLED,
  APPRAISAL_ONCE: LEVELLED,
  CLAIM_WINDOW: ['certificateDate'],
  PLACE_OF_TRAINING: PLACES,
  UPGRADE_CERTIFICATE: ['certificateKind'],
  UPGRADE_TIME: ['certificateDate'],
  UPGRADE_YEARLY: ['certificateDate', 'occupation'],
  UPGRADE_EXCLUSION: LEVELLED,
  UPGRADE_COMPARISON: ['certificateNo'],
  MODULE_ONCE: ['module'],
  TRIAL_ONCE: ['idNumber'],
  TRIAL_GRADUATION: ['graduatesOn'],
  TRIAL_CERTIFICATE: ['certificateKind', 'certificateDate'],
  WORK_CASE: ['categories', 'employerKind'],
  WORK_MONTHS: ['months'],
  APPRENTICESHIP: APPRENTICE,
  CHAIN_MEMBER: ['employer'],
  TRAIN_BEFORE_POST: ['employedOn'],
  RENEWED_PERMIT: ['renewal'],
  OWN_ACCOUNT: ACCOUNT,
  COST_SHARES: ['fee'],
  NEW_HIRE: ['categories', 'employedOn'],
  OF_GROUP: ['categories'],
  CONTEST_RANK: ['result'],
};

/** A class has its roster, results and filing; these are the additional columns of its roster. */
const OF_CLASSES: Wanted = {
  APPRENTICESHIP: APPRENTICE,
  TRAIN_BEFORE_POST: ['employedOn'],
  NEW_HIRE: ['employedOn'],
  RENEWED_PERMIT: ['renewal'],
  OWN_ACCOUNT: ['accountBank', 'accountNumber'],
};

const OF_KEYS: Readonly<Partial<Record<EntitlementKind, readonly EntryColumnCode[]>>> = {
  YEARLY_SLOT: ['certificateDate'],
  OCCUPATION_LEVEL: LEVELLED,
  CERTIFICATE: ['certificateNo'],
  MODULE: ['module'],
  COURSE: ['courseNo'],
  APPRAISAL: LEVELLED,
  UPGRADE_LEVEL: LEVELLED,
  UPGRADE_SLOT: ['certificateDate'],
  WORK_MONTH: ['months'],
  RESULT: ['reference'],
};

/** the place of a person, in one of three columns; empty if the route has none of them. */
export function oneOfColumns(route: Pick<RouteDefinition, 'columns' | 'checks'>): readonly EntryColumnCode[] {
  return route.checks.includes('PLACE_OF_TRAINING')
    ? BELONGS_TO.filter((code) => route.columns.some((column) => column.code === code))
    : [];
}

/** Routes whose claims are drafted from their own file, person or result. */
export const FILE_INTAKES: readonly Intake[] = ['persons', 'months', 'results'];

export interface WantedColumn {
  readonly column: EntryColumnCode;
  /** What requires the column: a check, a key, the payee or the rate kind. */
  readonly by: string;
}

/** Returns the columns that the route's checks, keys, payee and price read but its list lacks. */
export function columnsMissing(
  route: Pick<RouteDefinition, 'intake' | 'columns' | 'checks' | 'keys' | 'payee' | 'rateKind'>,
): readonly WantedColumn[] {
  const hasFile = FILE_INTAKES.includes(route.intake);
  const ofChecks = hasFile ? OF_FILES : OF_CLASSES;
  const wanted: WantedColumn[] = [
    ...route.checks.flatMap((check) => named(ofChecks[check], check)),
    ...(hasFile ? route.keys.flatMap((key) => named(OF_KEYS[key], key)) : []),
    ...(hasFile && route.payee === 'person' && route.rateKind !== 'none' ? named(ACCOUNT, 'payee person') : []),
    ...(route.rateKind === 'entered' && route.intake !== 'grant' ? named(['amount'], 'rateKind entered') : []),
    ...(route.intake === 'months' ? named(['months'], 'intake months') : []),
  ];
  const columns = new Set(route.columns.map((column) => column.code));
  return wanted.filter(({ column }) => !columns.has(column));
}

function named(columns: readonly EntryColumnCode[] | undefined, by: string): readonly WantedColumn[] {
  return (columns ?? []).map((column) => ({ column, by }));
}
