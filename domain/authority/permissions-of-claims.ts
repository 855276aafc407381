import { CASE_READERS, OWNERS } from './case-readers.ts';
import { PAPER_READERS } from './paper-readers.ts';
import type { Permissions } from './permission.ts';
import { FINANCE_ROLES } from './role-groups.ts';

const MAKER = [{ to: ['financeMaker'], relation: 'here', fields: 'masked' }] as const;
/** Finance holds what is before it; what is held on a case is held by the case. */
const HOLDERS = [
  { to: ['operator'], relation: 'here', fields: 'masked' },
  { to: ['financeMaker'], relation: 'seat', fields: 'masked' },
] as const;
/** Anybody who asks for a claim that is not theirs hears that there is none, or that the act is its owner's. */
const OWN_ACT = [{ to: 'everybody', relation: 'own', fields: 'whole' }] as const;
/** The maker who entered it, and no other one. */
const OWN_ENTRY = [{ to: ['financeMaker'], relation: 'seat', fields: 'masked' }] as const;
const CHECKER = [{ to: ['financeChecker'], relation: 'here', fields: 'masked' }] as const;
/** The maker, too, so that who entered it hears that it takes another person. */
const FINANCE = [{ to: FINANCE_ROLES, relation: 'seat', fields: 'masked' }] as const;

export const CLAIM_PERMISSIONS = {
  createClaim: OWNERS,
  listClaims: CASE_READERS,
  searchClaims: CASE_READERS,
  submitClaim: OWN_ACT,
  importClaimEntries: OWNERS,
  listClaimEntries: CASE_READERS,
  removeClaimEntry: OWNERS,
  putClaimDocument: OWNERS,
  getClaimDocument: PAPER_READERS,
  listClaimDocuments: CASE_READERS,
  listClaimDocumentVersions: CASE_READERS,
  putLineDocument: OWNERS,
  getLineDocument: PAPER_READERS,
  getClaim: CASE_READERS,
  listClaimLines: CASE_READERS,
  printClaimSheet: CASE_READERS,
  getClaimTimeline: CASE_READERS,
  getClaimChanges: CASE_READERS,
  getClaimCalculation: CASE_READERS,
  getClaimPolicy: CASE_READERS,
  listClaimPayouts: CASE_READERS,
  diagnoseClaim: CASE_READERS,
  resubmitClaim: OWN_ACT,
  withdrawClaim: OWN_ACT,
  correctPayeeAccount: OWN_ACT,
  completeContractCheck: OWN_ACT,
  sendContractEvidence: OWN_ACT,
  holdClaim: HOLDERS,
  releaseHold: HOLDERS,
  setOffRecovery: MAKER,
  enterRepayment: MAKER,
  confirmRepayment: FINANCE,
  rejectRepayment: CHECKER,
  withdrawRepayment: OWN_ENTRY,
  confirmSetOff: FINANCE,
  rejectSetOff: CHECKER,
  withdrawSetOff: OWN_ENTRY,
} as const satisfies Permissions;
