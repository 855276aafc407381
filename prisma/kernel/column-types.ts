import type { FileSettings as SettingsOfFile } from '../../domain/bank-file/file-settings.ts';
import type { RepairParameters as ParametersOfRepair, RepairPlan } from '../../domain/repair/repair-plan.ts';
import type { SeenFaults } from '../../domain/repair/repair-facts.ts';
import type { BankEntry, BankRowError } from '../../domain/bank-file/bank-entry.ts';
import type { ColumnType } from 'kysely';
import type { ActBody, ActOutcome, EntityAct } from '../../api/kernel/desk-port.ts';
import type { Branded } from '../../domain/branded.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { CheckResult } from '../../domain/check/check-words.ts';
import type { Evidence } from '../../domain/check/finding-changes.ts';
import type { ClaimCourse as CourseOfClaim } from '../../domain/claim/claim-course.ts';
import type { KeptLine } from '../../domain/claim/claim-round.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { DemandCycleCourse as CourseOfDemandCycle } from '../../domain/demand/demand-cycle-course.ts';
import type { CycleCounts, PublishedEntry } from '../../domain/demand/demand-lists.ts';
import type { ClassFilingFacts } from '../../domain/filing/class-facts.ts';
import type { FiledDirectory as DirectoryOfFiling } from '../../domain/filing/filed-directory.ts';
import type { FilingCourse as CourseOfFiling } from '../../domain/filing/filing-course.ts';
import type { CallCourse as CourseOfCall } from '../../domain/grant/call-course.ts';
import type { YearLaw as LawOfYear } from '../../domain/grant/year-law.ts';
import type { YearReport as ReportOfYear } from '../../domain/grant/year-report.ts';
import type { ComputedYear as YearAsComputed } from '../../domain/grant/year-assessment.ts';
import type { GrantContent as ContentOfGrant, GrantReturn as ReturnOfGrant } from '../../domain/grant/grant-content.ts';
import type { GrantCourse as CourseOfGrant } from '../../domain/grant/grant-course.ts';
import type { EntryFacts as FactsOfEntry } from '../../domain/intake/entry.ts';
import type { ForbiddenAct } from '../../domain/integrity/integrity-cases.ts';
import type { WantedKey } from '../../domain/line/entitlement-keys.ts';
import type { StoredFinding, StoredRefusal } from '../../domain/line/line-remarks.ts';
import type { NoticeCourse as CourseOfNotice } from '../../domain/notice/notice-course.ts';
import type {
  NoticeClaimFacts,
  NoticeGrantFacts as FactsOfNoticeGrant,
  NoticeItemDetail,
} from '../../domain/notice/notice-page.ts';
import type { PlanOpening } from '../../domain/plan/plan-opening.ts';
import type { YearPlanCourse as CourseOfYearPlan } from '../../domain/plan/plan-course.ts';
import type { BatchCourse as CourseOfBatch } from '../../domain/payout/batch-course.ts';
import type { KeptReport } from '../../domain/payout/report-handling.ts';
import type { PayoutResultRow } from '../../domain/payout/result-table.ts';
import type { Preferences as PreferencesOfPerson } from '../../domain/people/preferences.ts';
import type { PeriodKind as KindOfPeriod } from '../../domain/period/period-words.ts';
import type { RecoveryCourse as CourseOfRecovery, RecoveryLine } from '../../domain/recovery/recovery-course.ts';
import type { LetterLaw as LawOfLetter } from '../../domain/recovery/recovery-letter.ts';
import type { StuckCause } from '../../domain/oversight/stuck.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { FundFigures as FiguresOfFund } from '../../domain/reconciliation/reconcile.ts';
import type { DeadlineUnit } from '../../domain/task/deadlines.ts';
import type { RuleRemark } from '../../domain/texts/rule-texts.ts';

// The types that `@kyselyType(Column.…)` in schema.prisma names: columns that are narrower than their database type. A
// day is read and written as `YYYY-MM-DD`; a JSON column is read as the value that the domain wrote, and written as
// `jsonText(value)`.

