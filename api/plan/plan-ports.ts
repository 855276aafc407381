import type { IsoDate } from '../../domain/calendar.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { FiledLine, SplitLine } from '../../domain/plan/plan-content.ts';
import type { YearPlan, YearPlanCourse } from '../../domain/plan/plan-course.ts';
import type { PlanVersionState } from '../../domain/plan/plan-words.ts';
import type { PlanTaskFacts } from '../../domain/plan/diagnose-plan.ts';
import type { StructureFigures } from '../../domain/plan/structure-indicators.ts';
import type { Caller } from '../kernel/caller.ts';

/** The row of a year's plan. */
export interface AnnualPlanRecord {
  readonly planId: string;
  readonly jurisdiction: string;
  readonly year: number;
  readonly opensOn: IsoDate;
  readonly dueOn: IsoDate;
  readonly closesOn: IsoDate;
  readonly revision: number;
  readonly stateSince: Date;
  readonly course: YearPlanCourse;
  readonly plan: YearPlan;
}

/** What an organ filed once. */
export interface PlanVersionRecord {
  readonly planId: string;
  readonly organ: OrganCode;
  readonly filing: number;
  readonly version: number;
  readonly state: PlanVersionState;
  readonly late: boolean;
  readonly reason: string | null;
  readonly remark: string | null;
  readonly trainingDone: unknown;
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly decisionRemark: string | null;
  readonly lines: readonly FiledLine[];
}

export interface PlanSplitRecord {
  readonly planId: string;
  readonly version: number;
  readonly reason: string;
  readonly enteredAt: Date;
  readonly lines: readonly SplitLine[];
}

export interface SectorPlanRecord {
  readonly planId: string;
  readonly organ: OrganCode;
  readonly version: number;
  readonly forecast: string;
  readonly plan: string;
  readonly enteredAt: Date;
}

export interface StructureRecord extends StructureFigures {
  readonly planId: string;
  readonly version: number;
  readonly source: string;
  readonly enteredAt: Date;
}

export interface AnnualPlanQuery {
  readonly jurisdiction?: string | undefined;
  readonly year?: number | undefined;
  readonly limit: number;
  /** Year and id of the previous page's last row; the newest year comes first. */
  readonly after: readonly [number, string] | null;
}

/** A plan outside the caller's jurisdiction is absent (I12). */
export interface AnnualPlanStore {
  list(query: AnnualPlanQuery, caller: Caller): Promise<readonly AnnualPlanRecord[]>;
  find(planId: string, caller: Caller): Promise<AnnualPlanRecord | null>;
  /** The open tasks of a plan. */
  openTasks(planId: string): Promise<readonly PlanTaskFacts[]>;
  /** By organ and filing. */
  versions(planIds: readonly string[]): Promise<readonly PlanVersionRecord[]>;
  /** The newest last. */
  splits(planIds: readonly string[]): Promise<readonly PlanSplitRecord[]>;
  /** The newest of each organ. */
  sectorPlans(planIds: readonly string[]): Promise<readonly SectorPlanRecord[]>;
  putSectorPlan(
    planId: string,
    entry: { readonly organ: OrganCode; readonly forecast: string; readonly plan: string },
    by: { readonly caller: Caller; readonly at: Date },
  ): Promise<void>;
  /** The newest of each plan. */
  structures(planIds: readonly string[]): Promise<readonly StructureRecord[]>;
  enterStructure(
    planId: string,
    entry: StructureFigures & { readonly source: string },
    by: { readonly caller: Caller; readonly at: Date },
  ): Promise<void>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}
