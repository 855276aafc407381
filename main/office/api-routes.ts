import type { RegisterAsker } from '../../activities/register-ports.ts';
import type { WorkflowDesk } from '../../api/kernel/entity-desk.ts';
import { sessionCookie } from '../../api/kernel/caller.ts';
import type { Clock } from '../../api/kernel/clock.ts';
import { fewAtOnce } from '../../api/kernel/few-at-once.ts';
import type { PracticeClock } from '../../api/practice/practice-ports.ts';
import { createFilingDesk } from '../../api/filing/filing-desk.ts';
import type { EveryDependency } from '../../api/kernel/every-route.ts';
import type { Sessions } from '../../api/people/session-ports.ts';
import type { Standings } from '../../api/oversight/diagnosis-ports.ts';
import type { SignInDesk } from '../../api/people/sign-in.ts';
import { createFeedHub } from '../../api/oversight/feed-hub.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { placeWord } from '../../domain/texts/place-words.ts';
import { lawNames } from '../../domain/policy/law-names.ts';
import { occupationNames } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { KeptApart } from '../../domain/oversight/audit-verification.ts';
import { moneyOf } from './money-routes.ts';
import { createMoneyEntries, type EntryContext } from '../../prisma/recordings/money-entries.ts';
import { createAdvanceStore } from '../../prisma/recovery/advance-store.ts';
import type { AuditReadKeys } from '../../prisma/kernel/audit-digests.ts';
import { createAccessLog } from '../../prisma/oversight/access-log.ts';
import { createAbsenceStore } from '../../prisma/people/absence-store.ts';
import { createConflicts } from '../../api/oversight/conflict-view.ts';
import { createConflictReads } from '../../prisma/oversight/conflict-store.ts';
import { createAuditReads } from '../../prisma/oversight/audit-reads.ts';
import { createAnnualPlanStore } from '../../prisma/plan/annual-plan-store.ts';
import { createBudgetStore } from '../../prisma/payout/budget-store.ts';
import { createCaseStore } from '../../prisma/integrity/case-store.ts';
import { createClaimStore } from '../../prisma/claim/claim-store.ts';
import type { Database } from '../../prisma/kernel/connection.ts';
import { createDemandStore } from '../../prisma/demand/demand-store.ts';
import { createDiagnosisStore } from '../../prisma/oversight/diagnosis-facts.ts';
import { createFileReads } from '../../prisma/oversight/file-reads.ts';
import { createFilingStore } from '../../prisma/filing/filing-store.ts';
import { createFilingSubmission } from '../../prisma/filing/filing-submission.ts';
import { createCallStore } from '../../prisma/grant/call-store.ts';
import { createGrantStore } from '../../prisma/grant/grant-store.ts';
import { createCaseReads } from '../../prisma/oversight/case-reads.ts';
import { createEntityReads } from '../../prisma/oversight/entity-reads.ts';
import { createTitleImports } from '../../prisma/grant/title-import-store.ts';
import { createTitleStore } from '../../prisma/grant/title-store.ts';
import { createGrantRepayments } from '../../prisma/recordings/grant-repayments.ts';
import { createAccountingStore } from '../../prisma/accounting-period/accounting-store.ts';
import { createLedgerStore } from '../../prisma/ledger/ledger-store.ts';
import { createCheckStore } from '../../prisma/check/check-store.ts';
import { createReconciliationStore } from '../../prisma/reconciliation/reconciliation-store.ts';
import { createNoticeStore } from '../../prisma/notice/notice-store.ts';
import { createNotificationStore } from '../../prisma/people/notification-store.ts';
import { createPeriodReads } from '../../prisma/period/period-reads.ts';
import { createPracticeRegisters } from '../../prisma/practice/practice-registers.ts';
import { RATE_ALLOWANCES, type RateLimits } from '../../api/kernel/rate-limit.ts';
import { createRateLimits } from '../../prisma/kernel/rate-limit-store.ts';
import type { EngineRuns } from '../../activities/repair-ports.ts';
import { createRelationStore } from '../../prisma/integrity/relation-store.ts';
import { createFeedEntries } from '../../prisma/oversight/feed-entries.ts';
import { createFeedSights } from '../../prisma/people/feed-sights.ts';
import { createRevealStore } from '../../prisma/oversight/reveal-store.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import { createPreferenceStore } from '../../prisma/people/preference-store.ts';
import { createSignInBrake } from '../../prisma/people/sign-in-brake.ts';
import { createBulkStore } from '../../prisma/task/bulk-store.ts';
import { createDraftStore } from '../../prisma/task/draft-store.ts';
import { createViewStore } from '../../prisma/task/view-store.ts';
import { createTaskStore } from '../../prisma/task/task-store.ts';
import { demandFormPage } from '../../web/pages/demand-form-page.ts';
import { sheetPage } from '../../web/pages/sheet-page.ts';
import { eventsOf } from './event-parts.ts';
import { repairsOf } from './repair-parts.ts';
import { recoveryPartsOf } from './recovery-parts.ts';
import { noticePages } from '../../web/pages/notice-pages.ts';
import type { WebhookGate } from './webhook-gate.ts';

