import type { SeatReads } from './seat-ports.ts';
import type { DoneAct } from '../../domain/act-words.ts';
import type { TaskAct } from '../../domain/task/task-acts.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClaimCourse, LeadingPurpose, Purpose } from '../../domain/claim/claim-course.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { OrganCode, Role, SkillLevel } from '../../domain/codes.ts';
import type { FilingCourse, FilingPlan, FilingState } from '../../domain/filing/filing-course.ts';
import type { GrantCourse, GrantPlan } from '../../domain/grant/grant-course.ts';
import type { TitleCourse } from '../../domain/grant/grant-title-course.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { NoticeCourse, NoticePlan, ObjectionState } from '../../domain/notice/notice-course.ts';
import type { YearPlan, YearPlanCourse } from '../../domain/plan/plan-course.ts';
import type { StageDefinition } from '../../domain/policy/policy-pack.ts';
import type { StateAndStage } from '../../domain/claim/claim-state.ts';
import type { TaskBox, TaskSort } from '../../domain/task/task-lists.ts';
import type { TaskDuties } from '../../domain/task/stand-in.ts';
import type { TaskKind, TaskState } from '../../domain/task/task-words.ts';
import type { DueState } from '../../domain/task/deadlines.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { ClaimPayee, LineName } from './sealed-values.ts';
import type { PaidLine } from '../../domain/task/claim-decision-effect.ts';
import type { FiledTotals } from '../../domain/task/decision-effect.ts';
import type { Caller } from '../kernel/caller.ts';
import type { VisitedCase } from './bulk-ports.ts';
import type { CaseFigures } from './case-figures.ts';
import type { RecoveryCase } from './recovery-case.ts';

/** The fields of a task in a list: its own, covered by one index, and what is shown beside it. */
export interface TaskListRow {
  readonly id: string;
  readonly kind: TaskKind;
  readonly stage: string;
  readonly purpose: Purpose | null;
  /** The entity of the task. */
  readonly entityKind: EntityKind;
  readonly entityId: string;
  readonly jurisdiction: string;
  readonly organ: OrganCode;
  readonly role: Role;
  readonly section: string | null;
  readonly subject: string;
  readonly assigneeId: string | null;
  readonly dueOn: IsoDate | null;
  readonly nearOn: IsoDate | null;
  readonly paused: boolean;
  readonly provisional: boolean;
  /** How many objections to one item a ruling answers (S8); null for every other task. */
  readonly objections: number | null;
  /** The organ whose plan the task is about; null for every other task. */
  readonly planOrgan: OrganCode | null;
  readonly createdAt: Date;
  /** When and how it was done; null while it is open. */
  readonly doneAt: Date | null;
  readonly doneAct: DoneAct | null;
  readonly revision: number;
  readonly round: number;
  readonly route: string | null;
  readonly applicantId: string | null;
  readonly amountFen: number | null;
  /** Lines with findings that want a decision, and those that nobody has decided. */
  readonly findings: number;
  readonly undecided: number;
  /** The applicant has answered a return. */
  readonly corrected: boolean;
  readonly applicantName: string | null;
  readonly applicantKind: PartyKind | null;
  readonly assigneeName: string | null;
  readonly occupation: string | null;
  readonly skillLevel: SkillLevel | null;
  /** People that the task's sum is for. */
  readonly headcount: number | null;
}

export interface Task extends TaskListRow {
  readonly state: TaskState;
  readonly objectionId: string | null;
  /** The only person whose task it is; null for a task of an office. */
  readonly forPersonId: string | null;
  readonly remindedAt: Date | null;
  readonly doneBy: string | null;
  readonly doneByName: string | null;
  /** The party of who did it: null for an official. */
  readonly doneByPartyId: string | null;
  /** The absent person for whom the assignee has it as a deputy; null for every other task. */
  readonly onBehalfOf: string | null;
  readonly onBehalfOfName: string | null;
}

