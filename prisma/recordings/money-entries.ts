import type pg from 'pg';
import type { MoneyEntries, NamedEntry } from '../../api/kernel/money-entry.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { judgeEntryDecision, STATE_AFTER } from '../../domain/payout/money-entry.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import { isActKept } from '../kernel/act-store.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, sendTogether, sqlText, type Row } from '../kernel/statements.ts';
import { ForgedAct, forgedOf, forgedReport, noteForgery, type Forged } from '../kernel/forged-act.ts';
import { ForgedReport, refuseForged } from '../payout/kept-report.ts';
import { decideEntryWrite, lockKeptEntry, ownerOfEntry } from './kept-entry.ts';
import { enterDebtMatch } from './debt-match.ts';
import { confirmMatch, enterMatch } from './match-recording.ts';
import { enterReturn, readEntry } from './money-entering.ts';
import { ownActWrite, type OwnActContext } from './own-act.ts';
import { refusalOf } from './refusing-constraints.ts';

export interface EntryContext extends OwnActContext {
  /** Whether an API process signed an act (D2). */
  readonly verify: ActVerifier;
  /** By which an audit entry shows that it was made with a key (S15). */
  readonly keyed: KeyedHashes;
  /** Called with each entry that no API process has signed. */
  readonly onForged: (forged: Forged) => void;
}

/**
 * Words about money, entered by one person of Finance and in force by another one (S4). Only API processes have what they
 * need to sign them.
 */
export function createMoneyEntries(pool: pg.Pool, context: EntryContext): MoneyEntries {
  const run = <Value>(work: (client: pg.PoolClient) => Promise<Value>, entryId = '') =>
    judged(pool, context, entryId, () => inTransaction(pool, work));
  return {
    enterReturn: (entered) => run((client) => enterReturn(client, context, entered)),
    enterMatch: (entered) => run((client) => enterMatch(client, context, entered)),
    enterDebtMatch: (entered) => run((client) => enterDebtMatch(client, context, entered)),
    find: (named) => findEntry(pool, named),
    confirmMatch: (entryId, asked) => run((client) => confirmMatch(client, context, entryId, asked), entryId),
    close: (entryId, asked) => run((client) => closeEntry(client, context, entryId, asked), entryId),
    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

/** Refusals are values; a forged entry is noted besides, as a forged message is. */
async function judged<Value>(
  pool: pg.Pool,
  { onForged }: EntryContext,
  entryId: string,
  work: () => Promise<Value>,
): Promise<Verdict<Value, string>> {
  try {
    return granted(await work());
  } catch (error) {
    if (error instanceof ForgedReport) {
      await refuseForged(pool, onForged, error.inboxId, forgedReport(error.of, error.forgery));
    } else if (error instanceof ForgedAct) {
      const entry = await readEntry(pool, entryId);
      const grantId = entry?.grantId ?? null;
      const of =
        grantId === null
          ? ({ kind: 'claim', id: entry?.claimId ?? '' } as const)
          : ({ kind: 'grant', id: grantId } as const);
      const forged = forgedOf(of, { kind: 'unknown' }, error);
      onForged(forged);
      await noteForgery(pool, forged);
    }
    const code = refusalOf(error);
    if (code === null) {
      throw error;
    }
    return refused(code);
  }
}

interface Found extends Row<'money_entry', 'id'> {
  readonly maker: Actor;
}

const FOUND = `SELECT e.id, a.body #> '{asked,message,actor}' AS maker
   FROM money_entry e JOIN act a ON a.id = e.maker_act_id`;

const entryOfClaim = sqlText<Found, [entryId: string, kind: string, claimId: string]>(
  'recordings.entryOfClaim',
  `${FOUND} WHERE e.id = $1 AND e.kind = $2 AND e.claim_id = $3`,
);

const entryOfRecovery = sqlText<Found, [entryId: string, kind: string, recoveryId: string]>(
  'recordings.entryOfRecovery',
  `${FOUND} WHERE e.id = $1 AND e.kind = $2 AND e.recovery_id = $3`,
);

const matchOfEvent = sqlText<Found, [eventId: string]>(
  'recordings.matchOfEvent',
  `${FOUND} WHERE e.event_id = $1 AND e.kind IN ('match', 'repayment')
   ORDER BY e.state = 'waitsForConfirmation' DESC, e.entered_at DESC, e.id LIMIT 1`,
);

async function findEntry(pool: pg.Pool, named: NamedEntry): ReturnType<MoneyEntries['find']> {
  const found = await fetchFirst(pool, statementOf(named));
  const entry = found === undefined ? null : await readEntry(pool, found.id);
  return found === undefined || entry === null ? null : { entry, maker: found.maker };
}

function statementOf(named: NamedEntry) {
  if (named.kind === 'match') {
    return matchOfEvent(named.eventId);
  }
  return 'recoveryId' in named
    ? entryOfRecovery(named.entryId, named.kind, named.recoveryId)
    : entryOfClaim(named.entryId, named.kind, named.claimId);
}

/** What was entered never counts. Who entered it takes it back, another person rejects it; the reason stays with it. */
async function closeEntry(
  client: pg.PoolClient,
  context: EntryContext,
  entryId: string,
  { actor, at, idempotencyKey, decision, reason }: Parameters<MoneyEntries['close']>[1],
): Promise<null> {
  const kept = await lockKeptEntry(client, entryId);
  if (kept === null) {
    throw new RefusedForGood('NOT_FOUND');
  }
  const { entry } = kept;
  const { state, maker_id: makerId, jurisdiction } = entry;
  const verdict = judgeEntryDecision({ state, makerId, jurisdiction }, decision, actor);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const actId = newId('act');
  const act = decision === 'rejection' ? 'rejectEntry' : 'withdrawEntry';
  const message = { kind: act, actId, atMs: at.getTime(), actor, entryId, reason } as const;
  const owner = ownerOfEntry(entry);
  const batch = entry.instruction_id === null ? undefined : await fetchFirst(client, batchOf(entry.instruction_id));
  await sendTogether(client, [
    ownActWrite(context, { entity: owner.kind, id: owner.id, message }, { personId: actor.personId, idempotencyKey }),
    decideEntryWrite(entryId, { state: STATE_AFTER[decision], personId: actor.personId, actId, at, reason }),
    ...auditWrites({
      ...(batch === undefined
        ? { entityKind: owner.kind, entityId: owner.id }
        : { entityKind: 'batch', entityId: batch.batch_id }),
      revision: null,
      act,
      actId,
      person: actor,
      at,
      facts: { entryId, movedFen: entry.amount_fen, makerId, reason },
    }),
  ]);
  return null;
}

const batchOf = sqlText<{ readonly batch_id: string }, [instructionId: string]>(
  'recordings.batchOfInstruction',
  'SELECT batch_id FROM payout_instruction WHERE id = $1',
);
