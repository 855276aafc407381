import { RecoveryRepaymentParams, RecoverySetOffParams } from '../../schemas/recovery-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { closeReturn, CONFIRMATION, confirmReturn, CLOSING } from './entry-decisions.ts';

/** What becomes of an entered repayment or set-off, as its recovery names it (S4). */
export function recoveryReturnDecisions(deps: AdvanceDependencies): readonly Route[] {
  return [...repaymentDecisions(deps), ...setOffDecisions(deps)];
}

function repaymentDecisions(deps: AdvanceDependencies): readonly Route[] {
  const path = '/api/v1/recoveries/:recoveryId/repayments/:repaymentId' as const;
  return [
    defineRoute({
      ...CONFIRMATION,
      operationId: 'confirmRecoveryRepayment',
      path: `${path}/confirmation`,
      summary: 'Put an entered repayment in force, by another person than who entered it (S4)',
      params: RecoveryRepaymentParams,
      async handle({ params, ...request }) {
        return { body: await confirmReturn(deps, repaymentOf(params), request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'rejectRecoveryRepayment',
      path: `${path}/rejection`,
      summary: 'Refuse an entered repayment, by another person than who entered it; it never counts (S4)',
      params: RecoveryRepaymentParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, repaymentOf(params), 'rejection', request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'withdrawRecoveryRepayment',
      path: `${path}/withdrawal`,
      summary: 'Take back a repayment that one has entered; it never counts (S4)',
      params: RecoveryRepaymentParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, repaymentOf(params), 'withdrawal', request) };
      },
    }),
  ];
}

function setOffDecisions(deps: AdvanceDependencies): readonly Route[] {
  const path = '/api/v1/recoveries/:recoveryId/set-offs/:setOffId' as const;
  return [
    defineRoute({
      ...CONFIRMATION,
      operationId: 'confirmRecoverySetOff',
      path: `${path}/confirmation`,
      summary: 'Put an entered set-off in force, by another person than who entered it (S4)',
      params: RecoverySetOffParams,
      async handle({ params, ...request }) {
        return { body: await confirmReturn(deps, setOffOf(params), request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'rejectRecoverySetOff',
      path: `${path}/rejection`,
      summary: 'Refuse an entered set-off, by another person than who entered it; it never counts (S4)',
      params: RecoverySetOffParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, setOffOf(params), 'rejection', request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'withdrawRecoverySetOff',
      path: `${path}/withdrawal`,
      summary: 'Take back a set-off that one has entered; it never counts (S4)',
      params: RecoverySetOffParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, setOffOf(params), 'withdrawal', request) };
      },
    }),
  ];
}

function repaymentOf({ recoveryId, repaymentId }: { readonly recoveryId: string; readonly repaymentId: string }) {
  return { kind: 'repayment', recoveryId, entryId: repaymentId } as const;
}

function setOffOf({ recoveryId, setOffId }: { readonly recoveryId: string; readonly setOffId: string }) {
  return { kind: 'setOff', recoveryId, entryId: setOffId } as const;
}
