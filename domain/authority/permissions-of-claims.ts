import { PAPER_READERS } from './paper-readers.ts';
import type { Permissions } from './permission.ts';

const OWN = [{ to: ['applicant'], relation: 'own', fields: 'whole' }] as const;
const OWN_ACT = [{ to: 'everybody', relation: 'own', fields: 'whole' }] as const;
const READERS = [{ to: 'everybody', relation: 'jurisdiction', fields: 'masked' }] as const;
const MAKER = [{ to: ['financeMaker'], relation: 'here', fields: 'masked' }] as const;

export const CLAIM_PERMISSIONS = {
  createClaim: OWN,
  listClaims: READERS,
  submitClaim: OWN_ACT,
  importClaimEntries: OWN,
  listClaimEntries: READERS,
  removeClaimEntry: OWN,
  putClaimDocument: OWN,
  getClaimDocument: PAPER_READERS,
  listClaimDocuments: READERS,
  putLineDocument: OWN,
  getLineDocument: PAPER_READERS,
  getClaim: READERS,
  listClaimLines: READERS,
  getClaimTimeline: READERS,
  getClaimPolicy: READERS,
  listClaimPayouts: READERS,
  diagnoseClaim: READERS,
  resubmitClaim: OWN_ACT,
  withdrawClaim: OWN_ACT,
  correctPayeeAccount: OWN_ACT,
  completeContractCheck: OWN_ACT,
  sendContractEvidence: OWN_ACT,
  holdClaim: [{ to: 'everybody', relation: 'here', fields: 'masked' }],
  releaseHold: [{ to: 'everybody', relation: 'here', fields: 'masked' }],
  setOffRecovery: MAKER,
  enterRepayment: MAKER,
} as const satisfies Permissions;
