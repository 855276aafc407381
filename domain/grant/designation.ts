/** What a grant designates (policy-rules §1.8). */
export const DESIGNATION_KINDS = [
  'HIGH_SKILL_BASE',
  'SKILL_MASTER_STUDIO',
  'COMPETITION_BASE',
  'MODEL_WORKER_STUDIO',
  'STAFF_INNOVATION_STUDIO',
  'ENTREPRENEURSHIP_MASTER_STUDIO',
  'ENTREPRENEURSHIP_DEMO_BASE',
  'DEMO_INCUBATOR',
  'DEMO_PARK',
  'SAFETY_PRACTICE_BASE',
  'FARMER_TRAINING_BASE',
  'CHIEF_TECHNICIAN_STUDIO',
  'MASTER_APPRENTICE_ROOM',
] as const;
export type DesignationKind = (typeof DESIGNATION_KINDS)[number];

export const DESIGNATION_LEVELS = ['NATIONAL', 'REGIONAL', 'CITY'] as const;
export type DesignationLevel = (typeof DESIGNATION_LEVELS)[number];

/** Whose the title is: the applicant's, or the leader's (a studio is a person's). */
export const TITLE_HOLDERS = ['applicant', 'leader'] as const;
export type TitleHolder = (typeof TITLE_HOLDERS)[number];

/** The title that a route of a pack gives. */
export interface RouteDesignation {
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
  readonly holder: TitleHolder;
}

/** A kind of title at a level. */
export type DesignationType = Pick<RouteDesignation, 'kind' | 'level'>;

/** What a kind is assessed by: what a base can train, or the backbones of a studio; null: nothing is measured. */
export function assessedAs(kind: DesignationKind): 'base' | 'studio' | null {
  return ASSESSED[kind] ?? null;
}

const ASSESSED: Readonly<Partial<Record<DesignationKind, 'base' | 'studio'>>> = {
  HIGH_SKILL_BASE: 'base',
  SKILL_MASTER_STUDIO: 'studio',
  CHIEF_TECHNICIAN_STUDIO: 'studio',
  MASTER_APPRENTICE_ROOM: 'studio',
};
