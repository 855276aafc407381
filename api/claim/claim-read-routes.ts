import { ClaimListQuery, ClaimSearchBody, ClaimSearchQuery } from '../../schemas/claim-list-schemas.ts';
import {
  ClaimLinesAnswer,
  ClaimListAnswer,
  ClaimParams,
  ClaimPayoutsAnswer,
  ClaimTimelineAnswer,
  ClaimView,
} from '../../schemas/claim-schemas.ts';
import { wholeIdNumber } from '../../domain/oversight/person-search.ts';
import { FilePageQuery, PageQuery } from '../../schemas/http-schemas.ts';
import { listFile, MOST_FILE_ROWS } from '../kernel/list-file.ts';
import { FILE_TYPES } from '../kernel/table-file.ts';
import { claimFile, lineFile } from './claim-files.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { cursorOf, pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { isOwn } from './claim-acts.ts';
import { claimCalculationRoute } from './claim-calculation-route.ts';
import { claimChangesRoute } from './claim-changes-route.ts';
import type { Caller } from '../kernel/caller.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimListItem } from './claim-ports.ts';
import { claimPolicyRoute } from './claim-policy-route.ts';
import type { LawNames } from '../../domain/policy/law-names.ts';
import type { ValueWord } from '../kernel/filter-words.ts';
import { stateOfWord } from '../../domain/claim/claim-state.ts';
import { lineView, listItemView, payoutView, showClaim } from './claim-view.ts';
import { requireClaim } from './require-act.ts';
import { timelineView } from './timeline-words.ts';

const PROBLEMS = ['NOT_FOUND', 'CURSOR_INVALID', 'INVALID'] as const;

export function claimReadRoutes(deps: ClaimDependencies): readonly Route[] {
  return [
    listRoute(deps),
    searchRoute(deps),
    getRoute(deps),
    linesRoute(deps),
    timelineRoute(deps),
    claimPolicyRoute(deps),
    payoutsRoute(deps),
    claimChangesRoute(deps),
    claimCalculationRoute(deps),
  ];
}

function getRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getClaim',
    method: 'get',
    path: '/api/v1/claims/:claimId',
    summary: 'One claim: where it stands, what it is worth, why it waits, what may be done',
    params: ClaimParams,
    answer: ClaimView,
    problems: ['NOT_FOUND'],
    handle: ({ caller, params: { claimId }, at, language }) => showClaim(deps, claimId, { caller, at, language }),
  });
}

function listRoute({ claims, names }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaims',
    method: 'get',
    path: '/api/v1/claims',
    summary: 'Claims, the newest first; q finds numbers, parties, occupations and instructions, and no person (S10)',
    recorded: 'exported',
    query: ClaimListQuery,
    answer: ClaimListAnswer,
    rawAnswers: FILE_TYPES,
    problems: ['CURSOR_INVALID', 'INVALID', 'SEARCH_BY_POST'],
    async handle({ caller, query, at, language }) {
      const { state, stage, route, organ, jurisdiction, filingId, applicant, q, stuck, limit, cursor, format } = query;
      const { planLine, money } = query;
      if (q !== undefined && wholeIdNumber(q) !== null) {
        throw new Problem('SEARCH_BY_POST');
      }
      const after = instantKeyset(cursor);
      const asked = {
        state: state === undefined ? undefined : stateOfWord(state),
        stage,
        route,
        organ,
        jurisdiction,
        filingId,
        applicant,
        planLine,
        money,
        q,
        stuck,
        limit: format === 'json' ? limit : MOST_FILE_ROWS,
        after,
      };
      if (format !== 'json') {
        const items = await claims.list(asked, caller, at);
        return listFile(claimFile(items, names), { format, caller, at, language, query, valueWord: routeWord(names) });
      }
      return listAnswer(await claims.list(asked, caller, at), limit, caller);
    },
  });
}

function searchRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'searchClaims',
    method: 'post',
    path: '/api/v1/claims/search',
    summary: 'The claims of one person, the newest first; who searched, and for what, is recorded (S10)',
    query: ClaimSearchQuery,
    body: ClaimSearchBody,
    answer: ClaimListAnswer,
    problems: ['CURSOR_INVALID', 'INVALID'],
    async handle({ caller, query: { limit, cursor }, body: { idNumber, purpose }, at }) {
      const found = { idNumber: wholeIdNumber(idNumber) ?? idNumber, purpose, limit, after: instantKeyset(cursor) };
      return listAnswer(await claims.search(found, caller, at), limit, caller);
    },
  });
}

function listAnswer(rows: readonly ClaimListItem[], limit: number, caller: Caller) {
  const page = pageOf(
    rows,
    limit,
    (row) => [row.createdAt.getTime(), row.id],
    (row) => listItemView(row, caller),
  );
  return { body: { items: [...page.items], nextCursor: page.nextCursor } };
}

function linesRoute({ claims, names }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaimLines',
    method: 'get',
    path: '/api/v1/claims/:claimId/lines',
    summary:
      'The trainees of a claim, each with price, refusals and findings; masked for everybody but the institution',
    params: ClaimParams,
    recorded: 'exported',
    query: FilePageQuery,
    answer: ClaimLinesAnswer,
    rawAnswers: FILE_TYPES,
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, query, at, language }) {
      const { limit, cursor, format } = query;
      const claim = await requireClaim(claims, { claimId, caller, at });
      if (format !== 'json') {
        const items = await claims.lines(claimId, { limit: MOST_FILE_ROWS, after: positionOf(cursor) });
        return listFile(lineFile(claim.claimNo, items, names), { format, caller, at, language, query });
      }
      const rows = await claims.lines(claimId, { limit, after: positionOf(cursor) });
      const own = isOwn(claim, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.position],
        (row) => lineView(row, claim.purpose, own, language),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function timelineRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getClaimTimeline',
    method: 'get',
    path: '/api/v1/claims/:claimId/timeline',
    summary: 'What happened to a claim, the newest last (R-109)',
    params: ClaimParams,
    query: PageQuery,
    answer: ClaimTimelineAnswer,
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, query: { limit, cursor }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const rows = await claims.timeline(claimId, { limit, after: positionOf(cursor) });
      const isOfficial = !isOwn(claim, caller);
      const law = claim.snapshot?.routeDefinition ?? null;
      const page = pageOf(
        rows,
        limit,
        (row) => [row.seq],
        (row) => timelineView(row, { isOfficial, language, law }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function payoutsRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaimPayouts',
    method: 'get',
    path: '/api/v1/claims/:claimId/payouts',
    summary: 'The payout instructions of a claim, the oldest first',
    params: ClaimParams,
    query: PageQuery,
    answer: ClaimPayoutsAnswer,
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, query: { limit, cursor }, at }) {
      await requireClaim(claims, { claimId, caller, at });
      const from = positionOf(cursor);
      const rows = await claims.payouts(claimId);
      const items = rows.slice(from, from + limit).map((row) => payoutView(row, claimId));
      return { body: { items, nextCursor: rows.length > from + limit ? cursorOf([from + limit]) : null } };
    },
  });
}

/** Lists within one claim page by a number: a line's position, or an audit entry's position in the chain. */
export function positionOf(cursor: string | undefined): number {
  const [position] = parseCursor(cursor, 1) ?? [0];
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0 || position > 2_147_483_647) {
    throw new Problem('CURSOR_INVALID');
  }
  return position;
}

function routeWord(names: LawNames): ValueWord {
  return (name, value) => (name === 'route' ? names.route(value) : undefined);
}
