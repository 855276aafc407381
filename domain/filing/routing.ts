import type { OrganCode } from '../codes.ts';
import type { TraineeCategory } from './trainee-categories.ts';

/** The facts of a class that determine its responsible department. */
export interface RoutingFacts {
  /** The organ of the annual plan line under which the class is filed; it undertook the task. */
  readonly planLineOrgan?: OrganCode;
  readonly isSafetyTraining?: boolean;
  readonly industry?: 'COAL' | 'BUILDING' | 'INDUSTRY_IT' | 'OTHER';
  readonly isVocationalCollege?: boolean;
  readonly isStateOwnedEmployer?: boolean;
  /** Groups to which every trainee of the class belongs. */
  readonly commonCategories?: readonly TraineeCategory[];
  /** Organs with a plan line for the class's year. */
  readonly planOrgans?: readonly OrganCode[];
}

/** What a responsible department follows from: its plan line, the class's attributes, or the route's own rule. */
export const DEPARTMENT_SOURCES = ['planLine', 'suggested', 'route'] as const;
export type DepartmentSource = (typeof DEPARTMENT_SOURCES)[number];

export type RoutingOutcome =
  | { readonly organ: OrganCode; readonly source: 'planLine' | 'suggested' }
  /** Two or more candidates: a routing task for the HR bureau, which coordinates. */
  | { readonly ambiguous: readonly OrganCode[] };

/**
 * and policy-rules 2.0.1: suggests the responsible department. The plan line decides, regardless of the
 * trainees. Without one the class's attributes only suggest candidates; without any candidate the HR bureau is
 * responsible.
 */
export function suggestResponsibleDepartment(facts: RoutingFacts): RoutingOutcome {
  if (facts.planLineOrgan !== undefined) {
    return { organ: facts.planLineOrgan, source: 'planLine' };
  }
  const candidates = [...new Set([...safetyOrgans(facts), ...planOrgans(facts), ...employerOrgans(facts)])];
  const [only = 'HRSS'] = candidates;
  return candidates.length > 1 ? { ambiguous: candidates } : { organ: only, source: 'suggested' };
}

/** Coal is assigned to its own authority, unless the class is ambiguous anyway: then both are candidates. */
function safetyOrgans(facts: RoutingFacts): readonly OrganCode[] {
  if (facts.isSafetyTraining !== true) {
    return [];
  }
  if (facts.industry !== 'COAL') {
    return ['EMERGENCY_MGMT'];
  }
  return facts.isStateOwnedEmployer === true ? ['COAL_MINE_SAFETY', 'EMERGENCY_MGMT'] : ['COAL_MINE_SAFETY'];
}

/** Suggestions that also need a plan line of the organ. */
function planOrgans(facts: RoutingFacts): readonly OrganCode[] {
  const groups = facts.commonCategories ?? [];
  const wanted: OrganCode[] = [];
  if (facts.isVocationalCollege === true) {
    wanted.push('EDUCATION');
  }
  if (groups.includes('DISABLED_PERSON')) {
    wanted.push('DISABLED_FED');
  }
  if (groups.includes('VETERAN')) {
    wanted.push('VETERANS');
  }
  if (groups.includes('NEW_PROFESSIONAL_FARMER') || groups.includes('RURAL_PRACTICAL_LEADER')) {
    wanted.push('AGRICULTURE');
  }
  return wanted.filter((organ) => facts.planOrgans?.includes(organ) === true);
}

function employerOrgans(facts: RoutingFacts): readonly OrganCode[] {
  if (facts.isStateOwnedEmployer === true) {
    return ['SASAC'];
  }
  if (facts.industry === 'BUILDING') {
    return ['HOUSING_CONSTRUCTION'];
  }
  return facts.industry === 'INDUSTRY_IT' ? ['INDUSTRY_IT'] : [];
}
