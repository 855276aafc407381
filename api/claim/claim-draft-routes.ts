import { setTimeout as wait } from 'node:timers/promises';
import {
  ClaimParams,
  ClaimSubmissionBody,
  ClaimView,
  CreateClaimBody,
  DraftedClaimView,
  SeenRevisionHeaders,
} from '../../schemas/claim-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { draftRefusal } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { lineView, showClaim } from './claim-view.ts';
import { draftEntries, draftProblem } from './entry-drafting.ts';
import { refuseWith, requireClaim, requireSeen } from './require-act.ts';

/** How long the answer to a submission waits for the workflow's first record. */
const BEGUN_WITHIN_MS = 2_000;
const LINES_SHOWN = 1_000;

export function claimDraftRoutes(deps: ClaimDependencies): readonly Route[] {
  return [createClaimRoute(deps), submitClaimRoute(deps)];
}

function createClaimRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'createClaim',
    method: 'post',
    path: '/api/v1/claims',
    summary:
      'Draft a claim, its lines counted and priced: of an assessed class (its main claim, then supplementary ones for people who are left), or of a route without one (R-036, R-046 to R-070)',
    body: CreateClaimBody,
    answer: DraftedClaimView,
    status: 201,
    idempotency: 'accepted',
    problems: [
      'NOT_FOUND',
      'INVALID',
      'WRONG_STATE',
      'ALREADY_CLAIMED',
      'NOTHING_LEFT_TO_CLAIM',
      'CLAIM_WINDOW_CLOSED',
      'ROUTE_NOT_OPEN',
      'ROUTE_RIDES',
      'ROUTE_BY_CALL',
      'APPLICANT_NOT_ADMITTED',
      'PLAN_LINE_UNKNOWN',
      'PLAN_LINE_OF_OTHER_PROGRAMME',
      'LAW_DIFFERS',
      'PATHS_DIFFER',
    ],
    async handle({ caller, body, idempotencyKey: key, at, language }) {
      const { filingId, route, jurisdiction } = body;
      const drafted =
        filingId !== undefined
          ? await deps.claims.createDraft({ filingId, caller, at, key })
          : await draftEntries(deps.claims, body, {
              route: route ?? '',
              jurisdiction: jurisdiction ?? '',
              caller,
              at,
              key,
            });
      if (!drafted.ok) {
        throw draftProblem(drafted.refusal);
      }
      const { claimId } = drafted;
      const shown = await showClaim(deps, claimId, { caller, at, language });
      const lines = await deps.claims.lines(claimId, { limit: LINES_SHOWN, after: 0 });
      return {
        body: {
          ...shown.body,
          lines: lines.slice(0, LINES_SHOWN).map((line) => lineView(line, shown.body.purpose, true, language)),
          lineCounts: shown.body.lines,
        },
        revision: shown.revision,
        location: `/api/v1/claims/${claimId}`,
      };
    },
  });
}

function submitClaimRoute(deps: ClaimDependencies): Route {
  const { claims } = deps;
  return defineRoute({
    operationId: 'submitClaim',
    method: 'post',
    path: '/api/v1/claims/:claimId/submission',
    summary: 'Submit a draft: slots reserved, the law pinned, the workflow started (R-040, R-050, R-150)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: ClaimSubmissionBody,
    answer: ClaimView,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'PLEDGE_MISSING',
      'WRONG_STATE',
      'FORBIDDEN',
      'IF_MATCH_MISSING',
      'STALE',
      'INCOMPLETE',
      'ADVANCE_OPEN',
      'NOTHING_LEFT_TO_CLAIM',
      'CLAIM_WINDOW_CLOSED',
      'ROUTE_NOT_OPEN',
      'ROUTE_RIDES',
      'APPLICANT_NOT_ADMITTED',
      'PLAN_LINE_OF_OTHER_PROGRAMME',
      'LAW_DIFFERS',
      'PATHS_DIFFER',
    ],
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      if (!(await claims.isActKept(caller.personId, idempotencyKey))) {
        if (body.pledge !== true) {
          throw new Problem('PLEDGE_MISSING', { errors: [{ pointer: '/pledge', code: 'MISSING' }] });
        }
        refuseWith(draftRefusal(claim, caller));
        requireSeen(claim, headers['if-match']);
        const submitted = await claims.submit({ claimId, caller, idempotencyKey, at });
        if (!submitted.ok) {
          throw draftProblem(submitted.refusal);
        }
      }
      await begin(deps, { claimId, filingId: claim.filingId, caller, at });
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

/**
 * Both may fail without loss: a sweep starts a missing workflow (D4), a relay repeats the message to the filing.
 * The answer waits briefly for the workflow's first record.
 */
async function begin(
  { claims, desk }: ClaimDependencies,
  submitted: { readonly claimId: string; readonly filingId: string | null; readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { claimId, filingId, caller, at } = submitted;
  const tellFiling = async () => {
    if (filingId !== null && (await claims.filingIsAssessed(filingId))) {
      await desk.act({
        personId: caller.personId,
        idempotencyKey: null,
        taskId: null,
        body: {},
        message: (actId) => ({
          entity: 'filing',
          id: filingId,
          message: { kind: 'claimOpened', actId, atMs: at.getTime() },
        }),
      });
    }
  };
  const untilBegun = async () => {
    for (const endsAt = performance.now() + BEGUN_WITHIN_MS; performance.now() < endsAt; await wait(25)) {
      const claim = await claims.find(claimId, caller, at);
      if (claim === null || claim.revision > 0) {
        return;
      }
    }
  };
  await Promise.allSettled([desk.start('claim', claimId).then(untilBegun), tellFiling()]);
}
