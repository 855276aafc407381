import { judgeEntryDecision, type EntryDecision } from '../../domain/payout/money-entry.ts';
import { judgeOnClaim } from '../../domain/recovery/recovery-judging.ts';
import { EntryReasonBody, MoneyEntryView } from '../../schemas/money-entry-schemas.ts';
import { refuseWith, requireAct, requireClaim } from '../claim/require-act.ts';
import { actorOf } from '../kernel/caller.ts';
import {
  ENTRY_PROBLEMS,
  moneyEntryView,
  type EntryReader,
  type MoneyEntryRecord,
  type NamedEntry,
} from '../kernel/money-entry.ts';
import { Problem } from '../kernel/problem.ts';
import { grantedOf, problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { findRecovery, requireConducted, tellOthers } from './recovery-acting.ts';

/** An entered repayment or set-off, as its address names it. */
export type ReturnEntry = Exclude<NamedEntry, { kind: 'match' }>;

const DECISION = { method: 'post', answer: MoneyEntryView, idempotency: 'required' } as const;
export const CONFIRMATION = { ...DECISION, problems: ENTRY_PROBLEMS } as const;
export const CLOSING = {
  ...DECISION,
  body: EntryReasonBody,
  problems: ['NOT_FOUND', 'INVALID', 'WRONG_STATE', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN'],
} as const;

type Request = EntryReader & { readonly at: Date; readonly idempotencyKey: string };

/** What the maker entered counts: a repayment at the recovery, a set-off at the claim that pays it. */
export async function confirmReturn(deps: AdvanceDependencies, named: ReturnEntry, request: Request) {
  const { caller, at, idempotencyKey } = request;
  await requireSight(deps, named, request);
  const { entry, maker } = await findEntry(deps, named);
  if (!(await deps.entries.isActKept(caller.personId, idempotencyKey))) {
    const verdict = judgeEntryDecision(entry, 'confirmation', actorOf(caller));
    refuseWith(verdict.ok ? null : verdict.reason);
  }
  const { amountFen } = entry;
  const words = { actor: actorOf(caller), maker, atMs: at.getTime(), entryId: entry.id, amountFen };
  await (entry.kind === 'setOff' ? confirmSetOff : confirmRepayment)(deps, entry, { words, request });
  await tellOthers(deps, { recoveryId: entry.recoveryId ?? '', claimId: entry.recoveryClaimId ?? '' });
  return viewOf(deps, named, request);
}

interface Confirming {
  readonly words: {
    readonly actor: ReturnType<typeof actorOf>;
    readonly maker: ReturnType<typeof actorOf>;
    readonly atMs: number;
    readonly entryId: string;
    readonly amountFen: number;
  };
  readonly request: Request;
}

async function confirmRepayment(deps: AdvanceDependencies, entry: MoneyEntryRecord, { words, request }: Confirming) {
  const { caller, idempotencyKey } = request;
  const recoveryId = entry.recoveryId ?? '';
  const { conducted } = await requireConducted(deps.recoveries, recoveryId, caller);
  const messageOf = (actId: string) => ({ kind: 'repaid', actId, ...words }) as const;
  if (!(await deps.entries.isActKept(caller.personId, idempotencyKey))) {
    const verdict = judgeOnClaim(conducted, messageOf(''));
    refuseWith(verdict.ok ? null : problemOfRefusal(verdict.reason));
  }
  await deps.desk.act({
    personId: caller.personId,
    idempotencyKey,
    taskId: null,
    body: {},
    message: (actId) => ({ entity: 'recovery', id: recoveryId, message: messageOf(actId) }),
  });
}

async function confirmSetOff(deps: AdvanceDependencies, entry: MoneyEntryRecord, { words, request }: Confirming) {
  const { caller, at, idempotencyKey } = request;
  const claimId = entry.claimId ?? '';
  const messageOf = (actId: string) =>
    ({ kind: 'setOff', recoveryId: entry.recoveryId ?? '', actId, ...words }) as const;
  await requireAct(deps.claims, { claimId, caller, at, idempotencyKey, ifMatch: undefined }, () => messageOf(''));
  await deps.desk.act({
    personId: caller.personId,
    idempotencyKey,
    taskId: null,
    body: {},
    message: (actId) => ({ entity: 'claim', id: claimId, message: messageOf(actId) }),
  });
}

/** It never counts: another person rejects it, or who entered it takes it back. */
export async function closeReturn(
  deps: AdvanceDependencies,
  named: ReturnEntry,
  decision: Exclude<EntryDecision, 'confirmation'>,
  request: Request & { readonly body: { readonly reason: string } },
) {
  const { caller, at, idempotencyKey } = request;
  await requireSight(deps, named, request);
  const { entry } = await findEntry(deps, named);
  if (!(await deps.entries.isActKept(caller.personId, idempotencyKey))) {
    const { reason } = request.body;
    grantedOf(await deps.entries.close(entry.id, { actor: actorOf(caller), at, idempotencyKey, decision, reason }));
  }
  return viewOf(deps, named, request);
}

/** @throws Problem NOT_FOUND for who does not see what the address names */
async function requireSight(deps: AdvanceDependencies, named: ReturnEntry, { caller, at }: Request): Promise<void> {
  if ('recoveryId' in named) {
    await findRecovery(deps.recoveries, named.recoveryId, caller);
  } else {
    await requireClaim(deps.claims, { claimId: named.claimId, caller, at });
  }
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
