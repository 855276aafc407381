import { judgeEntryDecision, type EntryDecision } from '../../domain/payout/money-entry.ts';
import { RepaymentParams, SetOffParams } from '../../schemas/advance-schemas.ts';
import { EntryReasonBody, MoneyEntryView } from '../../schemas/money-entry-schemas.ts';
import { refuseWith, requireAct, requireClaim } from '../claim/require-act.ts';
import { actorOf } from '../kernel/caller.ts';
import { ENTRY_PROBLEMS, moneyEntryView, type EntryReader, type NamedEntry } from '../kernel/money-entry.ts';
import { Problem } from '../kernel/problem.ts';
import { grantedOf } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';

type ReturnEntry = Extract<NamedEntry, { kind: 'repayment' | 'setOff' }>;

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
        return { body: await confirm(deps, repaymentOf(params), request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'rejectRepayment',
      path: `${path}/rejection`,
      summary: 'Refuse an entered repayment, by another person than who entered it; it never counts (S4)',
      params: RepaymentParams,
      async handle({ params, ...request }) {
        return { body: await close(deps, repaymentOf(params), 'rejection', request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'withdrawRepayment',
      path: `${path}/withdrawal`,
      summary: 'Take back a repayment that one has entered; it never counts (S4)',
      params: RepaymentParams,
      async handle({ params, ...request }) {
        return { body: await close(deps, repaymentOf(params), 'withdrawal', request) };
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
        return { body: await confirm(deps, setOffOf(params), request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'rejectSetOff',
      path: `${path}/rejection`,
      summary: 'Refuse an entered set-off, by another person than who entered it; it never counts (S4)',
      params: SetOffParams,
      async handle({ params, ...request }) {
        return { body: await close(deps, setOffOf(params), 'rejection', request) };
      },
    }),
    defineRoute({
      ...CLOSING,
      operationId: 'withdrawSetOff',
      path: `${path}/withdrawal`,
      summary: 'Take back a set-off that one has entered; it never counts (S4)',
      params: SetOffParams,
      async handle({ params, ...request }) {
        return { body: await close(deps, setOffOf(params), 'withdrawal', request) };
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

const DECISION = { method: 'post', answer: MoneyEntryView, idempotency: 'required' } as const;
const CONFIRMATION = {
  ...DECISION,
  problems: ENTRY_PROBLEMS,
} as const;
const CLOSING = {
  ...DECISION,
  body: EntryReasonBody,
  problems: ['NOT_FOUND', 'INVALID', 'WRONG_STATE', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN'],
} as const;

type Request = EntryReader & { readonly at: Date; readonly idempotencyKey: string };

/** What the maker entered counts: the workflow of its claim is told, or the debt of an ended advance falls. */
async function confirm(deps: AdvanceDependencies, named: ReturnEntry, request: Request) {
  const { claimId, entryId } = named;
  const { caller, at, idempotencyKey } = request;
  const asked = { claimId, caller, at, idempotencyKey, ifMatch: undefined };
  const claim = await requireClaim(deps.claims, asked);
  const { entry, maker, isOfEnded } = await findEntry(deps, named);
  const isKept = await deps.entries.isActKept(caller.personId, idempotencyKey);
  if (!isKept) {
    const verdict = judgeEntryDecision(entry, 'confirmation', actorOf(caller));
    refuseWith(verdict.ok ? null : verdict.reason);
  }
  const { kind, amountFen, recoveryId } = entry;
  if (!isOfEnded) {
    const words = { actor: actorOf(caller), maker, atMs: at.getTime(), entryId, amountFen };
    const messageOf = (actId: string) =>
      kind === 'setOff'
        ? ({ kind, recoveryId: recoveryId ?? '', actId, ...words } as const)
        : ({ kind: 'repaid', actId, ...words } as const);
    await requireAct(deps.claims, asked, () => messageOf(''));
    await deps.desk.act({
      personId: caller.personId,
      idempotencyKey,
      taskId: null,
      body: {},
      message: (actId) => ({ entity: 'claim', id: claim.id, message: messageOf(actId) }),
    });
  } else if (!isKept) {
    grantedOf(await deps.entries.confirmOfEnded(entryId, { actor: actorOf(caller), at, idempotencyKey }));
  }
  return viewOf(deps, named, request);
}

async function close(
  deps: AdvanceDependencies,
  named: ReturnEntry,
  decision: Exclude<EntryDecision, 'confirmation'>,
  request: Request & { readonly body: { readonly reason: string } },
) {
  const { caller, at, idempotencyKey } = request;
  await requireClaim(deps.claims, { claimId: named.claimId, caller, at });
  const { entry } = await findEntry(deps, named);
  if (!(await deps.entries.isActKept(caller.personId, idempotencyKey))) {
    const { reason } = request.body;
    grantedOf(await deps.entries.close(entry.id, { actor: actorOf(caller), at, idempotencyKey, decision, reason }));
  }
  return viewOf(deps, named, request);
}

async function findEntry({ entries }: AdvanceDependencies, named: ReturnEntry) {
  const found = await entries.find(named);
  if (found === null) {
    throw new Problem('NOT_FOUND');
  }
  return found;
}

async function viewOf(deps: AdvanceDependencies, named: ReturnEntry, reader: EntryReader) {
  return moneyEntryView((await findEntry(deps, named)).entry, reader);
}
