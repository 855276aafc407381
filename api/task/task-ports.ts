import type { EntityKind } from '../../domain/entities.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClaimCourse, LeadingPurpose, Purpose } from '../../domain/claim/claim-course.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { OrganCode, Role } from '../../domain/codes.ts';
import type { FilingCourse, FilingPlan, FilingState } from '../../domain/filing/filing-course.ts';
import type { NoticeCourse, NoticePlan, ObjectionState } from '../../domain/notice/notice-course.ts';
import type { StageDefinition } from '../../domain/policy/policy-pack.ts';
import type { StateAndStage } from '../../domain/claim/claim-state.ts';
import type { TaskKind, TaskState } from '../../domain/task/task-words.ts';
import type { DecidedLine } from '../../domain/task/decision-rules.ts';
import type { Caller } from '../kernel/caller.ts';

export const TASK_BOXES = ['todo', 'done', 'mine', 'team'] as const;
export type TaskBox = (typeof TASK_BOXES)[number];

/** What a list shows of a task: all of it stands in one index. */
export interface TaskListRow {
  readonly id: string;
  readonly kind: TaskKind;
  readonly stage: string;
  readonly purpose: Purpose | null;
  /** Whose task it is. */
  readonly entityKind: EntityKind;
  readonly entityId: string;
  readonly organ: string;
  readonly section: string | null;
  readonly subject: string;
  readonly assigneeId: string | null;
  readonly dueOn: IsoDate | null;
  readonly nearOn: IsoDate | null;
  readonly paused: boolean;
  readonly provisional: boolean;
  readonly createdAt: Date;
  readonly revision: number;
}

export interface Task extends TaskListRow {
  readonly state: TaskState;
  readonly round: number;
  readonly objectionId: string | null;
  readonly jurisdiction: string;
  readonly role: Role;
  readonly remindedAt: Date | null;
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
  readonly doneAct: string | null;
}

export interface TaskQuery {
  readonly box: TaskBox;
  readonly stage?: string | undefined;
  readonly claimId?: string | undefined;
  readonly filingId?: string | undefined;
  readonly dueBefore?: IsoDate | undefined;
  readonly limit: number;
  /** Due day and id of the last row of the page before; a task without a due day comes last. */
  readonly after: readonly [IsoDate | null, string] | null;
}

/** What a change of a task is, besides raising its revision and writing its audit entry. */
export interface TaskChange {
  readonly act: string;
  readonly assigneeId?: string | null;
  readonly due?: { readonly dueOn: IsoDate; readonly nearOn: IsoDate; readonly escalateOn: IsoDate };
  readonly reminds?: true;
  /** Ids, codes, days and the reason. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A claim as its decisions need it: the course and plan that its workflow has. */
export interface ClaimCase {
  readonly claimId: string;
  readonly filingId: string | null;
  readonly course: ClaimCourse;
  readonly plan: ClaimPlan;
  /** The stages as the pinned law words them. */
  readonly stageWords: readonly StageWords[];
}

export type StageWords = Pick<StageDefinition, 'stage' | 'labels' | 'questions'>;

export interface FilingCase {
  readonly course: FilingCourse;
  readonly plan: FilingPlan;
}

export interface NoticeCase {
  readonly course: NoticeCourse;
  readonly plan: NoticePlan;
}

export interface ObjectionCase {
  readonly objectionId: string;
  readonly noticeId: string;
  readonly claimId: string;
  readonly itemNo: number;
  /** Null for a whole group without names. */
  readonly lineId: string | null;
  readonly state: ObjectionState;
}

/** A claim in short, as a decision answers it. */
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

/** Tasks with authorization inside: what is hidden from somebody is absent (I12). An applicant has none. */
export interface TaskStore {
  /** Due first, one more than `limit` when there is a next page. */
  list(query: TaskQuery, caller: Caller): Promise<readonly TaskListRow[]>;
  find(taskId: string, caller: Caller): Promise<Task | null>;
  /** Locks the task and asks what to change; what `decide` throws undoes it. Null when hidden. */
  change(
    asked: { readonly taskId: string; readonly caller: Caller; readonly at: Date },
    decide: (task: Task) => Promise<TaskChange>,
  ): Promise<Task | null>;
  /** By id or user name; disabled persons are absent. */
  person(idOrUsername: string): Promise<Actor | null>;
  claimCase(claimId: string): Promise<ClaimCase | null>;
  claimLines(claimId: string): Promise<readonly DecidedLine[]>;
  supervision(filingId: string): Promise<readonly string[]>;
  filingCase(filingId: string): Promise<FilingCase | null>;
  noticeCase(noticeId: string): Promise<NoticeCase | null>;
  objection(objectionId: string): Promise<ObjectionCase | null>;
  /** The parties that a person has declared a relation to, and those that a task concerns. */
  interest(
    taskId: string,
    personId: string,
  ): Promise<{ readonly declared: readonly string[]; readonly parties: readonly string[] }>;
  claimGlance(claimId: string): Promise<ClaimGlance | null>;
  filingGlance(filingId: string): Promise<FilingGlance | null>;
  /** This person's act under this key is kept and not refused: a repeat goes on with it and is not judged anew (D2). */
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}
