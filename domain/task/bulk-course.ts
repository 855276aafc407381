import type { ActState } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { BulkResult, BulkState, PledgedResult } from './bulk-words.ts';

/** What the plan of a bulk says, as far as its pledge is judged by it. */
export interface BulkPlan {
  readonly planHash: string;
  readonly expiresAtMs: number;
  /** How many tasks it would decide. */
  readonly able: number;
}

export interface BulkPledge {
  readonly planHash: string;
  readonly confirmedCount: number;
}

export type PledgeRefusal = 'PLAN_EXPIRED' | 'PLAN_DIFFERS' | 'COUNT_DIFFERS';

/** A pledge is for what the person saw: the same plan, in time, and as many tasks as they typed. */
export function judgePledge(plan: BulkPlan, pledge: BulkPledge, atMs: number): Verdict<null, PledgeRefusal> {
  if (atMs >= plan.expiresAtMs) {
    return refused('PLAN_EXPIRED');
  }
  if (plan.planHash !== pledge.planHash) {
    return refused('PLAN_DIFFERS');
  }
  return plan.able === 0 || plan.able !== pledge.confirmedCount ? refused('COUNT_DIFFERS') : granted(null);
}

/** The revisions of a task and of its case; the case's is null where the task was hidden. */
export interface BulkRevisions {
  readonly revision: number;
  readonly caseRevision: number | null;
}

/** Whether a task or its case has moved since the plan: then the bulk leaves it alone. */
export function hasMoved(planned: BulkRevisions, now: (BulkRevisions & { readonly isOpen: boolean }) | null): boolean {
  return now === null || !now.isOpen || now.revision !== planned.revision || now.caseRevision !== planned.caseRevision;
}

/** Codes that say that something else was first. */
const OVERTAKEN: readonly string[] = ['WRONG_STATE', 'STALE', 'CLAIM_HELD', 'TASK_ASSIGNED', 'ACT_IN_PROGRESS'];
/** Codes that say that this person may not decide it. */
const OF_THE_PERSON: readonly string[] = [
  'SAME_PERSON_FORBIDDEN',
  'SAME_SECTION_FORBIDDEN',
  'OTHER_JURISDICTION',
  'ROLE_REQUIRED',
  'OTHER_ORGAN',
  'CONFLICT_OF_INTEREST',
];

/** One task of a pledged bulk, as it is stored. */
export interface PledgedItem {
  /** What the pledge found at once. */
  readonly result: PledgedResult | null;
  readonly problem: string | null;
  /** The act that decides the task; null where the pledge wrote none. */
  readonly act: { readonly state: ActState; readonly refusalCode: string | null } | null;
}

/** What came of a task, with the code of what kept it back; null while its act is under way. */
export function resultOf({
  result,
  problem,
  act,
}: PledgedItem): { readonly result: BulkResult; readonly code: string | null } | null {
  if (act === null) {
    return { result: result ?? 'notAble', code: problem };
  }
  if (act.state === 'recorded') {
    return { result: 'done', code: null };
  }
  if (act.state !== 'refused') {
    return null;
  }
  const code = act.refusalCode ?? 'WRONG_STATE';
  if (OVERTAKEN.includes(code)) {
    return { result: 'changed', code };
  }
  return { result: OF_THE_PERSON.includes(code) ? 'notAble' : 'failed', code };
}

/** A bulk is done when something came of each of its tasks. */
export function bulkState(items: readonly PledgedItem[]): BulkState {
  return items.every((item) => resultOf(item) !== null) ? 'done' : 'running';
}

/** What a refusal at the pledge means for a task: it is left alone either way. */
export function pledgedResult(code: string): PledgedResult {
  return OVERTAKEN.includes(code) ? 'changed' : 'notAble';
}
