import { dayAt } from '../../domain/calendar.ts';
import { EntityTimelineAnswer } from '../../schemas/year-course-schemas.ts';
import { PageQuery } from '../../schemas/http-schemas.ts';
import {
  AppealBody,
  ApprovalBody,
  FindingBody,
  RecoveriesAnswer,
  RecoveryDiagnosisView,
  RecoveryListQuery,
  RecoveryParams,
  RecoveryView,
  RefusalBody,
} from '../../schemas/recovery-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { positionOf } from '../claim/claim-read-routes.ts';
import { requireClaim } from '../claim/require-act.ts';
import { actorOf } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { grantedOf } from '../kernel/refusal-problem.ts';
import { withEngine } from '../oversight/engine-view.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { timelinePage } from '../oversight/entity-timeline.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { actOnRecovery, findRecovery, RECOVERY_PROBLEMS, showRecovery } from './recovery-acting.ts';
import { recoveryLetterRoute } from './recovery-letter-route.ts';
import { recoveryDiagnosisView, recoveryView } from './recovery-view.ts';

/** What is asked back: found, approved, told by a letter, appealed. */
export function recoveryRoutes(deps: AdvanceDependencies): readonly Route[] {
  return [
    listRoute(deps),
    readRoute(deps),
    diagnosisRoute(deps),
    timelineRoute(deps),
    findingRoute(deps),
    approvalRoute(deps),
    refusalRoute(deps),
    appealRoute(deps),
    recoveryLetterRoute(deps),
  ];
}

function listRoute({ recoveries }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'listRecoveries',
    method: 'get',
    path: '/api/v1/recoveries',
    summary: 'What is asked back of claims and of revoked titles, with every repayment and set-off (R-074, R-160)',
    query: RecoveryListQuery,
    answer: RecoveriesAnswer,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { state, claimId, overdue, limit, cursor }, at, language }) {
      const filter = { state, claimId, isOverdue: overdue, on: dayAt(at.getTime()) };
      const [rows, workerAgeMs] = await Promise.all([
        recoveries.list(filter, caller, { limit, after: instantKeyset(cursor) }),
        recoveries.workerAge(),
      ]);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.openedAt.getTime(), row.id],
        (row) => recoveryView(row, { caller, at, language, workerAgeMs }),
      );
      return { body: { ...page, items: [...page.items] } };
    },
  });
}

function readRoute({ recoveries }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'getRecovery',
    method: 'get',
    path: '/api/v1/recoveries/:recoveryId',
    summary: 'One recovery with its steps, its plan and what may be done',
    params: RecoveryParams,
    answer: RecoveryView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { recoveryId }, at, language }) {
      const row = await findRecovery(recoveries, recoveryId, caller);
      return showRecovery(recoveries, row, { caller, at, language });
    },
  });
}

function diagnosisRoute({ recoveries, reads }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseRecovery',
    method: 'get',
    path: '/api/v1/recoveries/:recoveryId/diagnosis',
    summary: 'Why a recovery waits: exactly one cause, since when, and what moves it next',
    params: RecoveryParams,
    answer: RecoveryDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { recoveryId }, at, language }) {
      const row = await findRecovery(recoveries, recoveryId, caller);
      const read = await reads.engineOf({ kind: 'recovery', id: recoveryId });
      const body = recoveryDiagnosisView(row, { caller, at, language, workerAgeMs: read.workerAgeMs });
      if (body === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: withEngine(body, read, { at, language, isOffice: caller.partyId === null }) };
    },
  });
}

function timelineRoute({ recoveries, reads }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'readRecoveryTimeline',
    method: 'get',
    path: '/api/v1/recoveries/:recoveryId/timeline',
    summary: 'What happened to a recovery, the newest last',
    params: RecoveryParams,
    query: PageQuery,
    answer: EntityTimelineAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { recoveryId }, query: { limit, cursor }, language }) {
      const { id } = await findRecovery(recoveries, recoveryId, caller);
      const rows = await reads.timeline({ kind: 'recovery', id }, { limit, after: positionOf(cursor) });
      return timelinePage(rows, limit, { isOfficial: caller.partyId === null, language });
    },
  });
}

function findingRoute({ recoveries, claims, desk }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'findRecovery',
    method: 'post',
    path: '/api/v1/recoveries',
    summary:
      'Find that money is to come back, by the responsible department, the HR bureau or Finance; another person approves it (R-074, R-126)',
    body: FindingBody,
    answer: RecoveryView,
    status: 201,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'FORBIDDEN', 'INVALID', 'ABOVE_PAID', 'AMOUNT_MISMATCH', 'LINE_UNKNOWN'],
    async handle({ caller, body, idempotencyKey, at, language }) {
      const { claimId, cause, amountFen, lines = [], note, caseId = null, purpose = null } = body;
      await requireClaim(claims, { claimId, caller, at });
      const finding = { claimId, cause, amountFen, lines, note, caseId, purpose, caller, at, key: idempotencyKey };
      const recoveryId = grantedOf(await recoveries.add(finding));
      await desk.start('recovery', recoveryId);
      const row = await findRecovery(recoveries, recoveryId, caller);
      return {
        ...(await showRecovery(recoveries, row, { caller, at, language })),
        location: `/api/v1/recoveries/${recoveryId}`,
      };
    },
  });
}

function approvalRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'approveRecovery',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/approval',
    summary: 'Approve what another person or the system found, for all of it or less; the letter goes out',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: ApprovalBody,
    answer: RecoveryView,
    idempotency: 'required',
    problems: [...RECOVERY_PROBLEMS, 'ABOVE_PAID', 'BELOW_RECOVERED', 'AMOUNT_MISMATCH'],
    async handle({ params: { recoveryId }, body, ...asked }) {
      const { caller, at } = asked;
      const said = { kind: 'approve', actor: actorOf(caller), atMs: at.getTime() } as const;
      return actOnRecovery(
        deps,
        { recoveryId, ...asked },
        { messageOf: (actId) => ({ ...said, amountFen: body.amountFen ?? null, actId }), body: {} },
      );
    },
  });
}

function refusalRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'refuseRecovery',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/refusal',
    summary: 'Refuse what another person or the system found: nothing is asked back',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: RefusalBody,
    answer: RecoveryView,
    idempotency: 'required',
    problems: RECOVERY_PROBLEMS,
    async handle({ params: { recoveryId }, body: { reason }, ...asked }) {
      const said = { kind: 'refuse', actor: actorOf(asked.caller), atMs: asked.at.getTime() } as const;
      return actOnRecovery(
        deps,
        { recoveryId, ...asked },
        { messageOf: (actId) => ({ ...said, actId }), body: { reason } },
      );
    },
  });
}

function appealRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'appealRecovery',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/appeal',
    summary: 'Appeal, by the debtor, once and until the day that the letter says; nobody is reminded meanwhile',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: AppealBody,
    answer: RecoveryView,
    idempotency: 'required',
    problems: [...RECOVERY_PROBLEMS, 'APPEAL_OVER'],
    async handle({ params: { recoveryId }, body: { statement }, ...asked }) {
      const said = { kind: 'appeal', actor: actorOf(asked.caller), atMs: asked.at.getTime() } as const;
      return actOnRecovery(
        deps,
        { recoveryId, ...asked },
        { messageOf: (actId) => ({ ...said, actId }), body: { statement } },
      );
    },
  });
}
