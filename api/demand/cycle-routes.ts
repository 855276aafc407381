import { judgeDemandCycleAct, type DemandCycleMessage } from '../../domain/demand/demand-cycle-course.ts';
import {
  CycleListQuery,
  CycleParams,
  CycleDiagnosisView,
  CyclePublicationBody,
  CycleView,
} from '../../schemas/demand-schemas.ts';
import { PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { EntityTimelineAnswer } from '../../schemas/year-course-schemas.ts';
import { positionOf } from '../claim/claim-read-routes.ts';
import type { Caller } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { actAndRead } from '../kernel/read-passed.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { withEngine } from '../oversight/engine-view.ts';
import { timelinePage } from '../oversight/entity-timeline.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import type { CycleRecord, DemandStore } from './demand-ports.ts';
import { cycleDiagnosisView, cycleView } from './demand-view.ts';

export function cycleRoutes({ demand, desk, reads }: DemandDependencies): readonly Route[] {
  return [
    listCycles(demand),
    readCycle(demand),
    diagnoseCycleRoute({ demand, reads }),
    cycleTimeline(demand, reads),
    publishCycle(demand, desk),
  ];
}

function listCycles(demand: DemandStore): Route {
  return defineRoute({
    operationId: 'listDemandCycles',
    method: 'get',
    path: '/api/v1/demand-cycles',
    summary: 'Cycles of the demand lists, newest first (R-021)',
    query: CycleListQuery,
    answer: pageSchema(CycleView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { jurisdiction, limit, cursor }, at, language }) {
      const rows = await demand.cycles({ jurisdiction, limit, afterNo: instantKeyset(cursor) }, caller, at);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.no, row.cycleId],
        (row) => cycleView(row, caller, language),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readCycle(demand: DemandStore): Route {
  return defineRoute({
    operationId: 'getDemandCycle',
    method: 'get',
    path: '/api/v1/demand-cycles/:cycleId',
    summary: 'One cycle with its counts and deliveries',
    params: CycleParams,
    answer: CycleView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const cycle = await find(demand, params.cycleId, caller, at);
      return { body: cycleView(cycle, caller, language), revision: cycle.revision };
    },
  });
}

function diagnoseCycleRoute({ demand, reads }: Pick<DemandDependencies, 'demand' | 'reads'>): Route {
  return defineRoute({
    operationId: 'diagnoseDemandCycle',
    method: 'get',
    path: '/api/v1/demand-cycles/:cycleId/diagnosis',
    summary: 'Why a cycle waits: exactly one cause, since when, and what moves it next',
    params: CycleParams,
    answer: CycleDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const cycle = await find(demand, params.cycleId, caller, at);
      const read = await reads.engineOf({ kind: 'demandCycle', id: cycle.cycleId });
      const view = cycleDiagnosisView(cycle, read.workerAgeMs, at, language);
      return { body: withEngine(view, read, { at, language, isOffice: true }) };
    },
  });
}

function cycleTimeline(demand: DemandStore, reads: DemandDependencies['reads']): Route {
  return defineRoute({
    operationId: 'readDemandCycleTimeline',
    method: 'get',
    path: '/api/v1/demand-cycles/:cycleId/timeline',
    summary: 'What happened to a cycle, the newest last',
    params: CycleParams,
    query: PageQuery,
    answer: EntityTimelineAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor }, at, language }) {
      const { cycleId: id } = await find(demand, params.cycleId, caller, at);
      const rows = await reads.timeline({ kind: 'demandCycle', id }, { limit, after: positionOf(cursor) });
      return timelinePage(rows, limit, { isOfficial: true, language });
    },
  });
}

function publishCycle(demand: DemandStore, desk: DemandDependencies['desk']): Route {
  return defineRoute({
    operationId: 'publishDemandCycle',
    method: 'post',
    path: '/api/v1/demand-cycles/:cycleId/publication',
    summary: 'Publish both lists before the last day is over, by a demand officer of the HR bureau (R-021)',
    params: CycleParams,
    body: CyclePublicationBody,
    answer: CycleView,
    idempotency: 'required',
    ifMatch: true,
    problems: [
      'NOT_FOUND',
      'WRONG_STATE',
      'ACT_IN_PROGRESS',
      'ROLE_REQUIRED',
      'OTHER_ORGAN',
      'STALE',
      'WORKER_UNAVAILABLE',
      'FORGED_ACT',
    ],
    async handle({ caller, params, body, ifMatch, idempotencyKey, at, language }) {
      const cycle = await find(demand, params.cycleId, caller, at);
      const { personId, organ, section, jurisdiction, roles, partyId } = caller;
      const actor = { personId, organ, section, jurisdiction, roles, partyId };
      const { cycleId, course, plan } = cycle;
      const messageOf = (actId: string) =>
        ({
          kind: 'publish',
          actor,
          expectedRevision: course.revision,
          actId,
          atMs: at.getTime(),
        }) satisfies DemandCycleMessage;
      if (!(await demand.isActKept(personId, idempotencyKey))) {
        const verdict = judgeDemandCycleAct(course, messageOf(''), plan);
        if (!verdict.ok) {
          throw new Problem(problemOfRefusal(verdict.reason));
        }
        if (ifMatch !== cycle.revision) {
          throw new Problem('STALE');
        }
      }
      const act = () =>
        desk.act({
          personId,
          idempotencyKey,
          taskId: null,
          body: body.reason === undefined ? {} : { reason: body.reason },
          message: (actId) => ({ entity: 'demandCycle', id: cycleId, message: messageOf(actId) }),
        });
      const read = () => find(demand, cycleId, caller, at);
      const after = await actAndRead(act, read, (one) => one.course.state === 'published');
      return { body: cycleView(after, caller, language), revision: after.revision };
    },
  });
}

async function find(demand: DemandStore, cycleId: string, caller: Caller, at: Date): Promise<CycleRecord> {
  const cycle = await demand.cycle(cycleId, caller, at);
  if (cycle === null) {
    throw new Problem('NOT_FOUND');
  }
  return cycle;
}
