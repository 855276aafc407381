import type pg from 'pg';
import type { StartInput } from '../../api/kernel/act-ports.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import type { DemandCycleCourse, DemandCyclePlan } from '../../domain/demand/demand-cycle-course.ts';
import { classTimes } from '../../domain/filing/class-times.ts';
import type { FilingCourse, FilingPlan } from '../../domain/filing/filing-course.ts';
import type { NoticeCourse, NoticePlan } from '../../domain/notice/notice-course.ts';
import type { BatchCourse, BatchPlan } from '../../domain/payout/batch-course.ts';
import { planInstants } from '../../domain/plan/plan-opening.ts';
import type { YearPlan, YearPlanCourse } from '../../domain/plan/plan-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { RECOVERY_START, recoveryStart } from './recovery-start.ts';
import { callInput, grantInput } from './grant-start-inputs.ts';
import { fetchFirst, query, type Row } from './statements.ts';

/**
 * The input that a workflow is started with, from the row that requested it (D4): the same row gives the same input. A row
 * whose workflow has recorded anything gives its own course, so that another run goes on where the record stands; before
 * that it gives the first course.
 */
export async function readStartInput(pool: pg.Pool, entity: EntityKind, id: string): Promise<StartInput | null> {
  const clock = query.selectFrom('environment').select('clock_offset_ms').where('id', '=', 1);
  const clockOffsetMs = (await fetchFirst(pool, clock))?.clock_offset_ms ?? 0;
  switch (entity) {
    case 'claim':
      return claimInput(pool, id, clockOffsetMs);
    case 'filing':
      return filingInput(pool, id, clockOffsetMs);
    case 'notice':
      return noticeInput(pool, id, clockOffsetMs);
    case 'batch':
      return batchInput(pool, id, clockOffsetMs);
    case 'grantCall':
      return callInput(pool, id, clockOffsetMs);
    case 'grant':
      return grantInput(pool, id, clockOffsetMs);
    case 'annualPlan':
      return yearPlanInput(pool, id, clockOffsetMs);
    case 'demandCycle':
      return demandCycleInput(pool, id, clockOffsetMs);
    case 'recovery':
      return recoveryInput(pool, id, clockOffsetMs);
    default:
      return unreachable(entity);
  }
}

async function claimInput(pool: pg.Pool, claimId: string, clockOffsetMs: number) {
  const row = await fetchFirst(
    pool,
    query
      .selectFrom('claim')
      .innerJoin('policy_snapshot', 'policy_snapshot.id', 'claim.policy_snapshot_id')
      .select(['claim.kind', 'claim.jurisdiction', 'claim.applicant_person_id', 'claim.applicant_party_id'])
      .select(['claim.responsible_department', 'claim.course', 'policy_snapshot.content'])
      .where('claim.id', '=', claimId)
      .where('claim.start_requested_at', 'is not', null),
  );
  if (row === undefined) {
    return null;
  }
  const plan = claimPlanOf(row.content, {
    claimId,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    clockOffsetMs,
    kind: row.kind,
  });
  return { course: row.course, plan };
}

async function filingInput(pool: pg.Pool, filingId: string, clockOffsetMs: number) {
  const row = await fetchFirst(
    pool,
    query
      .selectFrom('filing')
      .select([...FILING_START, 'course'])
      .where('id', '=', filingId)
      .where('start_requested_at', 'is not', null),
  );
  if (row === undefined) {
    return null;
  }
  return fromRow(row, filingStart(row, { filingId, clockOffsetMs }));
}

async function noticeInput(pool: pg.Pool, noticeId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('notice').where('id', '=', noticeId).where('start_requested_at', 'is not', null);
  const row = await fetchFirst(
    pool,
    asked.select(['jurisdiction', 'responsible_department', 'grant_call_id', 'course']),
  );
  if (row === undefined) {
    return null;
  }
  return fromRow(row, noticeStart(row, { noticeId, clockOffsetMs }));
}

async function batchInput(pool: pg.Pool, batchId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('batch').where('id', '=', batchId).where('start_requested_at', 'is not', null);
  const row = await fetchFirst(pool, asked.select(['jurisdiction', 'maker_id', 'course']));
  if (row === undefined) {
    return null;
  }
  return fromRow(row, batchStart(row, { batchId, clockOffsetMs }));
}

async function yearPlanInput(pool: pg.Pool, planId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('annual_plan').where('id', '=', planId).where('start_requested_at', 'is not', null);
  const row = await fetchFirst(pool, asked.select([...YEAR_PLAN_START, 'course']));
  return row === undefined ? null : fromRow(row, yearPlanStart(row, { planId, clockOffsetMs }));
}

async function demandCycleInput(pool: pg.Pool, cycleId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('demand_cycle').where('id', '=', cycleId).where('start_requested_at', 'is not', null);
  const row = await fetchFirst(pool, asked.select([...DEMAND_CYCLE_START, 'course']));
  return row === undefined ? null : fromRow(row, demandCycleStart(row, { cycleId, clockOffsetMs }));
}

