import type { Route } from './route.ts';
import type { CaseDependencies } from '../integrity/case-dependencies.ts';
import { caseRoutes } from '../integrity/case-routes.ts';
import type { AdvanceDependencies } from '../recovery/advance-dependencies.ts';
import { advanceRoutes } from '../recovery/advance-routes.ts';
import { claimRoutes } from '../claim/claim-routes.ts';
import type { DemandDependencies } from '../demand/demand-dependencies.ts';
import { demandRoutes } from '../demand/demand-routes.ts';
import type { EventDependencies } from '../event/event-ports.ts';
import { eventRoutes } from '../event/event-routes.ts';
import { periodRoutes, type PeriodDependencies } from '../period/period-routes.ts';
import { fileRoutes, type FileDependencies } from '../oversight/file-routes.ts';
import { caseCourseRoutes } from '../oversight/case-course-routes.ts';
import type { CaseReads } from '../oversight/case-reads.ts';
import type { Standings } from '../oversight/diagnosis-ports.ts';
import { diagnosisRoutes } from '../oversight/diagnosis-routes.ts';
import type { GrantDependencies } from '../grant/find-grants.ts';
import { grantRoutes } from '../grant/grant-routes.ts';
import { intakeRoutes, type IntakeDependencies } from '../filing/intake-routes.ts';
import { planRoutes } from '../plan/plan-routes.ts';
import type { PlanDependencies } from '../plan/show-plan.ts';
import { claimSheetRoute } from '../claim/claim-sheet.ts';
import { noticeSheetRoute } from '../notice/notice-sheet.ts';
import { batchSheetRoute } from '../payout/batch-sheet.ts';
import type { SheetPage } from './sheet.ts';
import { noticeRoutes, type NoticeDependencies } from '../notice/notice-routes.ts';
import { publicNoticeRoutes, type PublicNoticeDependencies } from '../notice/public-notice-routes.ts';
import type { PayoutEventDependencies } from '../payout/payout-event-dependencies.ts';
import { bankFileRoutes, type BankFileDependencies } from '../bank-file/bank-file-routes.ts';
import { fileOutRoutes, type FileOutDependencies } from '../bank-file/file-out-routes.ts';
import { payoutRoutes } from '../payout/payout-routes.ts';
import { absenceRoutes, type AbsenceDependencies } from '../people/absence-routes.ts';
import { notificationRoutes, type NotificationDependencies } from '../people/notification-routes.ts';
import { accountingRoutes, type AccountingDependencies } from '../accounting-period/accounting-routes.ts';
import { ledgerRoutes, type LedgerDependencies } from '../ledger/ledger-routes.ts';
import { checkRoutes, type CheckDependencies } from '../check/check-routes.ts';
import { reconciliationRoutes, type ReconciliationDependencies } from '../reconciliation/reconciliation-routes.ts';
import { reportRoutes, type ReportDependencies } from '../oversight/report-routes.ts';

import { feedRoutes, type FeedDependencies } from '../oversight/feed-routes.ts';
import type { RepairDependencies } from '../repair/propose-repair.ts';
import { repairRoutes } from '../repair/repair-routes.ts';
import { revealRoutes, type RevealDependencies } from '../oversight/reveal-routes.ts';
import { taskRoutes, type TaskDependencies } from '../task/task-routes.ts';

export interface EveryDependency {
  readonly intake: IntakeDependencies;
  readonly claims: AdvanceDependencies;
  readonly courses: CaseReads;
  readonly tasks: TaskDependencies;
  readonly grants: GrantDependencies;
  readonly notices: NoticeDependencies;
  readonly publicNotices: PublicNoticeDependencies;
  readonly payouts: Omit<PayoutEventDependencies, 'debts'>;
  readonly bankFiles: FileOutDependencies & BankFileDependencies;
  /** Draws the A4 sheets. */
  readonly sheet: SheetPage;
  readonly reports: ReportDependencies;
  readonly books: ReconciliationDependencies & LedgerDependencies & AccountingDependencies;
  readonly checks: CheckDependencies;
  readonly feed: FeedDependencies;
  readonly reveals: RevealDependencies;
  readonly files: FileDependencies['files'];
  readonly cases: CaseDependencies;
  readonly plans: PlanDependencies;
  readonly demand: DemandDependencies;
  readonly periods: PeriodDependencies;
  readonly events: EventDependencies;
  readonly absences: AbsenceDependencies;
  readonly notifications: NotificationDependencies;
  readonly standings: Standings;
  readonly repairs: RepairDependencies;
}

/** All routes of the contract, in reading order; the application mounts them and the OpenAPI document lists them. */
export function everyRoute(deps: EveryDependency): readonly Route[] {
  return [
    ...intakeRoutes(deps.intake),
    ...claimRoutes(deps.claims),
    ...advanceRoutes(deps.claims),
    ...diagnosisRoutes({
      ...deps.claims,
      standings: deps.standings,
      others: {
        missingPeriods: (caller, at) => deps.periods.periods.missing(caller, at),
        disabledEndpoints: (caller) => deps.events.endpoints.disabled(caller),
        untakenBankFiles: (caller, before) => deps.bankFiles.files.untaken(caller, before),
      },
    }),
    ...caseCourseRoutes({
      filings: deps.intake.filings,
      notices: deps.notices.notices,
      payouts: deps.payouts.payouts,
      cases: deps.courses,
      standings: deps.standings,
    }),
    ...taskRoutes(deps.tasks),
    ...grantRoutes(deps.grants),
    claimSheetRoute({ ...deps.claims, sheet: deps.sheet }),
    noticeSheetRoute({ ...deps.notices, sheet: deps.sheet }),
    batchSheetRoute({ ...deps.payouts, sheet: deps.sheet }),
    ...noticeRoutes(deps.notices),
    ...publicNoticeRoutes(deps.publicNotices),
    ...payoutRoutes({ ...deps.payouts, debts: deps.claims }),
    ...fileOutRoutes(deps.bankFiles),
    ...bankFileRoutes(deps.bankFiles),
    ...reportRoutes(deps.reports),
    ...reconciliationRoutes(deps.books),
    ...ledgerRoutes(deps.books),
    ...accountingRoutes(deps.books),
    ...checkRoutes(deps.checks),
    ...feedRoutes(deps.feed),
    ...revealRoutes(deps.reveals),
    ...fileRoutes({
      files: deps.files,
      claims: deps.claims.claims,
      filings: deps.intake.filings,
      grants: deps.grants.grants,
    }),
    ...caseRoutes(deps.cases),
    ...planRoutes(deps.plans),
    ...periodRoutes(deps.periods),
    ...demandRoutes(deps.demand),
    ...eventRoutes(deps.events),
    ...absenceRoutes(deps.absences),
    ...notificationRoutes(deps.notifications),
    ...repairRoutes(deps.repairs),
  ];
}
