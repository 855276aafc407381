import type { z } from 'zod';
import type { CallMessage } from '../../domain/grant/call-course.ts';
import { judgeCallAct } from '../../domain/grant/call-moves.ts';
import {
  CallParams,
  CallReasonBody,
  CallView,
  PanelBody,
  PanelChangeBody,
  ProposalBody,
  QuotaBody,
  ScoringCloseBody,
} from '../../schemas/grant-call-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { actorOf, type Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { GRANT_ACT_PROBLEMS } from './act-problems.ts';
import { requireCallAct } from './call-checks.ts';
import { findCall } from './find-grants.ts';
import { callView } from './call-view.ts';
import type { CallRecord, CallStore } from './grant-ports.ts';

const SHARED = {
  method: 'post',
  params: CallParams,
  headers: IfMatchHeaders,
  answer: CallView,
  idempotency: 'required',
} as const;
const PROBLEMS = GRANT_ACT_PROBLEMS;
const PANEL_PROBLEMS = ['PANEL_TOO_SMALL', 'EXPERT_NOT_IN_POOL', 'EXPERT_OF_APPLICANT'] as const;

/** The acts of the offices of a call. State is checked before the tag, so the tag is read here. */
export function callActRoutes(calls: CallStore, desk: Desk): readonly Route[] {
  return [...placeRoutes(calls, desk), ...panelRoutes(calls, desk), ...endRoutes(calls, desk)];
}

function placeRoutes(calls: CallStore, desk: Desk): readonly Route[] {
  return [
    defineRoute({
      ...SHARED,
      operationId: 'setGrantCallQuota',
      path: '/api/v1/grant-calls/:callId/quota',
      summary: 'Set the places of the year (R-112, R-156)',
      body: QuotaBody,
      problems: [...PROBLEMS, 'OVER_TARGET', 'BELOW_TAKEN'],
      handle: ({ body: { places, overTarget, reason }, ...asked }) =>
        act(calls, desk, { ...asked, reason }, (of) => ({ kind: 'setQuota', places, overTarget, ...of })),
    }),
    defineRoute({
      ...SHARED,
      operationId: 'proposeGrants',
      path: '/api/v1/grant-calls/:callId/proposal',
      summary: 'Propose by the ranking; drafts the notice (R-156)',
      body: ProposalBody,
      problems: [...PROBLEMS, 'QUOTA_MISSING', 'QUOTA_EXCEEDED', 'BELOW_PASS_MARK', 'RANK_SKIPPED', 'TIE_AT_QUOTA'],
      handle({ body: { grantIds, reason }, ...asked }) {
        const proposal = {
          kind: 'propose',
          noticeId: calls.newNoticeId(),
          grantIds,
          hasReason: reason !== undefined,
        } as const;
        return act(calls, desk, { ...asked, reason: reason ?? null }, (of) => ({ ...proposal, ...of }));
      },
    }),
  ];
}

function panelRoutes(calls: CallStore, desk: Desk): readonly Route[] {
  return [
    defineRoute({
      ...SHARED,
      operationId: 'setGrantCallPanel',
      path: '/api/v1/grant-calls/:callId/panel',
      summary: 'Name the panel; every recommended application is scored (R-154)',
      body: PanelBody,
      problems: [...PROBLEMS, ...PANEL_PROBLEMS],
      handle: ({ body: { experts }, ...asked }) =>
        act(calls, desk, { ...asked, reason: null }, (of) => ({ kind: 'setPanel', experts, ...of })),
    }),
    defineRoute({
      ...SHARED,
      operationId: 'changeGrantCallPanel',
      path: '/api/v1/grant-calls/:callId/panel/changes',
      summary: 'Experts join or leave single applications, or leave the panel',
      body: PanelChangeBody,
      problems: [...PROBLEMS, ...PANEL_PROBLEMS],
      handle: ({ body: { add, remove, reason }, ...asked }) =>
        act(calls, desk, { ...asked, reason }, (of) => ({
          kind: 'changePanel',
          changes: [...changesOf(add, true), ...changesOf(remove, false)],
          leaving: remove.filter(({ grantIds }) => grantIds === undefined).map(({ personId }) => personId),
          ...of,
        })),
    }),
    defineRoute({
      ...SHARED,
      operationId: 'closeGrantCallScoring',
      path: '/api/v1/grant-calls/:callId/scoring-close',
      summary: 'Close scoring: from here on no score is written or taken back (R-154)',
      body: ScoringCloseBody,
      problems: [...PROBLEMS, 'QUORUM_MISSING', 'CITY_PENDING'],
      handle: ({ body: { leaveOut }, ...asked }) =>
        act(calls, desk, { ...asked, reason: null }, (of) => ({ kind: 'closeScoring', leaveOut, ...of })),
    }),
  ];
}

