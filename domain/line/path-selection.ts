import type { OrganCode, PipelineCode } from '../codes.ts';

export interface PathParameters {
  /** `p2.onlySpecialGroups`: the literal reading of the carve-out (T-29). */
  readonly isOnlyForSpecialGroups: boolean;
  /** `group.specialGroups` (T-27). */
  readonly specialGroups: readonly string[];
  /** Routes of entrepreneurship, which the sentence exempts for every applicant. */
  readonly carvedOutRoutes: readonly string[];
}

export interface PathFacts {
  readonly route: string;
  /** The pipeline from the route's pack. */
  readonly pipeline: PipelineCode;
  readonly isPersonal: boolean;
  readonly categories: readonly string[];
}

export interface ChosenPath {
  readonly pipeline: PipelineCode;
  /** Given when no departmental task stands behind a personal claim; otherwise the plan line determines it. */
  readonly responsibleDepartment: OrganCode | null;
}

/**
 * R-008 (003§四(三), seed): chooses the pipeline of a claim. Where its route names `P1_JOINT` or `P2_EXISTING`, the routes
 * of `p2.carvedOutRoutes` and personal claims go `P2_EXISTING`; with `p2.onlySpecialGroups`, personal claims outside
 * `group.specialGroups` go `P1_JOINT` under the HR bureau instead. Every other claim keeps its route's pipeline.
 */
export function choosePath(facts: PathFacts, parameters: PathParameters): ChosenPath {
  const { pipeline } = facts;
  if (pipeline !== 'P1_JOINT' && pipeline !== 'P2_EXISTING') {
    return { pipeline, responsibleDepartment: null };
  }
  if (parameters.carvedOutRoutes.includes(facts.route)) {
    return { pipeline: 'P2_EXISTING', responsibleDepartment: null };
  }
  if (!facts.isPersonal) {
    return { pipeline, responsibleDepartment: null };
  }
  const isSpecial = facts.categories.some((category) => parameters.specialGroups.includes(category));
  return isSpecial || !parameters.isOnlyForSpecialGroups
    ? { pipeline: 'P2_EXISTING', responsibleDepartment: null }
    : { pipeline: 'P1_JOINT', responsibleDepartment: 'HRSS' };
}
