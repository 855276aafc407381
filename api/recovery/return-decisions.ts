import { RepaymentParams, SetOffParams } from '../../schemas/advance-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { closeReturn, CONFIRMATION, confirmReturn, CLOSING } from './entry-decisions.ts';

/** What becomes of an entered repayment or set-off (S4). */
export function returnDecisions(deps: AdvanceDependencies): readonly Route[] {
  return [...repaymentDecisions(deps), ...setOffDecisions(deps)];
}

function repaymentDecisions(deps: AdvanceDependencies): readonly Route[] {
  const path = '/api/v1/claims/:claimId/repayments/:repaymentId' as const;
  return [
    defineRoute({
      ...CONFIRMATION,
      operationId: 'confirmRepayment',
      path: `${path}/confirmation`,
      summary: 'Put an entered repayment in force, by another person than who entered it (S4)',
      params: RepaymentParams,
      async handle({ params, ...request }) {
        return { body: await confirmReturn(deps, repaymentOf(params), request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'rejectRepayment',
      path: `${path}/rejection`,
      summary: 'Refuse an entered repayment, by another person than who entered it; it never counts (S4)',
      params: RepaymentParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, repaymentOf(params), 'rejection', request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'withdrawRepayment',
      path: `${path}/withdrawal`,
      summary: 'Take back a repayment that one has entered; it never counts (S4)',
      params: RepaymentParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, repaymentOf(params), 'withdrawal', request) };
      },
    }),
  ];
}

function setOffDecisions(deps: AdvanceDependencies): readonly Route[] {
  const path = '/api/v1/claims/:claimId/set-offs/:setOffId' as const;
  return [
    defineRoute({
      ...CONFIRMATION,
      operationId: 'confirmSetOff',
      path: `${path}/confirmation`,
      summary: 'Put an entered set-off in force, by another person than who entered it (S4)',
      params: SetOffParams,
      async handle({ params, ...request }) {
        return { body: await confirmReturn(deps, setOffOf(params), request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'rejectSetOff',
      path: `${path}/rejection`,
      summary: 'Refuse an entered set-off, by another person than who entered it; it never counts (S4)',
      params: SetOffParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, setOffOf(params), 'rejection', request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'withdrawSetOff',
      path: `${path}/withdrawal`,
      summary: 'Take back a set-off that one has entered; it never counts (S4)',
      params: SetOffParams,
      async handle({ params, ...request }) {
        return { body: await closeReturn(deps, setOffOf(params), 'withdrawal', request) };
      },
    }),
  ];
}

function repaymentOf({ claimId, repaymentId }: { readonly claimId: string; readonly repaymentId: string }) {
  return { kind: 'repayment', claimId, entryId: repaymentId } as const;
}

function setOffOf({ claimId, setOffId }: { readonly claimId: string; readonly setOffId: string }) {
  return { kind: 'setOff', claimId, entryId: setOffId } as const;
}
