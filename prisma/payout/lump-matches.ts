import type pg from 'pg';
import type { LumpMatches } from '../../api/payout/payout-ports.ts';
import { judgeLumpMatch } from '../../domain/bank-file/lump-match.ts';
import type { BatchState } from '../../domain/payout/batch-course.ts';
import { judgeEntryDecision, STATE_AFTER } from '../../domain/payout/money-entry.ts';
import { granted, refused } from '../../domain/verdict.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { execute, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { BATCH_SUM_FEN } from './batch-sum.ts';
import { findLump, matchWaits } from './lump-rows.ts';
import { EVENT_TABLES, eventInSight } from './inbox-reading.ts';

export function createLumpMatches(pool: pg.Pool): LumpMatches {
  return {
    enter: (asked) => inTransaction(pool, (client) => enterLump(client, asked)),
    find: (eventId, { jurisdiction }) => findLump(pool, eventId, jurisdiction),
    decide: (asked) => inTransaction(pool, (client) => decideLump(client, asked)),
  };
}

type EventOfLump = Row<'payout_inbox', 'state' | 'park_reason' | 'amount_fen'> & {
  readonly waits: boolean;
  readonly batch_state: BatchState | null;
  readonly sum_fen: number | null;
};

const lockLump = sqlText<EventOfLump, [eventId: string, jurisdiction: string, batchId: string]>(
  'payout.lockLump',
  `SELECT x.state, x.park_reason, x.amount_fen, o.state AS batch_state, o.sum_fen, ${matchWaits('x.id')} AS waits
   FROM ${EVENT_TABLES} LEFT JOIN LATERAL (SELECT b.state, ${BATCH_SUM_FEN} AS sum_fen FROM batch b
     WHERE b.id = $3 AND b.jurisdiction = $2) o ON true
   WHERE x.id = $1 AND ${eventInSight('$2')} FOR UPDATE OF x`,
);

async function judged(
  client: pg.PoolClient,
  {
    eventId,
    batchId,
    jurisdiction,
  }: { readonly eventId: string; readonly batchId: string; readonly jurisdiction: string },
  isWaiting: boolean,
) {
  const row = await fetchFirst(client, lockLump(eventId, jurisdiction, batchId));
  if (row === undefined) {
    return refused('NOT_FOUND' as const);
  }
  const { batch_state: state, sum_fen: controlSumFen } = row;
  const verdict = judgeLumpMatch({
    state: row.state,
    reason: row.park_reason,
    amountFen: row.amount_fen,
    hasWaitingMatch: row.waits && !isWaiting,
    batch: state === null || controlSumFen === null ? null : { state, controlSumFen },
  });
  return verdict.ok ? granted(row.amount_fen ?? 0) : verdict;
}

/** A person of Finance says which batch a lump pays; it waits for another one (S4). */
async function enterLump(
  client: pg.PoolClient,
  { eventId, batchId, caller, at, idempotencyKey }: Parameters<LumpMatches['enter']>[0],
): ReturnType<LumpMatches['enter']> {
  const { jurisdiction, personId } = caller;
  const id = idOfCreation('lmp', personId, idempotencyKey);
  const known = await findLump(client, eventId, jurisdiction);
  if (known?.id === id) {
    return granted(known);
  }
  const verdict = await judged(client, { eventId, batchId, jurisdiction }, false);
  if (!verdict.ok) {
    return verdict;
  }
  const row = { id, event_id: eventId, batch_id: batchId, jurisdiction, amount_fen: verdict.value, maker_id: personId };
  await execute(
    client,
    query.insertInto('lump_match').values({ ...row, state: 'waitsForConfirmation', entered_at: at }),
  );
  await audit(client, { batchId, act: 'enterMatch', facts: { eventId, matchId: id } }, { caller, at });
  const entered = await findLump(client, eventId, jurisdiction);
  return entered === null ? refused('NOT_FOUND') : granted(entered);
}

const ACT_OF = { confirmation: 'matchEvent', rejection: 'rejectEntry', withdrawal: 'withdrawEntry' } as const;

/** A confirmation is judged again, because the report may have moved on; then the report ends. What is dropped needs no judgement. */
async function decideLump(
  client: pg.PoolClient,
  { eventId, decision, reason, caller, at }: Parameters<LumpMatches['decide']>[0],
): ReturnType<LumpMatches['decide']> {
  const { jurisdiction, personId } = caller;
  const lump = await findLump(client, eventId, jurisdiction);
  if (lump === null) {
    return refused('NOT_FOUND');
  }
  const allowed = judgeEntryDecision(lump, decision, caller);
  const { batchId } = lump;
  const isConfirmed = decision === 'confirmation';
  const verdict = allowed.ok && isConfirmed ? await judged(client, { eventId, batchId, jurisdiction }, true) : allowed;
  if (!verdict.ok) {
    return verdict;
  }
  const decided = query
    .updateTable('lump_match')
    .set({ state: STATE_AFTER[decision], decided_by: personId, decided_at: at, reason })
    .where('id', '=', lump.id)
    .where('state', '=', 'waitsForConfirmation');
  if ((await execute(client, decided)) === 0) {
    return refused('WRONG_STATE');
  }
  if (isConfirmed) {
    const ended = { state: 'applied', park_reason: null, batch_id: batchId, applied_at: at } as const;
    await execute(client, query.updateTable('payout_inbox').set(ended).where('id', '=', eventId));
  }
  const facts = { eventId, matchId: lump.id, makerId: lump.makerId, reason };
  await audit(client, { batchId, act: ACT_OF[decision], facts }, { caller, at });
  return granted(null);
}

async function audit(
  client: pg.PoolClient,
  entry: {
    readonly batchId: string;
    readonly act: 'enterMatch' | (typeof ACT_OF)[keyof typeof ACT_OF];
    readonly facts: Readonly<Record<string, unknown>>;
  },
  { caller, at }: Pick<Parameters<LumpMatches['decide']>[0], 'caller' | 'at'>,
): Promise<void> {
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'batch',
    entityId: entry.batchId,
    revision: null,
    act: entry.act,
    actId: null,
    person: { personId, organ, section },
    at,
    facts: entry.facts,
  });
}