function endRoutes(calls: CallStore, desk: Desk): readonly Route[] {
  return [
    defineRoute({
      ...SHARED,
      operationId: 'endGrantCall',
      path: '/api/v1/grant-calls/:callId/end',
      summary: 'End a call: what is left is not selected',
      body: CallReasonBody,
      problems: PROBLEMS,
      handle: ({ body: { reason }, ...asked }) =>
        act(calls, desk, { ...asked, reason }, (of) => ({ kind: 'end', ...of })),
    }),
    defineRoute({
      ...SHARED,
      operationId: 'cancelGrantCall',
      path: '/api/v1/grant-calls/:callId/cancellation',
      summary: 'Cancel a call, by an approver',
      body: CallReasonBody,
      problems: PROBLEMS,
      handle: ({ body: { reason }, ...asked }) =>
        act(calls, desk, { ...asked, reason }, (of) => ({ kind: 'cancel', ...of })),
    }),
  ];
}

function changesOf(
  rows: readonly { readonly personId: string; readonly grantIds?: readonly string[] | undefined }[],
  isMember: boolean,
) {
  return rows.flatMap(({ personId, grantIds = [] }) => grantIds.map((grantId) => ({ personId, grantId, isMember })));
}

interface AskedAct {
  readonly caller: Caller;
  readonly params: z.output<typeof CallParams>;
  readonly headers: z.output<typeof IfMatchHeaders>;
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly language: Language;
  readonly reason: string | null;
}

type Frame = Pick<Extract<CallMessage, { readonly kind: 'end' }>, 'actor' | 'expectedRevision' | 'actId' | 'atMs'>;

async function act(
  calls: CallStore,
  desk: Desk,
  asked: AskedAct,
  messageOf: (frame: Frame) => CallMessage,
): Promise<{ readonly body: ReturnType<typeof callView>; readonly revision: number }> {
  const { caller, params, idempotencyKey, language, at } = asked;
  const call = await findCall(calls, params.callId, caller);
  const frame = { actor: actorOf(caller), expectedRevision: call.course.revision, atMs: at.getTime() };
  if (!(await calls.isActKept(caller.personId, idempotencyKey))) {
    await requireOpen(calls, call, messageOf({ ...frame, actId: '' }), asked.headers['if-match']);
  }
  await desk.act({
    personId: caller.personId,
    idempotencyKey,
    taskId: null,
    body: asked.reason === null ? {} : { reason: asked.reason },
    message: (actId) => ({ entity: 'grantCall', id: call.id, message: messageOf({ ...frame, actId }) }),
  });
  const after = await findCall(calls, params.callId, caller);
  if (after.course.proposal !== null && after.state === 'proposed') {
    // If the notice does not start now, the sweep starts it (D4).
    await desk.start('notice', after.course.proposal.noticeId).catch(() => undefined);
  }
  return { body: callView(after, caller, language), revision: after.revision };
}

/** The table and the seat, then the tag, then what the rows say. */
async function requireOpen(
  calls: CallStore,
  call: CallRecord,
  message: CallMessage,
  ifMatch: string | undefined,
): Promise<void> {
  const verdict = judgeCallAct(call.course, message, call.plan);
  if (!verdict.ok) {
    throw new Problem(verdict.reason);
  }
  if (parseIfMatch(ifMatch) !== call.revision) {
    throw new Problem('STALE');
  }
  await requireCallAct(calls, call, message);
}
