/** States of an applicant's debt after an advance: not yet fully repaid, or repaid in full. */
export const RECOVERY_STATES = ['due', 'recovered'] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

/** The money came back: paid to Finance, or taken from what another claim is due. */
export const RETURNED_STEP_KINDS = ['repaid', 'setOff'] as const;

/** `settled`: a later claim of the class earned what was owed (L1, R-073). */
export const RECOVERY_STEP_KINDS = [...RETURNED_STEP_KINDS, 'settled'] as const;
export type RecoveryStepKind = (typeof RECOVERY_STEP_KINDS)[number];