export interface RouteParts {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly library: PolicyLibrary;
  readonly clock: Clock;
  /** Null in live mode, where practice routes do not exist (D20). */
  readonly practiceClock: (Clock & PracticeClock) | null;
  readonly asker: RegisterAsker;
  readonly desk: WorkflowDesk;
  readonly standings: Standings;
  readonly runs: EngineRuns;
  readonly sessions: Sessions;
  readonly noticePersonsDays: number;
  /** How many reveals a person has in an hour, if not as many as `RATE_ALLOWANCES` says. */
  readonly revealsPerHour?: number;
  /** How often the readers of the feed get a sign of life, if not as often as the hub says. */
  readonly feedBeatMs?: number;
  /** Signs the words about money of people of Finance, and knows those of other API processes (S4). */
  readonly signing: EntryContext;
  /** With which the audit is verified (S15). */
  readonly auditKeys: AuditReadKeys;
  /** The copies of roots and last place that are kept outside the database; null where this process has none. */
  readonly auditApart: () => KeptApart | null;
  /** Judges the addresses to which events are pushed. */
  readonly webhookGate: WebhookGate;
  /** The office's own folder of packs, which may hold official schemas of messages; absent where it has none. */
  readonly policies?: string | undefined;
}

/** All stores that the routes use, over one database. */
export function routeDependencies(parts: RouteParts): EveryDependency {
  const { database, sealer, library, asker, desk } = parts;
  const { pool } = database;
  const limits = createRateLimits(pool, sealer, allowancesOf(parts));
  const entries = createMoneyEntries(pool, parts.signing);
  const audit = createAuditReads(pool, parts.auditKeys, parts.auditApart);
  return {
    intake: intakeOf(parts, audit),
    claims: {
      claims: createClaimStore(pool, { sealer, asker, library }),
      advances: createAdvanceStore(pool, library, sealer),
      ...recoveryPartsOf(pool, desk, parts.practiceClock === null ? 'live' : 'practice'),
      entries,
      diagnoses: createDiagnosisStore(pool, library),
      names: lawNames(library),
      desk,
      library,
    },
    courses: createCaseReads(pool),
    standings: parts.standings,
    tasks: tasksOf(parts),
    grants: grantsOf(parts),
    ...noticesOf(parts, limits, audit),
    reports: { budgets: createBudgetStore(pool), library },
    books: booksOf(parts),
    checks: { checks: createCheckStore(parts.database.pool, parts.sealer) },
    plans: { plans: createAnnualPlanStore(pool), reads: createEntityReads(pool), desk, library },
    ...shownOf(parts, limits),
    cases: {
      cases: createCaseStore(pool, parts.signing),
      relations: createRelationStore(pool),
      audit,
      library,
      async deliver(actId) {
        await desk.deliver(actId, CASE_WITHIN_MS);
      },
    },
    events: eventsOf(parts),
    absences: { absences: createAbsenceStore(pool, sealer), library },
    notifications: { notifications: createNotificationStore(pool) },
    repairs: repairsOf(parts),
    ...yearsOf(parts, limits),
    ...moneyOf(parts, entries),
  };
}

/** What waits for people, and what they keep about it. */
function tasksOf({ database: { pool }, sealer, desk, library, signing }: RouteParts): EveryDependency['tasks'] {
  return {
    tasks: createTaskStore(pool, sealer),
    views: createViewStore(pool, sealer),
    drafts: createDraftStore(pool, sealer),
    bulks: createBulkStore(pool, { sealer, sign: signing.sign }),
    conflicts: createConflicts(createConflictReads(pool)),
    desk,
    library,
    async deliver(actId) {
      await desk.deliver(actId, BULK_WITHIN_MS);
    },
  };
}

/** Who asks, and what begins with a class. */
function intakeOf(parts: RouteParts, audit: EveryDependency['intake']['audit']): EveryDependency['intake'] {
  const { database, sealer, library, desk, sessions, practiceClock } = parts;
  const { pool } = database;
  return {
    sessions,
    signInDesk: signInDeskOf(parts),
    cookie: sessionCookie(practiceClock === null ? 'live' : 'practice'),
    preferences: createPreferenceStore(pool),
    access: createAccessLog(pool),
    filings: createFilingStore(pool, sealer),
    desk: createFilingDesk(desk, createFilingSubmission(pool, library)),
    library,
    audit,
    practice: practiceOf(parts),
  };
}