/** Which tasks a list and its numbers have. */
export interface TaskFilters {
  readonly box: TaskBox;
  /** The instant whose day says what is due. */
  readonly at: Date;
  readonly stage?: string | undefined;
  readonly claimId?: string | undefined;
  readonly filingId?: string | undefined;
  readonly planId?: string | undefined;
  readonly planOrgan?: OrganCode | undefined;
  readonly grantId?: string | undefined;
  readonly callId?: string | undefined;
  readonly dueBefore?: IsoDate | undefined;
  readonly kind?: TaskKind | undefined;
  readonly route?: string | undefined;
  readonly applicant?: string | undefined;
  readonly dueState?: DueState | undefined;
  /** Tasks whose applicant has answered a return. */
  readonly round?: 'returned' | undefined;
  readonly findings?: 'undecided' | undefined;
  /** `me`, `nobody` or the id of a person. */
  readonly assignee?: string | undefined;
  /** Days, both included. */
  readonly receivedFrom?: IsoDate | undefined;
  readonly receivedTo?: IsoDate | undefined;
  /** A part of class, applicant or number. */
  readonly q?: string | undefined;
}

/** Sort value and id of a page's last row; null for a row without a value. */
export type TaskPlace = readonly [value: string | null, id: string];

export interface TaskQuery extends TaskFilters {
  readonly sort: TaskSort;
  readonly limit: number;
  /** Where the page begins. */
  readonly after: TaskPlace | null;
}

/** How many tasks of a box are equal in all that the numbers are counted by. */
export interface TaskGroup {
  readonly kind: TaskKind;
  readonly dueState: DueState;
  readonly corrected: boolean;
  readonly isUndecided: boolean;
  readonly tasks: number;
}

