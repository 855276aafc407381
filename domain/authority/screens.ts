import type { Role } from '../codes.ts';
import { regionPrefix } from './jurisdiction.ts';
import { mayAsk, type OperationId } from './permissions.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, GRANT_DESKS, OFFICE_ROLES, OPERATOR_ROLES } from './role-groups.ts';

/** The screens of the workbench, in the order of its navigation; `ledger…` and `reports…` are parts of one page that not each of its readers has. */
export const SCREENS = [
  'tasks',
  'filings',
  'claims',
  'notices',
  'payouts',
  'bankFiles',
  'stuck',
  'cases',
  'recoveries',
  'reconciliations',
  'ledger',
  'ledgerUse',
  'ledgerQuarters',
  'ledgerAccounts',
  'endpoints',
  'reports',
  'reportsAudit',
  'grants',
  'plans',
  'demand',
  'law',
  'audit',
  'me',
  'practice',
  'print',
] as const;
export type Screen = (typeof SCREENS)[number];

/** Whom a screen is for, and the operations without which it would show nothing. */
interface ScreenRow {
  readonly to: readonly Role[];
  /** Only those of a whole region. */
  readonly ofRegion?: true;
  readonly needs: readonly OperationId[];
}

const BOOK_READERS = [...FINANCE_ROLES, 'auditor'] as const;

/** One of a screen's rows is enough; applicants and machines have no row, and no workbench. A screen is shown only to roles that may ask all that it needs. */
const SCREEN_ROWS: Readonly<Record<Screen, readonly ScreenRow[]>> = {
  tasks: [{ to: OFFICE_ROLES, needs: ['listTasks', 'readTask', 'decideTask'] }],
  filings: [{ to: ['departmentReviewer'], needs: ['listClassFilings', 'getClassFiling', 'addSupervisionVisit'] }],
  claims: [{ to: OFFICE_ROLES, needs: ['listClaims', 'searchClaims', 'getClaim'] }],
  notices: [{ to: ['noticeOfficer'], needs: ['listNotices', 'readNotice', 'confirmNotice'] }],
  payouts: [{ to: FINANCE_ROLES, needs: ['listPayoutBatches', 'readPayoutBatch', 'releasePayoutBatch'] }],
  bankFiles: [
    {
      to: FINANCE_ROLES,
      needs: ['listBankFiles', 'readBankFile', 'listBankFileRows', 'confirmBankFile', 'listFilesOut'],
    },
  ],
  stuck: [
    {
      to: [...OPERATOR_ROLES, ...DEPARTMENT_ROLES, 'bureauReviewer', ...FINANCE_ROLES, 'auditor'],
      needs: ['listStuckClaims'],
    },
    { to: [...GRANT_DESKS, 'planOfficer', 'demandOfficer'], needs: ['listStuckClaims'] },
  ],
  cases: [{ to: ['bureauReviewer'], needs: ['listCases', 'readCase', 'openCase', 'closeCase'] }],
  recoveries: [
    {
      to: [...DEPARTMENT_ROLES, 'bureauReviewer', ...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'],
      needs: ['listRecoveries', 'getRecovery', 'readRecoveryTimeline'],
    },
  ],
  reconciliations: [{ to: BOOK_READERS, needs: ['listReconciliations', 'readReconciliation'] }],
  ledger: [
    { to: ['bureauReviewer'], needs: ['readFundUse'] },
    { to: [...BOOK_READERS, 'operatorApprover'], needs: ['listAccountingPeriods'] },
  ],
  ledgerUse: [{ to: [...BOOK_READERS, 'bureauReviewer'], needs: ['readFundUse'] }],
  ledgerQuarters: [{ to: [...BOOK_READERS, 'operatorApprover'], needs: ['listAccountingPeriods'] }],
  ledgerAccounts: [{ to: BOOK_READERS, needs: ['listLedgerAccounts', 'listLedgerEntries'] }],
  endpoints: [{ to: OPERATOR_ROLES, needs: ['listWebhookEndpoints', 'readWebhookEndpoint', 'listWebhookDeliveries'] }],
  reports: [{ to: ['bureauReviewer', ...BOOK_READERS], needs: ['listBudgets', 'readPlanProgress'] }],
  reportsAudit: [{ to: ['auditor'], needs: ['readAuditExport'] }],
  grants: [
    { to: [...GRANT_DESKS, 'expert'], needs: ['listGrantCalls', 'listGrants', 'readGrant'] },
    { to: FINANCE_ROLES, ofRegion: true, needs: ['listGrantCalls', 'listGrants', 'readGrant'] },
  ],
  plans: [{ to: ['planOfficer', 'bureauReviewer'], needs: ['listAnnualPlans', 'readAnnualPlan'] }],
  demand: [{ to: ['demandOfficer'], needs: ['listDemandCycles', 'listDemandEntries', 'checkDemandEntry'] }],
  law: [{ to: OFFICE_ROLES, needs: ['listPolicies', 'resolvePolicy', 'listRoutes', 'getCalendar'] }],
  audit: [{ to: ['auditor'], needs: ['listAudit', 'verifyAudit'] }],
  me: [{ to: OFFICE_ROLES, needs: ['changePreferences', 'listOwnSessions'] }],
  practice: [{ to: OFFICE_ROLES, needs: ['getPracticeClock', 'movePracticeClock'] }],
  print: [{ to: OFFICE_ROLES, needs: [] }],
};

/** Returns the screens of a person, in the order of the navigation; `practice` only where there is a practice clock. */
export function screensOf(
  { roles, jurisdiction }: { readonly roles: readonly Role[]; readonly jurisdiction: string },
  { isPractice }: { readonly isPractice: boolean },
): readonly Screen[] {
  const isRegion = regionPrefix(jurisdiction).length === 2;
  const isFor = ({ to, ofRegion, needs }: ScreenRow) => {
    const isPlace = ofRegion !== true || isRegion;
    const isAble = (role: Role) => needs.every((operation) => mayAsk([role], operation));
    const isNamed = roles.some((role) => to.includes(role) && isAble(role));
    return isPlace && isNamed;
  };
  return SCREENS.filter((screen) => (screen !== 'practice' || isPractice) && SCREEN_ROWS[screen].some(isFor));
}
