/**
 * States of what is asked back: found, approved by a second person, noticed by a letter, due once its days are over;
 * a plan of instalments, an appeal, or the whole sum back. `annulled`: it was not owed. `writtenOff`: it will not come back.
 */
export const RECOVERY_STATES = [
  'found',
  'approved',
  'noticed',
  'due',
  'recovered',
  'appealed',
  'instalments',
  'annulled',
  'writtenOff',
] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

/** Nothing more is asked back; no further act is possible. */
export const ENDED_RECOVERY_STATES = [
  'recovered',
  'annulled',
  'writtenOff',
] as const satisfies readonly RecoveryState[];

/** What is still open of it will not come. */
export const DROPPED_RECOVERY_STATES = ['annulled', 'writtenOff'] as const satisfies readonly RecoveryState[];

/** Money comes back from the approval on. */
export const RETURNABLE_RECOVERY_STATES = [
  'approved',
  'noticed',
  'due',
  'appealed',
  'instalments',
] as const satisfies readonly RecoveryState[];

/** The states that an appeal interrupts and that a ruling leads back to. */
export const NOTICED_RECOVERY_STATES = ['noticed', 'due', 'instalments'] as const satisfies readonly RecoveryState[];

/** Why something is asked back. The system finds the first two by itself. */
export const RECOVERY_CAUSES = [
  'NEGATIVE_SETTLEMENT',
  'ADVANCE_NEVER_CLAIMED',
  'LINE_NOT_ELIGIBLE',
  'WRONG_AMOUNT',
  'INTEGRITY_CASE',
] as const;
export type RecoveryCause = (typeof RECOVERY_CAUSES)[number];

/** The money came back: paid to Finance, or taken from what another claim is due. */
export const RETURNED_STEP_KINDS = ['repaid', 'setOff'] as const;

/** `settled`: a later claim of the class earned what was owed (L1, R-073). */
export const RECOVERY_STEP_KINDS = [...RETURNED_STEP_KINDS, 'settled'] as const;
export type RecoveryStepKind = (typeof RECOVERY_STEP_KINDS)[number];

/** How often the debtor is reminded; after the last one the debt is listed for the credit file. */
export const LAST_DUNNING_LEVEL = 3;

/** A plan has at most this many dates. */
export const MOST_INSTALMENTS = 24;

/** What one person of Finance proposes and another confirms. */
export const RECOVERY_PROPOSALS = ['instalments', 'writeOff'] as const;

/** How a ruling on an appeal ends. */
export const APPEAL_RULINGS = ['uphold', 'dismiss'] as const;
export type AppealRuling = (typeof APPEAL_RULINGS)[number];

/** An appeal that waits, and one that was ruled on. */
export const APPEAL_STATES = ['open', ...APPEAL_RULINGS] as const;
