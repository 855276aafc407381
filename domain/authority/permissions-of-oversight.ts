import { PAPER_READERS } from './paper-readers.ts';
import type { Permissions } from './permission.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, GRANT_DESKS, OPERATOR_ROLES, POLICY_ROLES } from './role-groups.ts';

/** S3: who has no part in the case; `judgeCloser` says it whole. */
const CASE_END = [{ to: ['bureauReviewer'], relation: 'seat', fields: 'masked' }] as const;
const INVESTIGATED = [
  {
    to: ['departmentReviewer', 'bureauReviewer', ...OPERATOR_ROLES, 'auditor'],
    relation: 'jurisdiction',
    fields: 'masked',
  },
] as const;
const AUDIT = [{ to: ['auditor', ...OPERATOR_ROLES], relation: 'jurisdiction', fields: 'masked' }] as const;
/** Findings name ids alone. A run is of the whole office, in figures. */
const FINDINGS = [{ to: ['auditor', ...OPERATOR_ROLES], relation: 'jurisdiction', fields: 'counts' }] as const;
const MENDED = [{ to: OPERATOR_ROLES, relation: 'jurisdiction', fields: 'counts' }] as const;
const MONEY_REPORT = [
  { to: [...FINANCE_ROLES, 'bureauReviewer', 'operator', 'auditor'], relation: 'jurisdiction', fields: 'counts' },
] as const;

/** Who makes the rules sees what becomes of them, and nobody whom it concerns. */
const POLICY_FIGURES = { to: POLICY_ROLES, relation: 'jurisdiction', fields: 'counts' } as const;

/** Of a class or claim as `PAPER_READERS` says; of a grant those who read it by `readGrantDocument`. */
const FILE_READERS = [
  ...PAPER_READERS,
  { to: ['grantOfficer', 'grantApprover', 'expert'], relation: 'seat', fields: 'whole' },
] as const;

/** Cases, audit, reports, reveals, why things wait, and what the office checks of itself. */
export const OVERSIGHT_PERMISSIONS = {
  readFile: FILE_READERS,
  readFileText: FILE_READERS,
  openCase: [
    { to: ['departmentReviewer'], relation: 'organHere', fields: 'masked' },
    { to: ['bureauReviewer'], relation: 'bureau', fields: 'masked' },
  ],
  closeCase: CASE_END,
  confirmCaseClosure: CASE_END,
  listCases: INVESTIGATED,
  readCase: INVESTIGATED,
  listAudit: AUDIT,
  verifyAudit: AUDIT,
  listAuditRoots: [{ to: ['auditor'], relation: 'jurisdiction', fields: 'counts' }],
  listPublicAuditRoots: [{ to: 'anybody', relation: 'any', fields: 'counts' }],
  listBudgets: [...MONEY_REPORT, POLICY_FIGURES],
  // Of what they may see, each change.
  readFeed: [{ to: 'everybody', relation: 'own', fields: 'counts' }],
  readPlanProgress: [
    {
      to: ['departmentReviewer', 'bureauReviewer', ...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'],
      relation: 'jurisdiction',
      fields: 'counts',
    },
    POLICY_FIGURES,
  ],
  listStuckClaims: [
    {
      to: [...OPERATOR_ROLES, 'auditor', 'bureauReviewer', ...FINANCE_ROLES],
      relation: 'jurisdiction',
      fields: 'masked',
    },
    { to: DEPARTMENT_ROLES, relation: 'responsibleOrgan', fields: 'masked' },
    // No claims: of grants, calls, plans and cycles those that they read.
    { to: [...GRANT_DESKS, 'planOfficer', 'demandOfficer'], relation: 'seat', fields: 'masked' },
    POLICY_FIGURES,
  ],
  startIntegrityRun: MENDED,
  readIntegrityRun: FINDINGS,
  listIntegrityFindings: FINDINGS,
  explainIntegrityFinding: MENDED,
  reveal: [
    { to: DEPARTMENT_ROLES, relation: 'organHere', fields: 'whole' },
    { to: ['bureauReviewer'], relation: 'bureau', fields: 'whole' },
    { to: [...FINANCE_ROLES, 'operator', 'auditor'], relation: 'jurisdiction', fields: 'whole' },
  ],
} as const satisfies Permissions;
