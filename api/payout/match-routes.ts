import { suggestionsFor } from '../../domain/bank-file/suggestions.ts';
import type { WorkingCalendar } from '../../domain/calendar.ts';
import { judgeEntryDecision, type EntryDecision } from '../../domain/payout/money-entry.ts';
import { isOneOf, type Verdict } from '../../domain/verdict.ts';
import { PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { EntryReasonBody } from '../../schemas/money-entry-schemas.ts';
import { MatchBody } from '../../schemas/match-schemas.ts';
import { DismissedEventView, EventParams, MatchAnswer, UnmatchedEventView } from '../../schemas/payout-schemas.ts';
import { confirmReturn } from '../recovery/entry-decisions.ts';
import { requireFinanceOf } from '../recovery/finance-of.ts';
import { requireConducted } from '../recovery/recovery-acting.ts';
import type { AdvanceDependencies } from '../recovery/advance-dependencies.ts';
import { actorOf, hasRole, type Caller } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { problemText } from '../kernel/messages.ts';
import { moneyEntryView, type EntryReader, type MoneyEntryRecord } from '../kernel/money-entry.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { isAboutLump } from './meant-match.ts';
import type { PayoutEventDependencies } from './payout-event-dependencies.ts';
import type { LumpMatches, LumpRecord, UnmatchedEvent, WaitingMatch } from './payout-ports.ts';

/** Reports that wait for a person, and what two persons of Finance say of them (S4). */
export function matchRoutes(dependencies: PayoutEventDependencies): readonly Route[] {
  return [
    listUnmatched(dependencies),
    enterMatch(dependencies),
    confirmMatch(dependencies),
    dismissEvent(dependencies),
    closeMatch(dependencies, {
      operationId: 'rejectPayoutEventMatch',
      decision: 'rejection',
      summary: 'Refuse an entered match, by another person than who entered it; the event stays parked (S4)',
    }),
    closeMatch(dependencies, {
      operationId: 'withdrawPayoutEventMatch',
      decision: 'withdrawal',
      summary: 'Take back a match that one has entered; the event stays parked (S4)',
    }),
  ];
}

function listUnmatched({ inbox, calendar }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'listUnmatchedPayoutEvents',
    method: 'get',
    path: '/api/v1/unmatched-payout-events',
    summary: 'Events that wait for a person, oldest first, with the match that waits for its confirmation',
    query: PageQuery,
    answer: pageSchema(UnmatchedEventView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor }, language }) {
      const rows = await inbox.unmatched({ limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.receivedAt.getTime(), row.id],
        (row) => unmatchedView(row, { caller, language, calendar }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function unmatchedView(
  { receivedAt, state: _parked, match, hints, candidates, ...row }: UnmatchedEvent,
  { calendar, ...reader }: EntryReader & { readonly calendar: WorkingCalendar },
) {
  const view = match === null ? null : waitingView(match, reader);
  const { instructionId, amountFen, valueDate } = row;
  const found = suggestionsFor({ instructionId, amountFen, valueDate, ...hints }, candidates, calendar);
  const suggestions = found.map((one) => ({ ...one, reasons: [...one.reasons] }));
  return { ...row, receivedAt: receivedAt.toISOString(), suggestions, match: view, acts: eventActs(view, reader) };
}

function waitingView({ matchedTo, ...entry }: WaitingMatch, reader: EntryReader) {
  return { ...moneyEntryView(entry, reader), matchedTo };
}

/** What the caller may do with a parked event: enter a match, or decide on the one that waits. */
function eventActs(match: ReturnType<typeof moneyEntryView> | null, { caller, language }: EntryReader) {
  const refusedWith = (code: 'ROLE_REQUIRED' | 'ENTRY_WAITS' | 'WRONG_STATE') => {
    return { allowed: false, why: { code, sentence: problemText(code, {}, language).title } };
  };
  const entering = hasRole(caller, 'financeMaker') ? { allowed: true } : refusedWith('ROLE_REQUIRED');
  const decisions = ['confirmation', 'rejection', 'withdrawal'] as const;
  const dismissing = hasRole(caller, 'financeChecker') ? { allowed: true } : refusedWith('ROLE_REQUIRED');
  return match === null
    ? [
        { act: 'match' as const, ...entering },
        { act: 'dismissal' as const, ...dismissing },
        ...decisions.map((act) => ({ act, ...refusedWith('WRONG_STATE') })),
      ]
    : [
        { act: 'match' as const, ...refusedWith('ENTRY_WAITS') },
        { act: 'dismissal' as const, ...refusedWith('ENTRY_WAITS') },
        ...match.acts,
      ];
}

function enterMatch({ entries, lumps, debts }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'matchPayoutEvent',
    method: 'post',
    path: '/api/v1/unmatched-payout-events/:eventId/match',
    summary:
      'Enter which instruction an event means, of the same amount, or which batch or debt; in force once a checker confirms it (S4)',
    params: EventParams,
    body: MatchBody,
    answer: MatchAnswer,
    status: 201,
    idempotency: 'accepted',
    problems: [...MATCH_PROBLEMS, 'INVALID', 'ENTRY_WAITS', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN'],
    conflicts: CONFLICTS,
    async handle({ caller, params: { eventId }, body, idempotencyKey, at, language }) {
      if (caller.organ !== 'FINANCE') {
        throw new Problem('FORBIDDEN');
      }
      const { instructionId = '', batchId, recoveryId } = body;
      const asked = { eventId, idempotencyKey, at };
      if (batchId !== undefined) {
        const lump = await lumps.enter({ ...asked, batchId, caller });
        return { body: matchView(grantedOf(lump), { caller, language }) };
      }
      const of = { ...asked, actor: actorOf(caller) };
      const entered =
        recoveryId === undefined
          ? await entries.enterMatch({ ...of, instructionId })
          : await entries.enterDebtMatch({ ...of, ...(await debtOf(debts, recoveryId, caller)) });
      return { body: matchView(grantedOf(entered), { caller, language }) };
    },
  });
}

/** A debt of a claim; that of a grant is paid back at the grant. */
async function debtOf({ recoveries }: AdvanceDependencies, recoveryId: string, caller: Caller) {
  const { row, claimId } = await requireConducted(recoveries, recoveryId, caller);
  requireFinanceOf(row, caller);
  return { recoveryId, debtorId: claimId, jurisdiction: row.jurisdiction };
}

const MATCH_PROBLEMS = [
  'NOT_FOUND',
  'NOT_SIGNED',
  'ALREADY_MATCHED',
  'AMOUNT_MISMATCH',
  'WRONG_STATE',
  'CLAIM_CLOSED',
  'BANK_REFERENCE_USED',
] as const;

/** A match that cannot be applied is a conflict, for every reason (api §8b). */
const CONFLICTS = ['AMOUNT_MISMATCH'] as const;

function confirmMatch({ entries, lumps, desk, debts }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'confirmPayoutEventMatch',
    method: 'post',
    path: '/api/v1/unmatched-payout-events/:eventId/match/confirmation',
    summary: 'Put an entered match in force, by another person than who entered it; it is judged again (S4)',
    params: EventParams,
    answer: MatchAnswer,
    idempotency: 'required',
    problems: [...MATCH_PROBLEMS, 'INVALID', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN', 'FORGED_ACT'],
    conflicts: CONFLICTS,
    async handle({ caller, params: { eventId }, idempotencyKey, at, language }) {
      if (await isAboutLump({ entries, lumps }, eventId, caller)) {
        grantedOf(await lumps.decide({ eventId, decision: 'confirmation', reason: null, caller, at }));
        return { body: await lumpView(lumps, eventId, { caller, language }) };
      }
      const entry = await findMatch(entries, eventId, caller.jurisdiction);
      if (entry.recoveryId !== null) {
        const named = { kind: 'repayment', recoveryId: entry.recoveryId, entryId: entry.id } as const;
        await asConflict(confirmReturn(debts, named, { caller, at, idempotencyKey, language }));
        return { body: matchView(await findMatch(entries, eventId, caller.jurisdiction), { caller, language }) };
      }
      if (!(await entries.isActKept(caller.personId, idempotencyKey))) {
        const verdict = judgeEntryDecision(entry, 'confirmation', actorOf(caller));
        if (!verdict.ok) {
          throw new Problem(verdict.reason);
        }
        const { batchId } = grantedOf(
          await entries.confirmMatch(entry.id, { actor: actorOf(caller), at, idempotencyKey }),
        );
        if (batchId !== null) {
          await desk.inboxChanged(batchId);
        }
      }
      return { body: matchView(await findMatch(entries, eventId, caller.jurisdiction), { caller, language }) };
    },
  });
}

function closeMatch(
  { entries, lumps }: PayoutEventDependencies,
  of: {
    readonly operationId: 'rejectPayoutEventMatch' | 'withdrawPayoutEventMatch';
    readonly decision: Exclude<EntryDecision, 'confirmation'>;
    readonly summary: string;
  },
): Route {
  const { operationId, decision, summary } = of;
  return defineRoute({
    operationId,
    method: 'post',
    path: `/api/v1/unmatched-payout-events/:eventId/match/${decision}`,
    summary,
    params: EventParams,
    body: EntryReasonBody,
    answer: MatchAnswer,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'INVALID', 'WRONG_STATE', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN'],
    async handle({ caller, params: { eventId }, body: { reason }, idempotencyKey, at, language }) {
      if (await isAboutLump({ entries, lumps }, eventId, caller)) {
        grantedOf(await lumps.decide({ eventId, decision, reason, caller, at }));
        return { body: await lumpView(lumps, eventId, { caller, language }) };
      }
      const { id } = await findMatch(entries, eventId, caller.jurisdiction);
      if (!(await entries.isActKept(caller.personId, idempotencyKey))) {
        grantedOf(await entries.close(id, { actor: actorOf(caller), at, idempotencyKey, decision, reason }));
      }
      return { body: matchView(await findMatch(entries, eventId, caller.jurisdiction), { caller, language }) };
    },
  });
}

function dismissEvent({ inbox }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'dismissPayoutEvent',
    method: 'post',
    path: '/api/v1/unmatched-payout-events/:eventId/dismissal',
    summary: 'Say that an event is none of ours, with the reason; it ends',
    params: EventParams,
    body: EntryReasonBody,
    answer: DismissedEventView,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'NOT_SIGNED', 'ALREADY_MATCHED', 'WRONG_STATE', 'ENTRY_WAITS', 'FORBIDDEN'],
    async handle({ caller, params: { eventId }, body: { reason }, at }) {
      grantedOf(await inbox.dismiss({ eventId, reason, caller, at }));
      return { body: { id: eventId, state: 'dismissed' as const, reason } };
    },
  });
}