/** A value as the text of a JSON column; `jsonText` makes it. */
export type JsonText<Value> = Branded<string, 'JsonText'> & { readonly jsonOf?: Value };

type Json<Value> = ColumnType<Value, JsonText<Value>, JsonText<Value>>;

export type Day = IsoDate;
export type Organ = OrganCode;
export type DueUnit = DeadlineUnit;
export type PeriodKind = KindOfPeriod;

export type CaseFinding = ForbiddenAct;
export type KeptBody = Json<ActBody & { readonly asked: EntityAct }>;
export type RecordedOutcome = Json<{ readonly course: ActOutcome }>;
export type Facts = Json<Readonly<Record<string, unknown>>>;
export type Anything = Json<unknown>;
export type Preferences = Json<Partial<PreferencesOfPerson>>;

export type ClaimCourse = Json<CourseOfClaim>;
export type KeptLines = Json<readonly KeptLine[]>;
export type FilingCourse = Json<CourseOfFiling>;
export type NoticeCourse = Json<CourseOfNotice>;
export type BatchCourse = Json<CourseOfBatch>;
export type CallCourse = Json<CourseOfCall>;
export type GrantCourse = Json<CourseOfGrant>;
export type GrantContent = Json<ContentOfGrant>;
export type YearLaw = Json<LawOfYear>;
export type YearReport = Json<ReportOfYear>;
export type ComputedYear = Json<YearAsComputed>;
export type GrantReturn = Json<ReturnOfGrant>;
export type Points = Json<Readonly<Record<string, number>>>;
export type YearPlanCourse = Json<CourseOfYearPlan>;
export type PlanBeginning = Json<Pick<PlanOpening, 'organs' | 'law'>>;
export type DemandCycleCourse = Json<CourseOfDemandCycle>;
export type RecoveryCourse = Json<CourseOfRecovery>;
export type RecoveryLines = Json<readonly RecoveryLine[]>;
export type LetterLaw = Json<LawOfLetter>;
export type FileSettings = Json<SettingsOfFile>;

export type Snapshot = Json<PolicySnapshot>;
export type ClassFacts = Json<ClassFilingFacts>;
export type EntryFacts = Json<FactsOfEntry>;
export type FilingWarnings = Json<readonly RuleRemark<string>[]>;
export type FiledDirectory = Json<DirectoryOfFiling>;
export type Refusals = Json<readonly StoredRefusal[]>;
export type Findings = Json<readonly StoredFinding[]>;
export type WantedKeys = Json<readonly WantedKey[]>;
export type PublicFacts = Json<NoticeClaimFacts>;
export type NoticeGrantFacts = Json<FactsOfNoticeGrant>;
export type ItemDetail = Json<NoticeItemDetail>;
export type ReportBody = Json<KeptReport>;
export type ResultRows = Json<readonly PayoutResultRow[]>;
export type DemandCounts = Json<CycleCounts>;
export type PublishedDemand = Json<PublishedEntry>;
export type RepairParameters = Json<ParametersOfRepair>;
export type RepairDryRun = Json<RepairPlan>;
export type RepairSeen = Json<SeenFaults>;
export type FundFigures = Json<readonly FiguresOfFund[]>;

