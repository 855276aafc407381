/** What an applicant owes back after an advance: some of it is missing, or all of it came. */
export const RECOVERY_STATES = ['due', 'recovered'] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

export const RECOVERY_STEP_KINDS = ['repaid', 'setOff'] as const;
export type RecoveryStepKind = (typeof RECOVERY_STEP_KINDS)[number];
