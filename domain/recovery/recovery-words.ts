/** States of an applicant's debt after an advance: not yet fully repaid, or repaid in full. */
export const RECOVERY_STATES = ['due', 'recovered'] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

export const RECOVERY_STEP_KINDS = ['repaid', 'setOff'] as const;
export type RecoveryStepKind = (typeof RECOVERY_STEP_KINDS)[number];