// Closed words; `column-words.ts` gives the same words to the database.
export type { AccessAct } from '../../domain/oversight/access-acts.ts';
export type { AuditAct, AuditedKind, DoneAct, ForgedKind, StoredAct } from '../../domain/act-words.ts';
export type { CallState } from '../../domain/grant/call-course.ts';
export type { DesignationKind, DesignationLevel } from '../../domain/grant/designation.ts';
export type { AcceptanceState, YearOutcome, YearState } from '../../domain/grant/grant-title-course.ts';
export type { DueEvent, InstalmentState } from '../../domain/grant/grant-instalments.ts';
export type { GrantRole } from '../../domain/grant/grant-role.ts';
export type { GrantState, TitleState } from '../../domain/grant/grant-state.ts';
export type { ScoreState } from '../../domain/grant/grant-content.ts';
export type { Forgery } from '../../domain/authority/authentic-act.ts';
export type { DocumentOwnerKind as DocumentOwner } from '../../domain/authority/document-owners.ts';
export type { EntityKind } from '../../domain/entities.ts';
export type { EngineFault, WorkflowStatus } from '../../domain/standing/standing-words.ts';
export type { DeliveryError, DeliveryState, DisabledReason, EndpointState } from '../../domain/event/delivery-words.ts';
export type { EventKind } from '../../domain/event/event-kinds.ts';
export type { EventType } from '../../domain/event/event-types.ts';
export type { NotificationKind, NotifiedKind } from '../../domain/task/notification-words.ts';
export type { PaidPurpose } from '../../domain/payout/paid-purpose.ts';
export type { ClaimKind, LeadingPurpose, Purpose } from '../../domain/claim/claim-course.ts';
export type { ClaimRowState as ClaimState, OutcomeCode } from '../../domain/claim/claim-state.ts';
export type {
  ActState,
  CertificateKind,
  ClockJumpState,
  DeliveryMode,
  FundCode as Fund,
  Mode,
  PipelineCode as Pipeline,
  Role,
  SkillLevel,
} from '../../domain/codes.ts';
export type { DemandCycleState, DemandPublishMode } from '../../domain/demand/demand-cycle-course.ts';
export type { DemandEntryState, DemandList, DemandSource, RecipientKind } from '../../domain/demand/demand-words.ts';
export type { DepartmentSource } from '../../domain/filing/routing.ts';
export type { RegisterName } from '../../domain/line/register-answers.ts';
export type { FilingState } from '../../domain/filing/filing-course.ts';
export type { ForbiddenAct } from '../../domain/integrity/integrity-cases.ts';
export type { LineState } from '../../domain/line/line-state.ts';
export type { NoticeClaimState, NoticeSide, NoticeState, ObjectionState } from '../../domain/notice/notice-course.ts';
export type { PlanState, PlanVersionState } from '../../domain/plan/plan-words.ts';
export type { BatchState } from '../../domain/payout/batch-course.ts';
export type { BankFileKind, BankFileState, EntryVerdict, EntryWord } from '../../domain/bank-file/bank-entry.ts';
export type { FileFormat } from '../../domain/bank-file/payment-order.ts';
export type BankRowErrors = Json<readonly BankRowError[]>;
export type EntryDirection = NonNullable<BankEntry['direction']>;
export type { MoneyEntryKind, MoneyEntryState } from '../../domain/payout/money-entry.ts';
export type { InboxState, InstructionState, ParkReason, ReportedState } from '../../domain/payout/inbox-judgement.ts';
export type { KeyKind, PartyKind } from '../../domain/policy/route-codes.ts';
export type { AccountingState } from '../../domain/accounting-period/accounting-period.ts';
export type {
  CheckKind,
  FindingEntity,
  FindingKind,
  FindingState,
  RunKind,
  RunState,
} from '../../domain/check/check-words.ts';
export type CheckResults = Json<readonly CheckResult[]>;
export type StuckCounts = Json<Readonly<Partial<Record<StuckCause, number>>>>;
export type FindingEvidence = Json<readonly Evidence[]>;
export type { RepairCommand, RepairFailure, RepairState } from '../../domain/repair/repair-words.ts';
export type { DifferenceKind } from '../../domain/reconciliation/reconcile.ts';
export type { RecoveryCause, RecoveryState, RecoveryStepKind } from '../../domain/recovery/recovery-words.ts';
export type { Purpose as RecoveryPurpose } from '../../domain/claim/claim-course.ts';
export type { TaskKind, TaskState } from '../../domain/task/task-words.ts';
export type { PledgedResult } from '../../domain/task/bulk-words.ts';
