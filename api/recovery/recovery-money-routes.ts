import type { Actor } from '../../domain/authority/actor.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import type { RecoveryCourse, RecoveryMessage } from '../../domain/recovery/recovery-course.ts';
import { MoneyEntryView } from '../../schemas/money-entry-schemas.ts';
import {
  InstalmentsBody,
  RecoveryParams,
  RecoveryRepaymentBody,
  RecoverySetOffBody,
  RecoveryView,
  WriteOffBody,
} from '../../schemas/recovery-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { actorOf } from '../kernel/caller.ts';
import { ENTRY_PROBLEMS, moneyEntryView } from '../kernel/money-entry.ts';
import { Problem } from '../kernel/problem.ts';
import { grantedOf } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { requireFinanceOf } from './finance-of.ts';
import { actOnRecovery, RECOVERY_PROBLEMS, requireConducted, revisionRead } from './recovery-acting.ts';
import { recoveryReturnDecisions } from './recovery-return-decisions.ts';
import { payingOf } from './return-routes.ts';

/** Money that comes back of a recovery, and what takes its place: each word takes two persons (S4). */
export function recoveryMoneyRoutes(deps: AdvanceDependencies): readonly Route[] {
  return [
    repaymentRoute(deps),
    setOffRoute(deps),
    instalmentsRoute(deps),
    instalmentsConfirmation(deps),
    writeOffRoute(deps),
    writeOffConfirmation(deps),
    ...recoveryReturnDecisions(deps),
  ];
}

function repaymentRoute({ recoveries, entries }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'enterRecoveryRepayment',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/repayments',
    summary: 'Enter what was paid back, with the reference of the bank; in force once a checker confirms it (R-074)',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: RecoveryRepaymentBody,
    answer: MoneyEntryView,
    status: 201,
    idempotency: 'required',
    problems: [...ENTRY_PROBLEMS, 'STALE', 'BANK_REFERENCE_USED'],
    async handle({ params: { recoveryId }, body: { amountFen, bankReference }, headers, ...asked }) {
      const { caller, idempotencyKey, at, language } = asked;
      const { row, claimId } = await requireConducted(recoveries, recoveryId, caller);
      requireFinanceOf(row, caller);
      const entered = {
        actor: actorOf(caller),
        at,
        idempotencyKey,
        amountFen,
        recoveryId,
        seenRevision: revisionRead(headers),
        debtorId: claimId,
        jurisdiction: row.jurisdiction,
        from: { bankReference },
      };
      return { body: moneyEntryView(grantedOf(await entries.enterReturn(entered)), { caller, language }) };
    },
  });
}

function setOffRoute({ recoveries, entries, claims }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'enterRecoverySetOff',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/set-offs',
    summary:
      'Enter that it is taken from the base that another claim of the same payee is due; in force once a checker confirms it (R-074)',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: RecoverySetOffBody,
    answer: MoneyEntryView,
    status: 201,
    idempotency: 'required',
    problems: [...ENTRY_PROBLEMS, 'STALE'],
    async handle({ params: { recoveryId }, body, headers, ...asked }) {
      const { caller, idempotencyKey, at, language } = asked;
      const { row, claimId } = await requireConducted(recoveries, recoveryId, caller);
      requireFinanceOf(row, caller);
      const paying = await claims.find(body.claimId, caller, at);
      if (paying === null) {
        throw new Problem('INVALID', { errors: [{ pointer: '/claimId', code: 'UNKNOWN_VALUE' }] });
      }
      const entered = {
        actor: actorOf(caller),
        at,
        idempotencyKey,
        amountFen: body.amountFen,
        recoveryId,
        seenRevision: revisionRead(headers),
        debtorId: claimId,
        jurisdiction: row.jurisdiction,
        from: { paying: payingOf(paying) },
      };
      return { body: moneyEntryView(grantedOf(await entries.enterReturn(entered)), { caller, language }) };
    },
  });
}

function instalmentsRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'proposeRecoveryInstalments',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/instalments',
    summary: 'Propose instalments that sum to what is open, by a maker of Finance; a checker confirms them',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: InstalmentsBody,
    answer: RecoveryView,
    status: 201,
    idempotency: 'required',
    problems: [...RECOVERY_PROBLEMS, 'PLAN_DOES_NOT_SUM'],
    async handle({ params: { recoveryId }, body, ...asked }) {
      const plan = body.plan.map(({ dueOn, amountFen }) => ({ dueOn: parseIsoDate(dueOn), amountFen }));
      const said = {
        kind: 'proposeInstalments',
        actor: actorOf(asked.caller),
        atMs: asked.at.getTime(),
        plan,
      } as const;
      return actOnRecovery(deps, { recoveryId, ...asked }, { messageOf: (actId) => ({ ...said, actId }), body: {} });
    },
  });
}

function instalmentsConfirmation(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'confirmRecoveryInstalments',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/instalments/confirmation',
    summary: 'Put proposed instalments in force, by another person than who proposed them (S4)',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    answer: RecoveryView,
    idempotency: 'required',
    problems: [...RECOVERY_PROBLEMS, 'PLAN_DOES_NOT_SUM'],
    async handle({ params: { recoveryId }, ...asked }) {
      const said = { kind: 'confirmInstalments', actor: actorOf(asked.caller), atMs: asked.at.getTime() } as const;
      return actOnRecovery(deps, { recoveryId, ...asked }, confirming(said));
    },
  });
}

function writeOffRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'proposeRecoveryWriteOff',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/write-off',
    summary: 'Propose to write off what is open, with the number of its document; an operatorApprover confirms it',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    body: WriteOffBody,
    answer: RecoveryView,
    status: 201,
    idempotency: 'required',
    problems: RECOVERY_PROBLEMS,
    async handle({ params: { recoveryId }, body: { reason, documentNo }, ...asked }) {
      const said = { kind: 'proposeWriteOff', actor: actorOf(asked.caller), atMs: asked.at.getTime() } as const;
      return actOnRecovery(
        deps,
        { recoveryId, ...asked },
        { messageOf: (actId) => ({ ...said, actId }), body: { reason, documentNo } },
      );
    },
  });
}

function writeOffConfirmation(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'confirmRecoveryWriteOff',
    method: 'post',
    path: '/api/v1/recoveries/:recoveryId/write-off/confirmation',
    summary: 'Write off what is open, by another person than who proposed it (S4)',
    params: RecoveryParams,
    headers: IfMatchHeaders,
    answer: RecoveryView,
    idempotency: 'required',
    problems: RECOVERY_PROBLEMS,
    async handle({ params: { recoveryId }, ...asked }) {
      const said = { kind: 'confirmWriteOff', actor: actorOf(asked.caller), atMs: asked.at.getTime() } as const;
      return actOnRecovery(deps, { recoveryId, ...asked }, confirming(said));
    },
  });
}

/** A proposal that was replaced since it was read is confirmed in no case. */
function confirming(said: {
  readonly kind: 'confirmInstalments' | 'confirmWriteOff';
  readonly actor: Actor;
  readonly atMs: number;
}) {
  return {
    messageOf: (actId: string, { proposal }: RecoveryCourse): RecoveryMessage => ({
      ...said,
      ...(proposal?.atMs !== undefined && { proposedAtMs: proposal.atMs }),
      actId,
    }),
    body: {},
  };
}
