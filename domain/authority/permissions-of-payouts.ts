import type { Permissions } from './permission.ts';
import { FINANCE_ROLES } from './role-groups.ts';

const READERS = [{ to: [...FINANCE_ROLES, 'operator', 'auditor'], relation: 'here', fields: 'masked' }] as const;
const MAKER = [{ to: ['financeMaker'], relation: 'here', fields: 'masked' }] as const;
/** The maker who entered it, and no other one. */
const OWN_ENTRY = [{ to: ['financeMaker'], relation: 'seat', fields: 'masked' }] as const;
const CHECKER = [{ to: ['financeChecker'], relation: 'here', fields: 'masked' }] as const;
/** The maker, too, so that who drafted hears that it takes another person. */
const FINANCE = [{ to: FINANCE_ROLES, relation: 'seat', fields: 'masked' }] as const;
const EVENT_READERS = [{ to: [...FINANCE_ROLES, 'operator'], relation: 'here', fields: 'masked' }] as const;

const FILE_READERS = [
  { to: [...FINANCE_ROLES, 'operator', 'auditor', 'financeSystem'], relation: 'here', fields: 'masked' },
] as const;

export const PAYOUT_PERMISSIONS = {
  listPayables: READERS,
  createPayoutBatch: MAKER,
  listPayoutBatches: READERS,
  readPayoutBatch: READERS,
  diagnosePayoutBatch: READERS,
  printBatchSheet: READERS,
  listPayoutInstructions: READERS,
  releasePayoutBatch: FINANCE,
  rejectPayoutBatch: FINANCE,
  readPayoutFile: [{ to: FINANCE_ROLES, relation: 'here', fields: 'whole' }],
  listPayoutFiles: READERS,
  listFilesOut: READERS,
  enterPayoutResults: MAKER,
  listPayoutResults: EVENT_READERS,
  confirmPayoutResults: FINANCE,
  // The signature says which machine sent it.
  receivePayoutEvent: [{ to: 'anybody', relation: 'own', fields: 'whole' }],
  listUnmatchedPayoutEvents: EVENT_READERS,
  matchPayoutEvent: MAKER,
  confirmPayoutEventMatch: FINANCE,
  rejectPayoutEventMatch: CHECKER,
  withdrawPayoutEventMatch: OWN_ENTRY,
  listPayoutEvents: EVENT_READERS,
  dismissPayoutEvent: CHECKER,
  readPayoutEventBody: EVENT_READERS,
  // A machine's counts at once, a maker's once a checker confirms it.
  enterBankFile: [{ to: ['financeMaker', 'financeSystem'], relation: 'here', fields: 'masked' }],
  listBankFiles: FILE_READERS,
  readBankFile: FILE_READERS,
  listBankFileRows: FILE_READERS,
  confirmBankFile: FINANCE,
  rejectBankFile: FINANCE,
} as const satisfies Permissions;
