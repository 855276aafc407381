import { bulkState, resultOf } from '../../domain/task/bulk-course.ts';
import {
  BulkAnswer,
  BulkBody,
  BulkContent,
  BulkParams,
  BulkQuery,
  BulkRequestAnswer,
} from '../../schemas/bulk-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { FindConflict } from '../kernel/conflict.ts';
import { fewAtOnce } from '../kernel/few-at-once.ts';
import type { Language } from '../kernel/language.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { each, planBulk, type BulkParts, type BulkPlanBody } from './bulk-planning.ts';
import { pledgeBulk, type Pledge } from './bulk-pledging.ts';
import type { Bulk, BulkItem } from './bulk-ports.ts';
import { bulkWhy } from './bulk-words.ts';

/** The routes of decisions on several tasks at once: a plan that decides nothing, its pledge, and what came of it. */
export function bulkRoutes(parts: BulkParts): readonly Route[] {
  return [decideInBulk(parts), readBulk(parts)];
}

function decideInBulk(parts: BulkParts): Route {
  const sending = fewAtOnce({ running: SENT_AT_ONCE, waiting: WAITING_AT_MOST });
  return defineRoute({
    operationId: 'decideInBulk',
    method: 'post',
    path: '/api/v1/bulk-decisions',
    summary:
      'Decide up to 50 tasks of one kind: first the plan (`dryRun=true`), then its pledge with the number of tasks',
    query: BulkQuery,
    body: BulkBody,
    answer: BulkRequestAnswer,
    otherStatus: 202,
    idempotency: 'accepted',
    problems: PROBLEMS,
    async handle({ caller, query, body, at, language, idempotencyKey: key }) {
      if (query.dryRun) {
        const plan = await planBulk(parts, planBody(body), { caller, at });
        return { body: planView(plan, language) };
      }
      if (key === undefined) {
        throw new Problem('IDEMPOTENCY_KEY_MISSING');
      }
      const pledge = pledgeBody(body);
      for (const actId of await pledgeBulk(parts, pledge, { caller, at, key, language })) {
        // What is not sent from here is sent by the relay.
        void sending(() => parts.deliver(actId)).catch(() => undefined);
      }
      return { body: { id: pledge.planId }, isOther: true };
    },
  });
}

const SENT_AT_ONCE = 4;
const WAITING_AT_MOST = 1_000;

const PROBLEMS: readonly ProblemCode[] = [
  'INVALID',
  'NOT_FOUND',
  'WRONG_STATE',
  'IDEMPOTENCY_KEY_MISSING',
  'BULK_CLOSED',
  'BULK_MIXED',
  'PLAN_EXPIRED',
  'PLAN_DIFFERS',
  'COUNT_DIFFERS',
  'PLEDGE_MISSING',
];

function readBulk({ bulks, conflicts }: BulkParts): Route {
  return defineRoute({
    operationId: 'readBulkDecision',
    method: 'get',
    path: '/api/v1/bulk-decisions/:bulkId',
    summary: 'What came of each task of a decision in bulk that one has pledged; kept for good',
    params: BulkParams,
    answer: BulkAnswer,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, language }) {
      const bulk = await bulks.find(params.bulkId, caller.personId);
      if (bulk === null || bulk.pledgedAt === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: await bulkView(bulk, bulk.pledgedAt, { caller, language, conflicts }) };
    },
  });
}

function planBody({ taskIds, act, answers = {}, remark, ...others }: BulkBody): BulkPlanBody {
  const errors = wrongFields({ taskIds, act }, others);
  if (taskIds === undefined || act === undefined || errors.length > 0) {
    throw new Problem('INVALID', { errors });
  }
  return { taskIds, act, answers, remark };
}

function pledgeBody({ planId, planHash, confirmedCount, pledge, ...others }: BulkBody): Pledge {
  const errors = wrongFields({ planId, planHash, confirmedCount }, others);
  if (planId === undefined || planHash === undefined || confirmedCount === undefined || errors.length > 0) {
    throw new Problem('INVALID', { errors });
  }
  return { planId, planHash, confirmedCount, pledge: pledge === true };
}

/** Fields that the request needs and lacks, and those that belong to the other request. */
function wrongFields(needed: object, others: object) {
  return [
    ...pointersOf(needed, false).map((pointer) => ({ pointer, code: 'REQUIRED' })),
    ...pointersOf(others, true).map((pointer) => ({ pointer, code: 'UNKNOWN_FIELD' })),
  ];
}

function pointersOf(fields: object, isGiven: boolean): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => ((value !== undefined) === isGiven ? [`/${name}`] : []));
}

type Plan = Awaited<ReturnType<typeof planBulk>>;

function planView({ planId, planHash, expiresAt, items }: Plan, language: Language) {
  return {
    planId,
    planHash,
    expiresAt: expiresAt.toISOString(),
    ...plannedSum(items),
    items: items.map(({ taskId, revision, amountFen, why }) => ({
      taskId,
      revision,
      able: why === null,
      amountFen,
      ...(why !== null && { why: bulkWhy(why, language) }),
    })),
  };
}

/** What the plan decides: the number of its able tasks, and their sum in fen. */
function plannedSum(items: Plan['items']) {
  const able = items.filter(({ why }) => why === null);
  return { able: able.length, amountFen: able.reduce((sum, { amountFen }) => sum + amountFen, 0) };
}

interface Reading {
  readonly caller: Caller;
  readonly language: Language;
  readonly conflicts: FindConflict;
}

async function bulkView({ id, content, items }: Bulk, pledgedAt: Date, reading: Reading) {
  const pledged = items.map((item) => ({ ...item, problem: item.problem ?? item.why }));
  return {
    id,
    state: bulkState(pledged),
    act: BulkContent.parse(JSON.parse(content)).act,
    pledgedAt: pledgedAt.toISOString(),
    ...plannedSum(items),
    items: [...(await each(pledged, (item) => itemView(item, reading)))],
  };
}

async function itemView(item: BulkItem, { caller, language, conflicts }: Reading) {
  const { taskId, amountFen, revision, caseRevision } = item;
  const { result, code } = resultOf(item) ?? { result: null, code: null };
  if (code === null) {
    return { taskId, result, amountFen };
  }
  const problem = bulkWhy(code, language);
  const overtaken = { params: { taskId }, code: problemOfCode(code), seen: revision, seenCase: caseRevision };
  const conflict = result === 'changed' ? await conflicts({ ...overtaken, caller, language }) : null;
  return { taskId, result, amountFen, problem: { ...problem, ...(conflict !== null && { conflict }) } };
}
