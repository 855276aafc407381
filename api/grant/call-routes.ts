import { rankingOf, rankStateOf } from '../../domain/grant/call-rules.ts';
import { SCORED_CALL_STATES } from '../../domain/grant/call-course.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { isOneOf } from '../../domain/verdict.ts';
import {
  CallListQuery,
  CallPage,
  CallParams,
  CallView,
  ExpertPage,
  ExpertQuery,
  PublicCallPage,
  PublicCallView,
  RankingAnswer,
} from '../../schemas/grant-call-schemas.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf, pageOfAll, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { callActRoutes } from './call-act-routes.ts';
import { findCall, type GrantDependencies } from './find-grants.ts';
import { callView, publicCallView } from './call-view.ts';
import type { CallRecord, CallStore } from './grant-ports.ts';

/** Calls, their panels and rankings (api §9.2). */
export function callRoutes({ calls, desk }: GrantDependencies): readonly Route[] {
  return [
    listCalls(calls),
    readCall(calls),
    listPublicCalls(calls),
    readPublicCall(calls),
    readRanking(calls),
    listExperts(calls),
    ...callActRoutes(calls, desk),
  ];
}

function listCalls(calls: CallStore): Route {
  return defineRoute({
    operationId: 'listGrantCalls',
    method: 'get',
    path: '/api/v1/grant-calls',
    summary: 'Yearly calls of grants, newest first',
    query: CallListQuery,
    answer: CallPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { cursor, ...query }, language }) {
      const rows = await calls.list({ ...query, after: instantKeyset(cursor) }, caller);
      const page = pageOf(rows, query.limit, keyOf, (call) => callView(call, caller, language));
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

const keyOf = ({ openedAt, id }: CallRecord) => [openedAt.getTime(), id];

function readCall(calls: CallStore): Route {
  return defineRoute({
    operationId: 'readGrantCall',
    method: 'get',
    path: '/api/v1/grant-calls/:callId',
    summary: 'One call with its acts for the person who asks',
    params: CallParams,
    answer: CallView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, language }) {
      const call = await findCall(calls, params.callId, caller);
      return { body: callView(call, caller, language), revision: call.revision };
    },
  });
}

function listPublicCalls(calls: CallStore): Route {
  return defineRoute({
    operationId: 'listPublicGrantCalls',
    method: 'get',
    path: '/public/grant-calls',
    summary: 'Yearly calls of grants, without sign-in',
    query: CallListQuery,
    answer: PublicCallPage,
    problems: ['CURSOR_INVALID'],
    async handle({ query: { cursor, ...query }, language }) {
      const rows = await calls.list({ ...query, after: instantKeyset(cursor) }, null);
      const page = pageOf(rows, query.limit, keyOf, (call) => publicCallView(call, language));
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readPublicCall(calls: CallStore): Route {
  return defineRoute({
    operationId: 'readPublicGrantCall',
    method: 'get',
    path: '/public/grant-calls/:callId',
    summary: 'One call, without sign-in',
    params: CallParams,
    answer: PublicCallView,
    problems: ['NOT_FOUND'],
    async handle({ params, language }) {
      return { body: publicCallView(await findCall(calls, params.callId, null), language) };
    },
  });
}

function readRanking(calls: CallStore): Route {
  return defineRoute({
    operationId: 'readGrantRanking',
    method: 'get',
    path: '/api/v1/grant-calls/:callId/ranking',
    summary: 'The ranking of a call, once its scoring is closed (R-155)',
    params: CallParams,
    query: ShortListQuery,
    answer: RankingAnswer,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'SCORING_OPEN', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const call = await findCall(calls, params.callId, caller);
      if (!call.isOffice) {
        throw new Problem('FORBIDDEN');
      }
      if (call.scoringClosedAt === null || !isOneOf(SCORED_CALL_STATES, call.state)) {
        throw new Problem('SCORING_OPEN');
      }
      const passMarkCenti = snapshotInt(call.snapshot, 'panel.passMark');
      const grants = await calls.grants(call.id);
      const names = new Map(grants.map(({ grantId, name }) => [grantId, name]));
      const items = rankingOf(grants).map((ranked) => ({
        grantId: ranked.grantId,
        name: names.get(ranked.grantId) ?? '',
        scoreCenti: ranked.scoreCenti,
        validScores: ranked.validScores,
        rank: ranked.rank,
        state: rankStateOf(ranked, passMarkCenti),
      }));
      return { body: pageOfAll(items, limit, cursor) };
    },
  });
}

function listExperts(calls: CallStore): Route {
  return defineRoute({
    operationId: 'listExperts',
    method: 'get',
    path: '/api/v1/experts',
    summary: 'The pool of experts of a jurisdiction',
    query: ExpertQuery,
    answer: ExpertPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { jurisdiction, limit, cursor } }) {
      const [after] = parseCursor(cursor, 1) ?? [null];
      if (after !== null && typeof after !== 'string') {
        throw new Problem('CURSOR_INVALID');
      }
      const rows = await calls.experts(jurisdiction ?? caller.jurisdiction, limit, after ?? null);
      const page = pageOf(
        rows,
        limit,
        ({ personId }) => [personId],
        ({ personId, displayName, isActive }) => ({
          personId,
          displayName,
          fields: [],
          state: isActive ? ('active' as const) : ('disabled' as const),
        }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}