async function recoveryInput(pool: pg.Pool, recoveryId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('recovery').where('id', '=', recoveryId).where('start_requested_at', 'is not', null);
  const row = await fetchFirst(pool, asked.select([...RECOVERY_START, 'course']));
  if (row === undefined) {
    return null;
  }
  return fromRow(row, recoveryStart(row, clockOffsetMs));
}

/** The plan and the course with which a run goes on: the row's own, or the first one where the row has none. */
function fromRow<Course, Plan>(
  { course }: { readonly course: Course | null },
  first: { readonly course: Course; readonly plan: Plan },
): { readonly course: Course; readonly plan: Plan } {
  return { ...first, course: course ?? first.course };
}

/** What a class filing's workflow is started with, as columns of its row. */
const FILING_START = [
  'jurisdiction',
  'applicant_party_id',
  'responsible_department',
  'opens_on',
  'ends_on',
  'claim_window_ends_on',
  'revision',
  'round',
] as const;

/** @throws RangeError for a filing that was filed without a claim window */
export function filingStart(
  row: Row<'filing', (typeof FILING_START)[number]>,
  { filingId, clockOffsetMs }: { readonly filingId: string; readonly clockOffsetMs: number },
): { readonly course: FilingCourse; readonly plan: FilingPlan } {
  if (row.claim_window_ends_on === null) {
    throw new RangeError(`The filing ${filingId} was filed without a claim window`);
  }
  const times = classTimes({ opensOn: row.opens_on, endsOn: row.ends_on, windowEndsOn: row.claim_window_ends_on });
  const { revision, round, responsible_department: responsibleDepartment } = row;
  const course: FilingCourse = { revision, lastActId: '', state: 'filed', round, responsibleDepartment, times };
  const { jurisdiction, applicant_party_id: applicantPartyId } = row;
  return { course, plan: { filingId, jurisdiction, applicantPartyId, clockOffsetMs } };
}

export function noticeStart(
  {
    jurisdiction,
    responsible_department: responsibleDepartment,
    grant_call_id: callId,
  }: Row<'notice', 'jurisdiction' | 'responsible_department' | 'grant_call_id'>,
  { noticeId, clockOffsetMs }: { readonly noticeId: string; readonly clockOffsetMs: number },
): { readonly course: NoticeCourse; readonly plan: NoticePlan } {
  const course: NoticeCourse = { revision: 0, lastActId: '', state: 'draft', words: [], endsAtMs: null };
  const about = callId === null ? {} : ({ about: 'grants' } as const);
  return { course, plan: { noticeId, jurisdiction, responsibleDepartment, ...about, clockOffsetMs } };
}

export function batchStart(
  { jurisdiction, maker_id: makerId }: Row<'batch', 'jurisdiction' | 'maker_id'>,
  { batchId, clockOffsetMs }: { readonly batchId: string; readonly clockOffsetMs: number },
): { readonly course: BatchCourse; readonly plan: BatchPlan } {
  return {
    course: { revision: 0, lastActId: '', state: 'draft' },
    plan: { batchId, jurisdiction, makerId, clockOffsetMs },
  };
}

/** What the workflow of a year's plan is started with, as columns of its row. */
export const YEAR_PLAN_START = ['jurisdiction', 'year', 'due_on', 'closes_on', 'opening', 'created_at'] as const;

export function yearPlanStart(
  row: Row<'annual_plan', (typeof YEAR_PLAN_START)[number]>,
  { planId, clockOffsetMs }: { readonly planId: string; readonly clockOffsetMs: number },
): { readonly course: YearPlanCourse; readonly plan: YearPlan } {
  const { jurisdiction, year, opening } = row;
  const instants = planInstants({ dueOn: row.due_on, closesOn: row.closes_on });
  return {
    course: { revision: 0, lastActId: '', state: 'open', isDue: false, splitVersion: 0, organs: opening.organs },
    plan: { planId, jurisdiction, year, openedAtMs: row.created_at.getTime(), ...instants, clockOffsetMs },
  };
}

const DEMAND_CYCLE_START = ['jurisdiction', 'opens_at', 'ends_at', 'publish'] as const;

export function demandCycleStart(
  row: Row<'demand_cycle', (typeof DEMAND_CYCLE_START)[number]>,
  { cycleId, clockOffsetMs }: { readonly cycleId: string; readonly clockOffsetMs: number },
): { readonly course: DemandCycleCourse; readonly plan: DemandCyclePlan } {
  const { jurisdiction, opens_at: opensAt, ends_at: endsAt, publish } = row;
  const instants = { opensAtMs: opensAt.getTime(), endsAtMs: endsAt.getTime() };
  return {
    course: { revision: 0, lastActId: '', state: 'survey' },
    plan: { cycleId, jurisdiction, ...instants, publish, clockOffsetMs },
  };
}