/** A change of a task, besides the new revision and the audit entry. */
export interface TaskChange {
  readonly act: TaskAct;
  readonly assigneeId?: string | null;
  readonly due?: { readonly dueOn: IsoDate; readonly nearOn: IsoDate; readonly escalateOn: IsoDate };
  readonly reminds?: true;
  /** Ids, codes, days and the reason. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The data of a claim that decisions need: its workflow's course and plan. */
export interface ClaimCase {
  readonly claimId: string;
  readonly filingId: string | null;
  readonly course: ClaimCourse;
  readonly plan: ClaimPlan;
  /** The stages with their names in the pinned law. */
  readonly stageWords: readonly StageWords[];
  /** Its law. */
  readonly snapshot: PolicySnapshot;
  /** No paper names the fund, so the bureau's approval may (L11). */
  readonly isFundEntered: boolean;
}

export type StageWords = Pick<StageDefinition, 'stage' | 'labels' | 'questions'>;

export interface FilingCase {
  readonly course: FilingCourse;
  readonly plan: FilingPlan;
  /** Its law; null before it is filed. */
  readonly snapshot: PolicySnapshot | null;
}

export interface PlanCase {
  readonly course: YearPlanCourse;
  readonly plan: YearPlan;
}

export interface GrantCase {
  readonly grantId: string;
  readonly grantNo: string;
  readonly course: GrantCourse;
  readonly plan: GrantPlan;
  readonly snapshot: PolicySnapshot;
}

export interface GrantTaskFacts {
  readonly taskId: string;
  readonly stage: string;
  readonly round: number;
  readonly title: TitleCourse | null;
}

export interface NoticeCase {
  readonly course: NoticeCourse;
  readonly plan: NoticePlan;
}

export interface ObjectionCase {
  readonly objectionId: string;
  readonly noticeId: string;
  /** Null for an objection to an application for a grant. */
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly itemNo: number;
  /** Null for a whole group without names. */
  readonly lineId: string | null;
  readonly state: ObjectionState;
  /** Who decided on the claim: none of them rules (S8). */
  readonly deciders: readonly string[];
  /** The objections to the same item that its ruling answers or answered, oldest first. */
  readonly together: readonly { readonly id: string; readonly receiptNo: string; readonly at: string }[];
}

/** The summary of a claim in the answer to a decision. */
export interface ClaimGlance extends StateAndStage {
  readonly id: string;
  readonly claimNo: string;
  readonly purpose: LeadingPurpose;
  readonly round: number;
  readonly revision: number;
  readonly lines: {
    readonly total: number;
    readonly eligible: number;
    readonly refused: number;
    readonly approved: number;
  };
  readonly totals: {
    readonly claimedFen: number;
    readonly approvedFen: number;
    readonly paidFen: number;
    readonly floatFen: number;
    readonly floatPaidFen: number;
    readonly totalPaidFen: number;
  };
}

export interface FilingGlance {
  readonly id: string;
  readonly filingNo: string;
  readonly state: FilingState;
  readonly revision: number;
  readonly responsibleDepartment: OrganCode | null;
}

/** What the separation of duties of a task depends on. */
export type DutyTask = Pick<Task, 'kind' | 'stage' | 'entityKind' | 'entityId' | 'objectionId' | 'planOrgan'>;

/** The store decides visibility: a task that the caller may not see is absent (I12). An applicant has no tasks. */
export interface TaskStore extends SeatReads {
  /** In the order of the query; returns `limit` + 1 rows if there is a next page. */
  list(query: TaskQuery, caller: Caller): Promise<readonly TaskListRow[]>;
  /** The same tasks as `list`, by box, under every filter but kind, due state, round and findings. */
  count(query: TaskFilters, caller: Caller): Promise<Readonly<Record<TaskBox, readonly TaskGroup[]>>>;
  find(taskId: string, caller: Caller): Promise<Task | null>;
  /** Locks the task and calls `decide` for the change; an error of `decide` rolls back. Null if hidden. */
  change(
    asked: { readonly taskId: string; readonly caller: Caller; readonly at: Date },
    decide: (task: Task) => Promise<TaskChange>,
  ): Promise<Task | null>;
  /** By id or user name; disabled persons are absent. */
  person(idOrUsername: string): Promise<Actor | null>;
  claimCase(claimId: string): Promise<ClaimCase | null>;
  /** The cases of these claims, in any order; claims that were never submitted are absent. */
  visitedCases(claimIds: readonly string[]): Promise<readonly VisitedCase[]>;
  claimLines(claimId: string): Promise<readonly PaidLine[]>;
  /** Positions and names of lines of a claim, to be masked. */
  lineNames(claimId: string, lineIds: readonly string[]): Promise<readonly LineName[]>;
  /** The account of the claim, to be masked; null without one. */
  claimPayee(claimId: string): Promise<ClaimPayee | null>;
  supervision(filingId: string): Promise<readonly string[]>;
  filingCase(filingId: string): Promise<FilingCase | null>;
  planCase(planId: string): Promise<PlanCase | null>;
  /** Of all lines of a filing of an organ; zero where nothing was filed. */
  filedTotals(planId: string, organ: OrganCode, filing: number): Promise<FiledTotals>;
  recoveryCase(recoveryId: string): Promise<RecoveryCase | null>;
  /** A submitted application or a title. */
  grantCase(grantId: string): Promise<GrantCase | null>;
  /** Of tasks of grants in a list: their rounds, and the titles that they are about. */
  grantTasks(taskIds: readonly string[]): Promise<readonly GrantTaskFacts[]>;
  /** Of tasks of notices and batches in a list. */
  figures(taskIds: readonly string[]): Promise<readonly CaseFigures[]>;
  noticeCase(noticeId: string): Promise<NoticeCase | null>;
  objection(objectionId: string): Promise<ObjectionCase | null>;
  /** The parties to which a person has declared a relation, and the parties of a task. */
  interest(
    taskId: string,
    personId: string,
  ): Promise<{ readonly declared: readonly string[]; readonly parties: readonly string[] }>;
  /** What the separation of duties says of a task: the same facts that the judgement of its decision reads. */
  duties(task: DutyTask): Promise<TaskDuties>;
  claimGlance(claimId: string): Promise<ClaimGlance | null>;
  filingGlance(filingId: string): Promise<FilingGlance | null>;
  /** Whether the person has kept what they typed into the task's decision. */
  hasDraft(taskId: string, personId: string): Promise<boolean>;
  /** True if the act with this key is stored and not refused: a repeat continues it without new checks (D2). */
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}
