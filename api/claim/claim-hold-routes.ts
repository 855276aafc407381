import { actorOf } from '../kernel/caller.ts';
import { createHash, randomUUID } from 'node:crypto';
import { endOfDayMs, isIsoDate } from '../../domain/calendar.ts';
import {
  ClaimParams,
  ClaimView,
  HoldAnswer,
  HoldBody,
  HoldParams,
  SeenRevisionHeaders,
} from '../../schemas/claim-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { showClaim } from './claim-view.ts';
import { requireAct } from './require-act.ts';

const PROBLEMS = [
  'NOT_FOUND',
  'INVALID',
  'WRONG_STATE',
  'ACT_IN_PROGRESS',
  'CASE_OPEN',
  'FORBIDDEN',
  'STALE',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
] as const;

export function claimHoldRoutes(deps: ClaimDependencies): readonly Route[] {
  return [holdRoute(deps), releaseRoute(deps)];
}

function holdRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'holdClaim',
    method: 'post',
    path: '/api/v1/claims/:claimId/holds',
    summary: 'Suspend a claim, with a reason and until when',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: HoldBody,
    answer: HoldAnswer,
    status: 201,
    idempotency: 'accepted',
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const until = untilOf(body.until ?? null, at);
      const hold = {
        holdId: holdIdOf(caller.personId, idempotencyKey),
        category: body.category,
        reason: body.reason,
        until: until?.toISOString() ?? null,
      };
      const message = (actId: string) => ({ kind: 'hold', actor: actorOf(caller), actId, atMs: at.getTime() }) as const;
      await requireAct(deps.claims, asked, () => message(''));
      await deps.desk.act({
        personId: caller.personId,
        idempotencyKey: idempotencyKey ?? null,
        taskId: null,
        body: { hold },
        message: (actId) => ({ entity: 'claim', id: claimId, message: message(actId) }),
      });
      const { body: claim, revision } = await showClaim(deps, claimId, { caller, at, language });
      const { holdId: id, ...said } = hold;
      return { body: { id, ...said, createdAt: at.toISOString(), claim }, revision };
    },
  });
}

function releaseRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'releaseHold',
    method: 'delete',
    path: '/api/v1/claims/:claimId/holds/:holdId',
    summary: 'End a hold; the claim goes on where it stood',
    params: HoldParams,
    headers: SeenRevisionHeaders,
    answer: ClaimView,
    idempotency: 'accepted',
    problems: PROBLEMS,
    async handle({ caller, params: { claimId, holdId }, headers, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const message = (actId: string) =>
        ({ kind: 'release', actor: actorOf(caller), actId, atMs: at.getTime() }) as const;
      const { claim, isRepeat } = await requireAct(deps.claims, asked, () => message(''));
      if (!isRepeat && !claim.holds.some((hold) => hold.id === holdId)) {
        throw new Problem('NOT_FOUND');
      }
      await deps.desk.act({
        personId: caller.personId,
        idempotencyKey: idempotencyKey ?? null,
        taskId: null,
        body: { holdId },
        message: (actId) => ({ entity: 'claim', id: claimId, message: message(actId) }),
      });
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

/** A repeat of the request with its key returns the same hold. */
function holdIdOf(personId: string, idempotencyKey: string = randomUUID()): string {
  return `hld_${createHash('sha256').update(`${personId}\n${idempotencyKey}`).digest('hex').slice(0, 24)}`;
}

/** A day counts to its end in Asia/Shanghai; an end that is not in the future is refused. */
function untilOf(text: string | null, at: Date): Date | null {
  if (text === null) {
    return null;
  }
  const until = isIsoDate(text) ? new Date(endOfDayMs(text)) : new Date(text);
  if (until <= at) {
    throw new Problem('INVALID', { errors: [{ pointer: '/until', code: 'NOT_LATER' }] });
  }
  return until;
}
