import type { Permissions } from './permission.ts';
import { FINANCE_ROLES } from './role-groups.ts';

const READERS = [{ to: [...FINANCE_ROLES, 'auditor'], relation: 'here', fields: 'masked' }] as const;
const FINANCE = [{ to: FINANCE_ROLES, relation: 'here', fields: 'masked' }] as const;

/** Each evening's reconciliation, the ledger, the use of the funds, the export of the special audit and the quarters of the books. */
export const BOOK_PERMISSIONS = {
  runReconciliation: FINANCE,
  listReconciliations: READERS,
  readReconciliation: READERS,
  explainDifference: [{ to: ['financeChecker'], relation: 'here', fields: 'masked' }],
  listLedgerAccounts: READERS,
  listLedgerEntries: READERS,
  readFundUse: [{ to: [...FINANCE_ROLES, 'bureauReviewer', 'auditor'], relation: 'jurisdiction', fields: 'counts' }],
  readAuditExport: [{ to: ['auditor'], relation: 'jurisdiction', fields: 'masked' }],
  listAccountingPeriods: [
    { to: [...FINANCE_ROLES, 'auditor', 'operatorApprover'], relation: 'here', fields: 'counts' },
  ],
  proposeAccountingClosure: [{ to: ['financeMaker'], relation: 'here', fields: 'counts' }],
  // The maker, too, so that who proposed it hears that it takes another person.
  confirmAccountingClosure: FINANCE,
  reopenAccountingPeriod: [{ to: ['operatorApprover'], relation: 'here', fields: 'counts' }],
} as const satisfies Permissions;
