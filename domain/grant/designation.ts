/** What a title is given for: a training base, a master's studio, a base for competitions. */
export const DESIGNATION_KINDS = ['HIGH_SKILL_BASE', 'SKILL_MASTER_STUDIO', 'COMPETITION_BASE'] as const;
export type DesignationKind = (typeof DESIGNATION_KINDS)[number];

export const DESIGNATION_LEVELS = ['NATIONAL', 'REGIONAL', 'CITY'] as const;
export type DesignationLevel = (typeof DESIGNATION_LEVELS)[number];

export interface DesignationType {
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
}
