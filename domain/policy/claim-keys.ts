import type { LineCheckCode } from './route-codes.ts';
import type { PolicyLibrary, RouteDefinition, StageKind } from './policy-pack.ts';
import { parameterKeys } from './resolve-parameter.ts';
import { keysOf } from './resolve-route.ts';
import { FILE_INTAKES } from './check/route-columns.ts';

/** Parameters read for every claim: its returns and corrections, and when a task is near or over. */
const OF_EVERY_CLAIM = [
  'return.maxRounds',
  'return.days',
  'correction.days',
  'reminder.nearShare',
  'reminder.escalateShare',
] as const;

/** Parameters read if a stage of the kind exists, besides its own days; a name that ends with * is a family. */
const OF_A_STAGE: Readonly<Record<StageKind, readonly string[]>> = {
  review: [],
  // Both sides confirm it, anybody may object, and a parameter gives the names that it shows.
  notice: [
    'notice.days',
    'notice.unit',
    'notice.countFirstDay',
    'notice.autoDraft',
    'notice.minorAge',
    'objection.days',
    'review.bureau.days',
    'group.custodyGroups',
  ],
  disbursement: ['finance.days', 'recovery.reminderDays'],
  contractCheck: ['float.*'],
};

/**
 * Parameters read for a class before its claim: its filing, its roster, and the advance that its applicant may request.
 */
const OF_A_CLASS = [
  'filing.leadDays',
  'filing.answerDays',
  'filing.assessmentDays',
  'filing.requiredDocs',
  'filing.beforeOpening',
  'filing.minHours',
  'classSize.min',
  'classSize.max',
  'roster.minAge',
  'roster.additionShare',
  'budget.blockWithoutPlan',
  'claimWindow.institutionMonths',
  'group.freeGroups',
  'training.free',
  'advance.rate',
  'advance.routes',
  'advance.projectRoutes',
  'advance.enterpriseRoutes',
  'advance.needsNotice',
  'advance.stuckMonths',
] as const;

/** Parameters read for a call, its applications and their titles (P4). */
const OF_A_GRANT = [
  'grant.*',
  'panel.*',
  'acceptance.*',
  'assessment.*',
  'studio.leaderHonours',
  'finance.days',
] as const;

/** which of the two paths a personal claim takes. */
const OF_A_PATH = ['p2.onlySpecialGroups', 'p2.carvedOutRoutes', 'group.specialGroups'] as const;

/** T-22: read where a group decides about money, if a pack says that the group ended. */
const ASKS_ENDED_GROUPS: readonly LineCheckCode[] = ['WORK_CASE'];

/** read where a fee is compared with what the person may be charged, if a pack makes a whole route free. */
const ASKS_FEES: readonly LineCheckCode[] = ['FREE_GROUP_FEE', 'COST_SHARES'];

/**
 * Returns the parameters by which a claim of the route is judged, priced, published and paid, as far as a pack gives
 * them, in alphabetical order: those of its definition, checks and keys (route-needs.ts), its stages, its intake, and
 * its riding routes. A snapshot contains these and no others, so code that reads another key of a snapshot must add it
 * here.
 */
export function claimKeys(library: PolicyLibrary, route: RouteDefinition): readonly string[] {
  const wanted = [
    ...OF_EVERY_CLAIM,
    ...keysOf(route),
    ...stageKeys(route),
    ...intakeKeys(route),
    ...riderKeys(library, route),
  ];
  const exact = new Set(wanted);
  const families = wanted.filter((key) => key.endsWith('.*')).map((key) => key.slice(0, -1));
  return parameterKeys(library, route.code).filter(
    (key) => exact.has(key) || families.some((family) => key.startsWith(family)),
  );
}

function stageKeys({ stages }: RouteDefinition): readonly string[] {
  return stages.flatMap(({ kind, daysKey, onlyWith }) => [
    daysKey,
    ...(onlyWith === undefined ? [] : [onlyWith]),
    ...OF_A_STAGE[kind],
  ]);
}

function intakeKeys({ intake, pipeline, code, rateKind, checks }: RouteDefinition): readonly string[] {
  const hasTwoWays = FILE_INTAKES.includes(intake) && (pipeline === 'P1_JOINT' || pipeline === 'P2_EXISTING');
  return [
    ...(intake === 'class' ? [...OF_A_CLASS, `advance.rate.${code}`] : []),
    ...(intake === 'grant' ? [...OF_A_GRANT, ...OF_A_STAGE.notice] : []),
    ...(hasTwoWays ? OF_A_PATH : []),
    ...(rateKind === 'perYear' ? ['apprenticeship.*'] : []),
    ...(checks.includes('PLACE_OF_TRAINING') ? ['place.migrantGroups'] : []),
    ...(checks.some((check) => ASKS_ENDED_GROUPS.includes(check)) ? ['group.endedGroups'] : []),
    ...(checks.some((check) => ASKS_FEES.includes(check)) ? ['training.free'] : []),
  ];
}

/** C09, C12, C13: each riding route adds its own conditions to the claim. */
function riderKeys(library: PolicyLibrary, { code }: RouteDefinition): readonly string[] {
  const riders = library.packs.flatMap((pack) => pack.routes).filter(({ ridesOn }) => ridesOn?.includes(code) === true);
  return [
    ...riders.flatMap(({ openConditions }) => openConditions),
    ...(riders.some(({ rateKind }) => rateKind === 'perDay') ? ['group.endedGroups'] : []),
  ];
}