/** What stands against a match is a conflict also where the debt says it. */
async function asConflict(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw error instanceof Problem && isOneOf(CONFLICTS, error.code)
      ? new Problem(error.code, { ...error.details, status: 409 })
      : error;
  }
}

/** The match of an event that waits, or else the last one; another jurisdiction's is absent. */
async function findMatch(
  entries: PayoutEventDependencies['entries'],
  eventId: string,
  jurisdiction: string,
): Promise<MoneyEntryRecord> {
  const found = await entries.find({ kind: 'match', eventId });
  if (found?.entry.jurisdiction !== jurisdiction) {
    throw new Problem('NOT_FOUND');
  }
  return found.entry;
}

async function lumpView(lumps: LumpMatches, eventId: string, reader: EntryReader) {
  const found = await lumps.find(eventId, reader.caller);
  if (found === null) {
    throw new Problem('NOT_FOUND');
  }
  return matchView(found, reader);
}

function matchView(entry: MoneyEntryRecord | LumpRecord, reader: EntryReader) {
  const { id: matchId, ...view } = moneyEntryView(entry, reader);
  const batchId = 'batchId' in entry ? entry.batchId : null;
  return { ...view, id: entry.eventId ?? '', matchId, batchId, matched: entry.state === 'confirmed' };
}

function grantedOf<Value>(verdict: Verdict<Value, string>): Value {
  if (verdict.ok) {
    return verdict.value;
  }
  const errors = verdict.reason === 'INVALID' ? [{ pointer: '/instructionId', code: 'NOT_FOUND' }] : [];
  const code = problemOfCode(verdict.reason);
  throw new Problem(code, { errors, ...(isOneOf(CONFLICTS, code) && { status: 409 }) });
}
