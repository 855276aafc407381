import { CHECK_KINDS } from '../../domain/check/check-words.ts';
import {
  FindingExplanationBody,
  FindingList,
  FindingListQuery,
  FindingParams,
  FindingView,
  IntegrityRunAnswer,
  IntegrityRunBody,
  IntegrityRunParams,
  IntegrityRunView,
} from '../../schemas/check-schemas.ts';
import { pageOf } from '../kernel/paging.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { CheckStore } from './check-ports.ts';
import { findingView, runActs, runView } from './finding-view.ts';

export interface CheckDependencies {
  readonly checks: CheckStore;
}

/** What the office checks of itself: runs, and what they found. */
export function checkRoutes({ checks }: CheckDependencies): readonly Route[] {
  return [startRun(checks), readRun(checks), listFindings(checks), explainFinding(checks)];
}

function startRun(checks: CheckStore): Route {
  return defineRoute({
    operationId: 'startIntegrityRun',
    method: 'post',
    path: '/api/v1/integrity-runs',
    summary: 'Ask for a run of the checks of the office; a worker carries it out',
    body: IntegrityRunBody,
    answer: IntegrityRunAnswer,
    status: 202,
    idempotency: 'accepted',
    problems: [],
    async handle({ caller, body: { checks: named = CHECK_KINDS }, at, idempotencyKey: key }) {
      const wanted = CHECK_KINDS.filter((kind) => named.includes(kind));
      return { body: { id: await checks.request(wanted, { caller, at, key }) } };
    },
  });
}

function readRun(checks: CheckStore): Route {
  return defineRoute({
    operationId: 'readIntegrityRun',
    method: 'get',
    path: '/api/v1/integrity-runs/:runId',
    summary: 'A run of the checks, or the newest one (`latest`): what each looked at and found',
    params: IntegrityRunParams,
    answer: IntegrityRunView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { runId }, language }) {
      const run = await checks.run(runId);
      if (run === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: runView(run, { caller, language }) };
    },
  });
}

function listFindings(checks: CheckStore): Route {
  return defineRoute({
    operationId: 'listIntegrityFindings',
    method: 'get',
    path: '/api/v1/integrity-findings',
    summary: 'What the checks of the office found, oldest first',
    query: FindingListQuery,
    answer: FindingList,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { check = null, state = null, claimId = null, limit, cursor }, language }) {
      const after = instantKeyset(cursor);
      const rows = await checks.list(
        {
          kind: check,
          state,
          claimId,
          limit,
          after: after === null ? null : { since: new Date(after[0]), id: after[1] },
        },
        caller,
      );
      const page = pageOf(
        rows,
        limit,
        ({ since, id }) => [since.getTime(), id],
        (finding) => findingView(finding, { caller, language }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor, acts: runActs({ caller, language }) } };
    },
  });
}

function explainFinding(checks: CheckStore): Route {
  return defineRoute({
    operationId: 'explainIntegrityFinding',
    method: 'post',
    path: '/api/v1/integrity-findings/:findingId/explanation',
    summary: 'Say why a finding stands; the explanation holds until the finding changes or is gone',
    params: FindingParams,
    body: FindingExplanationBody,
    answer: FindingView,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'WRONG_STATE'],
    async handle({ caller, params: { findingId }, body: { text }, at, language }) {
      const explained = await checks.explain({ findingId, text }, { caller, at });
      if (typeof explained === 'string') {
        throw new Problem(explained);
      }
      return { body: findingView(explained, { caller, language }) };
    },
  });
}
