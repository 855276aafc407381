import { missingGrantDocuments, grantDocuments } from '../../domain/grant/grant-draft.ts';
import { GrantParams, GrantPledgeBody, GrantReasonBody, GrantView } from '../../schemas/grant-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { GRANT_ACT_PROBLEMS } from './act-problems.ts';
import type { GrantRecord, GrantStore } from './grant-ports.ts';
import { findGrant, findOwnGrant, type GrantDependencies } from './find-grants.ts';
import { act } from './grant-acting.ts';
import { grantView } from './grant-view.ts';

const SHARED = {
  method: 'post',
  params: GrantParams,
  headers: IfMatchHeaders,
  answer: GrantView,
  idempotency: 'required',
} as const;
const PROBLEMS = GRANT_ACT_PROBLEMS;

/** The holder's acts until the agreement, and an expert's word that a score does not count (api §9.3, §9.4). */
export function grantActRoutes(deps: GrantDependencies): readonly Route[] {
  return [submitGrant(deps), resubmitGrant(deps), withdrawGrant(deps), withdrawScore(deps)];
}

function submitGrant({ grants, desk }: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'submitGrant',
    path: '/api/v1/grants/:grantId/submission',
    summary: 'Submit an application while its call is open',
    body: GrantPledgeBody,
    problems: [
      ...PROBLEMS,
      'CALL_NOT_OPEN',
      'INCOMPLETE',
      'PLEDGE_MISSING',
      'BOTH_LEVELS_IN_ONE_CALL',
      'ALREADY_DESIGNATED',
      'APPLICATION_EXISTS',
    ],
    async handle({ caller, params, headers, body, at, language }) {
      const grant = await findOwnGrant(grants, params.grantId, caller);
      const isRepeat = grant.state !== 'draft' && grant.submittedAt?.getTime() === at.getTime();
      if (grant.state !== 'draft' && !isRepeat) {
        throw new Problem('WRONG_STATE');
      }
      requireComplete(grant, body.pledge);
      const revision = parseIfMatch(headers['if-match']);
      if (revision !== grant.revision) {
        throw new Problem('STALE');
      }
      const submitted = await grants.submit(grant.id, { caller, at, revision });
      if (submitted.kind === 'refused') {
        throw new Problem(submitted.code);
      }
      // If the start does not happen now, the sweep finds it; the wait here says whether it happened in time.
      await desk.start('grant', grant.id).catch(() => undefined);
      await untilBegun(grants, grant.id);
      const after = await findOwnGrant(grants, grant.id, caller);
      return { body: grantView(after, caller, language, at), revision: after.revision };
    },
  });
}

function requireComplete(grant: GrantRecord, pledge: boolean): void {
  if (!pledge) {
    throw new Problem('PLEDGE_MISSING', { errors: [{ pointer: '/pledge', code: 'MISSING' }] });
  }
  const route = grant.snapshot.routeDefinition;
  const missing = missingGrantDocuments(
    route,
    grant.documents.map(({ kind }) => kind),
  );
  if (missing.length > 0) {
    const words = grantDocuments(route).filter(({ kind }) => missing.includes(kind));
    throw new Problem('INCOMPLETE', {
      facts: {
        missing: {
          zh: words.map(({ label }) => label.zh).join('、'),
          en: words.map(({ label }) => label.en).join(', '),
        },
      },
      errors: missing.map((kind) => ({ pointer: `/documents/${kind}`, code: 'MISSING' })),
    });
  }
}

const BEGIN_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 25;

/** @throws Problem WORKER_UNAVAILABLE if no worker begins it in time; its start is asked for, and a sweep goes on. */
export async function untilBegun(grants: GrantStore, grantId: string): Promise<void> {
  const end = Date.now() + BEGIN_WITHIN_MS;
  while (!(await grants.hasBegun(grantId))) {
    if (Date.now() > end) {
      throw new Problem('WORKER_UNAVAILABLE', { retryAfterSeconds: 5 });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
}

function resubmitGrant({ grants, desk }: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'resubmitGrant',
    path: '/api/v1/grants/:grantId/resubmission',
    summary: 'Submit again what the city returned',
    body: GrantPledgeBody,
    problems: [...PROBLEMS, 'INCOMPLETE', 'PLEDGE_MISSING'],
    async handle({ body, ...asked }) {
      const grant = await findOwnGrant(grants, asked.params.grantId, asked.caller);
      if (grant.state === 'returnedToApplicant') {
        requireComplete(grant, body.pledge);
      }
      return act({ grants, desk }, grant, { ...asked, body: {} }, (frame) => ({ kind: 'resubmit', ...frame }));
    },
  });
}

function withdrawGrant({ grants, desk }: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'withdrawGrant',
    path: '/api/v1/grants/:grantId/withdrawal',
    summary: 'Take an application back, until its notice is published',
    body: GrantReasonBody,
    problems: PROBLEMS,
    async handle({ body: { reason }, ...asked }) {
      const { caller, params, headers, at, language } = asked;
      const grant = await findOwnGrant(grants, params.grantId, caller);
      if (grant.state === 'draft') {
        if (parseIfMatch(headers['if-match']) !== grant.revision) {
          throw new Problem('STALE');
        }
        await grants.withdrawDraft(grant.id, { caller, at, reason });
        const after = await findOwnGrant(grants, grant.id, caller);
        return { body: grantView(after, caller, language, at), revision: after.revision };
      }
      return act({ grants, desk }, grant, { ...asked, body: { reason } }, (frame) => ({ kind: 'withdraw', ...frame }));
    },
  });
}

function withdrawScore({ grants, desk }: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'withdrawGrantScore',
    path: '/api/v1/grants/:grantId/score-withdrawal',
    summary: 'An expert takes the own score back, until scoring is closed',
    body: GrantReasonBody,
    problems: [...PROBLEMS, 'NOT_ON_PANEL'],
    async handle({ body: { reason }, ...asked }) {
      const grant = await findGrant(grants, asked.params.grantId, asked.caller);
      return act({ grants, desk }, grant, { ...asked, body: { reason } }, ({ actor, actId, atMs }) => ({
        kind: 'withdrawScore',
        actor,
        actId,
        atMs,
      }));
    },
  });
}
