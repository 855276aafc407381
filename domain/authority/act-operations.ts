import type { OfferedAct, OFFERED_ACTS } from '../act-words.ts';
import type { OperationId } from './permissions.ts';

type OperationsOfActs = {
  readonly [Of in keyof typeof OFFERED_ACTS]: Readonly<Record<OfferedAct<Of>, OperationId>>;
};

/** The operation that carries out each act that a resource offers, so that `acts` and the door read one row. */
export const OPERATION_OF_ACT: OperationsOfActs = {
  claim: {
    submit: 'submitClaim',
    withdraw: 'withdrawClaim',
    resubmit: 'resubmitClaim',
    correctAccount: 'correctPayeeAccount',
    importEntries: 'importClaimEntries',
    putDocument: 'putClaimDocument',
    sendContractEvidence: 'sendContractEvidence',
    completeContractCheck: 'completeContractCheck',
    approve: 'decideTask',
    returnForCorrection: 'decideTask',
    returnToDepartment: 'decideTask',
    returnToBureau: 'decideTask',
    reject: 'decideTask',
    hold: 'holdClaim',
    releaseHold: 'releaseHold',
  },
  filing: {
    edit: 'patchClassFiling',
    putDocument: 'putFilingDocument',
    importRoster: 'importRoster',
    importAttendance: 'importAttendance',
    importResults: 'importResults',
    addSupervision: 'addSupervisionVisit',
    submit: 'submitClassFiling',
    withdraw: 'withdrawClassFiling',
    accept: 'decideTask',
    returnForCorrection: 'decideTask',
    routeTo: 'decideTask',
    claim: 'createClaim',
  },
  task: {
    claim: 'claimTask',
    release: 'releaseTask',
    transfer: 'transferTask',
    extension: 'extendTask',
    remind: 'remindTask',
    approve: 'decideTask',
    returnForCorrection: 'decideTask',
    returnToDepartment: 'decideTask',
    returnToBureau: 'decideTask',
    reject: 'decideTask',
    hold: 'decideTask',
    accept: 'decideTask',
    routeTo: 'decideTask',
    uphold: 'decideTask',
    dismiss: 'decideTask',
  },
  notice: { confirmation: 'confirmNotice', rejection: 'rejectNotice', withdrawal: 'withdrawNotice' },
  batch: { release: 'releasePayoutBatch', rejection: 'rejectPayoutBatch' },
  case: { closure: 'closeCase', confirmation: 'confirmCaseClosure' },
  // Set-offs and matches have the same rows.
  moneyEntry: { confirmation: 'confirmRepayment', rejection: 'rejectRepayment', withdrawal: 'withdrawRepayment' },
  parkedEvent: {
    match: 'matchPayoutEvent',
    confirmation: 'confirmPayoutEventMatch',
    rejection: 'rejectPayoutEventMatch',
    withdrawal: 'withdrawPayoutEventMatch',
  },
};