/** What shows personal data to officials and records it, and what tells them of changes. */
function shownOf(parts: RouteParts, { reveal }: RateLimits) {
  const { sealer, sessions, feedBeatMs: beatMs } = parts;
  const { pool } = parts.database;
  const feed = { entries: createFeedEntries(pool), sights: createFeedSights(pool), sessions, beatMs };
  return {
    reveals: { reveals: createRevealStore(pool, sealer), revealLimit: reveal },
    files: createFileReads(pool, sealer),
    feed: { feed: createFeedHub(feed) },
  };
}

/** The clocks of the year, and the demand lists. */
function yearsOf({ database: { pool }, sealer, library, desk, practiceClock }: RouteParts, { demand }: RateLimits) {
  return {
    periods: { periods: createPeriodReads(pool, library, practiceClock !== null) },
    demand: {
      demand: createDemandStore(pool, sealer),
      reads: createEntityReads(pool),
      desk,
      library,
      entryLimit: demand,
      formPage: demandFormPage(practiceClock === null ? 'live' : 'practice'),
    },
  };
}

/** Each evening's reconciliation, the ledger and the quarters of the books. */
function booksOf({ database: { pool }, sealer, library }: RouteParts): EveryDependency['books'] {
  return {
    reconciliations: createReconciliationStore(pool, sealer, library),
    ledger: createLedgerStore(pool),
    accounting: createAccountingStore(pool, sealer, library),
    library,
  };
}

/** Null in live mode. */
function practiceOf({ practiceClock: clock, database: { pool }, sealer }: RouteParts) {
  return clock === null ? null : { clock, registers: createPracticeRegisters(pool, sealer) };
}

/** Calls and applications, until their titles end. */
function grantsOf({ database: { pool }, sealer, desk, library, signing }: RouteParts): EveryDependency['grants'] {
  return {
    calls: createCallStore(pool, library),
    grants: createGrantStore(pool, sealer),
    titles: createTitleStore(pool, sealer),
    repayments: createGrantRepayments(pool, signing),
    imports: createTitleImports(pool),
    reads: createEntityReads(pool),
    library,
    desk,
  };
}

function allowancesOf({ revealsPerHour = RATE_ALLOWANCES.reveal.attempts }: RouteParts) {
  return { ...RATE_ALLOWANCES, reveal: { ...RATE_ALLOWANCES.reveal, attempts: revealsPerHour } };
}

function objectionsOf(desk: WorkflowDesk): EveryDependency['publicNotices']['objections'] {
  return {
    async objectionFiled(noticeId, objectionId, at) {
      const atMs = at.getTime();
      const message = { kind: 'fileObjection', actId: `${objectionId}/filed`, atMs, objectionId } as const;
      await desk.ask({ entity: 'notice', id: noticeId, message }, OBJECTION_WITHIN_MS);
    },
  };
}

/** An objection does not wait for the workflow: the relay routes late objections. */
const OBJECTION_WITHIN_MS = 2_000;

/** How long opening or closing a case waits for each of its claims; the relay sends later messages. */
const CASE_WITHIN_MS = 3_000;

/** The same for each act of a decision in bulk. */
const BULK_WITHIN_MS = 5_000;

/** A password takes 128 MiB and a core, so two are looked at once; the database counts a few at once in a storm. */
function signInDeskOf({ database: { pool }, sealer, sessions }: RouteParts): SignInDesk {
  return {
    sessions,
    brake: createSignInBrake(pool, sealer),
    counting: fewAtOnce({ running: 4, waiting: 500 }, 'SIGN_IN_BUSY'),
    hashing: fewAtOnce({ running: 2, waiting: 60 }, 'SIGN_IN_BUSY'),
  };
}

/** Notices as their two sides see them, as the public does, and as they are printed. */
function noticesOf(
  { database: { pool }, sealer, library, desk, practiceClock, noticePersonsDays: personsDays }: RouteParts,
  limits: ReturnType<typeof createRateLimits>,
  audit: ReturnType<typeof createAuditReads>,
) {
  const notices = createNoticeStore(pool, sealer, { personsDays, calendar: library.calendar });
  const mode = practiceClock === null ? 'live' : 'practice';
  const pages = noticePages(mode, { organWord, placeWord, occupationName: occupationNames(library) });
  return {
    notices: { notices, desk, pages },
    sheet: sheetPage(mode),
    publicNotices: { notices, pages, objectionLimit: limits.objection, objections: objectionsOf(desk), audit },
  };
}
