import type { Permissions } from './permission.ts';
import { FINANCE_ROLES, GRANT_DESKS, OPERATOR_ROLES } from './role-groups.ts';

const HOLDERS = [{ to: ['applicant'], relation: 'own', fields: 'whole' }] as const;
const OFFICES = [...GRANT_DESKS, 'noticeOfficer', ...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'] as const;
/** An expert reads the applications of the own panel. */
const GRANT_READERS = [
  ...HOLDERS,
  { to: OFFICES, relation: 'jurisdiction', fields: 'masked' },
  { to: ['expert'], relation: 'seat', fields: 'masked' },
] as const;
const PAPER_READERS = [
  ...HOLDERS,
  { to: [...GRANT_DESKS, 'auditor'], relation: 'jurisdiction', fields: 'whole' },
  { to: ['expert'], relation: 'seat', fields: 'whole' },
] as const;
/** A call is public; only an office sees its panel. */
const CALL_READERS = [{ to: 'everybody', relation: 'any', fields: 'counts' }] as const;
const OFFICERS = [{ to: ['grantOfficer'], relation: 'seat', fields: 'masked' }] as const;
const PUBLIC = [{ to: 'anybody', relation: 'any', fields: 'counts' }] as const;
const CALL_OFFICES = [{ to: [...GRANT_DESKS, 'auditor'], relation: 'jurisdiction', fields: 'masked' }] as const;

/** Calls of grants, their panels, and applications until the agreement. */
export const GRANT_PERMISSIONS = {
  listGrantCalls: CALL_READERS,
  readGrantCall: CALL_READERS,
  listPublicGrantCalls: PUBLIC,
  readPublicGrantCall: PUBLIC,
  setGrantCallQuota: OFFICERS,
  setGrantCallPanel: OFFICERS,
  changeGrantCallPanel: OFFICERS,
  closeGrantCallScoring: OFFICERS,
  proposeGrants: OFFICERS,
  endGrantCall: OFFICERS,
  cancelGrantCall: [{ to: ['grantApprover'], relation: 'seat', fields: 'masked' }],
  readGrantRanking: CALL_OFFICES,
  readGrantCallTimeline: [{ to: OFFICES, relation: 'jurisdiction', fields: 'masked' }],
  diagnoseGrantCall: [{ to: OFFICES, relation: 'jurisdiction', fields: 'masked' }],
  listExperts: [{ to: ['grantOfficer'], relation: 'any', fields: 'whole' }],
  // Under any open call; the draft is the applicant's own.
  createGrant: [{ to: ['applicant'], relation: 'any', fields: 'whole' }],
  patchGrant: HOLDERS,
  putGrantDocument: HOLDERS,
  submitGrant: HOLDERS,
  resubmitGrant: HOLDERS,
  withdrawGrant: HOLDERS,
  withdrawGrantScore: [{ to: ['expert'], relation: 'seat', fields: 'masked' }],
  listGrants: GRANT_READERS,
  readGrant: GRANT_READERS,
  listGrantDocuments: GRANT_READERS,
  listGrantDocumentVersions: GRANT_READERS,
  // Each reading by the audit with a purpose.
  readGrantDocument: PAPER_READERS,
  putGrantYearDocument: HOLDERS,
  readGrantYearDocument: PAPER_READERS,
  readGrantScores: CALL_OFFICES,
  readGrantTimeline: [...HOLDERS, { to: OFFICES, relation: 'jurisdiction', fields: 'masked' }],
  readGrantPolicy: GRANT_READERS,
  diagnoseGrant: GRANT_READERS,
  listGrantPayouts: [...HOLDERS, { to: OFFICES, relation: 'jurisdiction', fields: 'masked' }],
  signGrantAgreement: HOLDERS,
  requestGrantAcceptance: HOLDERS,
  reportGrantYear: HOLDERS,
  rectifyGrantYear: HOLDERS,
  makeGrantStatement: HOLDERS,
  relinquishGrant: HOLDERS,
  correctGrantAccount: HOLDERS,
  suspendGrant: OFFICERS,
  resumeGrant: OFFICERS,
  enterGrantRepayment: [{ to: ['financeMaker'], relation: 'seat', fields: 'masked' }],
  confirmGrantRepayment: [{ to: ['financeChecker'], relation: 'seat', fields: 'masked' }],
  rejectGrantRepayment: [{ to: ['financeChecker'], relation: 'seat', fields: 'masked' }],
  withdrawGrantRepayment: [{ to: ['financeMaker'], relation: 'seat', fields: 'masked' }],
  // By HR of the office, for its own jurisdiction; another person confirms.
  importDesignations: [{ to: ['grantOfficer'], relation: 'any', fields: 'whole' }],
  listDesignationImports: [{ to: [...GRANT_DESKS, 'auditor'], relation: 'jurisdiction', fields: 'whole' }],
  readDesignationImport: [{ to: [...GRANT_DESKS, 'auditor'], relation: 'jurisdiction', fields: 'whole' }],
  confirmDesignationImport: [{ to: ['grantApprover'], relation: 'seat', fields: 'whole' }],
  listDesignations: [{ to: OFFICES, relation: 'jurisdiction', fields: 'masked' }],
  listPublicDesignations: PUBLIC,
  readDesignationReport: [{ to: OFFICES, relation: 'jurisdiction', fields: 'counts' }],
} as const satisfies Permissions;
