import type pg from 'pg';
import type { OwnAct } from '../../api/kernel/desk-port.ts';
import type { EntryAct } from '../../domain/act-words.ts';
import { senderOf, type Actor } from '../../domain/authority/actor.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { MoneyEntryKind, MoneyEntryState } from '../../domain/payout/money-entry.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { isSignedAct, type KeptColumns } from './kept-act.ts';

/** What one person of Finance entered: its row, which is locked, and the act in which the API kept it (S4). */
export interface KeptEntry {
  readonly entry: EntryRow;
  readonly act: KeptColumns;
}

export type EntryRow = Row<'money_entry'>;

const lockEntry = (entryId: string) =>
  query.selectFrom('money_entry').selectAll().where('id', '=', entryId).forUpdate();

const actOfEntry = sqlText<KeptColumns, [entryId: string]>(
  'recordings.actOfEntry',
  `SELECT a.id, a.person_id, a.body, a.body_digest, a.signature, false AS is_of_before
   FROM money_entry e JOIN act a ON a.id = e.maker_act_id WHERE e.id = $1`,
);

/** Locks an entry and reads its act. The statements are sent at once. */
export async function lockKeptEntry(client: pg.PoolClient, entryId: string | undefined): Promise<KeptEntry | null> {
  const id = entryId ?? '';
  const [entry, act] = await Promise.all([fetchFirst(client, lockEntry(id)), fetchFirst(client, actOfEntry(id))]);
  return entry === undefined || act === undefined ? null : { entry, act };
}

const ENTERING = {
  repayment: 'enterRepayment',
  setOff: 'enterSetOff',
  match: 'enterMatch',
} as const satisfies Readonly<Record<MoneyEntryKind, EntryAct>>;

export type EnteredFacts = Omit<
  EntryRow,
  'state' | 'maker_act_id' | 'decided_by' | 'decided_act_id' | 'decided_at' | 'reason'
>;

/** The claim or the grant that an entry is about. @throws RangeError for neither, which a constraint of the table excludes */
export function ownerOfEntry({ claim_id: claimId, grant_id: grantId }: Pick<EntryRow, 'claim_id' | 'grant_id'>): {
  readonly kind: 'claim' | 'grant';
  readonly id: string;
} {
  const owner =
    grantId === null ? ({ kind: 'claim', id: claimId } as const) : ({ kind: 'grant', id: grantId } as const);
  if (owner.id === null) {
    throw new RangeError('An entry about no claim and no grant');
  }
  return { kind: owner.kind, id: owner.id };
}

/** The act by which a person enters something: what the API signs of it is all that its row says. */
export function enteringAct(entered: EnteredFacts, actId: string, actor: Actor): OwnAct {
  const { kind: entity, id } = ownerOfEntry(entered);
  return {
    entity,
    id,
    message: {
      kind: ENTERING[entered.kind],
      actId,
      atMs: entered.entered_at.getTime(),
      actor,
      entryId: entered.id,
      amountFen: entered.amount_fen,
      bankReference: entered.bank_reference,
      recoveryId: entered.recovery_id,
      eventId: entered.event_id,
      instructionId: entered.instruction_id,
    },
  };
}

/**
 * The entry that a confirmation names, with the seat of its maker: it waits, and it is what the API kept and signed of it,
 * whole (D2, S4).
 * @throws ForgedAct if nobody entered it, or something else; RefusedForGood if it was decided
 */
export function requireEntered(
  verify: ActVerifier,
  kept: KeptEntry | null,
  kind: MoneyEntryKind,
): { readonly entry: EntryRow; readonly maker: Actor } {
  if (kept === null || kept.entry.kind !== kind) {
    throw new ForgedAct('notAsked');
  }
  const { entry, act } = kept;
  if (entry.state !== 'waitsForConfirmation') {
    throw new RefusedForGood(entry.state === 'confirmed' ? 'ALREADY_CONFIRMED' : 'WRONG_STATE');
  }
  const { asked } = act.body;
  const maker = senderOf(asked.message);
  if (maker === null || maker.personId !== entry.maker_id || act.person_id !== entry.maker_id) {
    throw new ForgedAct('otherContent');
  }
  if (canonicalJson(asked) !== canonicalJson(enteringAct(entry, act.id, maker))) {
    throw new ForgedAct('otherContent');
  }
  if (!isSignedAct(verify, act)) {
    throw new ForgedAct('notSigned');
  }
  return { entry, maker };
}

/** Decides an entry; the database refuses to decide one twice, and to confirm one's own. */
export function decideEntryWrite(
  entryId: string,
  decided: {
    readonly state: Exclude<MoneyEntryState, 'waitsForConfirmation'>;
    readonly personId: string;
    readonly actId: string;
    readonly at: Date;
    readonly reason: string | null;
  },
): Statement<unknown> {
  const { state, personId, actId, at, reason } = decided;
  return query
    .updateTable('money_entry')
    .set({ state, decided_by: personId, decided_act_id: actId, decided_at: at, reason })
    .where('id', '=', entryId);
}

const takeFinanceSeats = sqlText<never, [claimId: string, makerId: string, checkerId: string]>(
  'recordings.takeFinanceSeats',
  `INSERT INTO claim_decider (claim_id, person_id, role)
   SELECT $1, w.person_id, w.role FROM (VALUES ($2, 'financeMaker'), ($3, 'financeChecker')) AS w (person_id, role)
   WHERE NOT EXISTS (SELECT FROM claim_decider d
     WHERE d.claim_id = $1 AND d.person_id = w.person_id AND d.role = w.role)`,
);

const takeGrantSeats = sqlText<never, [grantId: string, makerId: string, checkerId: string]>(
  'recordings.takeGrantSeats',
  `INSERT INTO grant_decider (grant_id, person_id, role)
   SELECT $1, w.person_id, w.role FROM (VALUES ($2, 'maker'), ($3, 'checker')) AS w (person_id, role)
   WHERE NOT EXISTS (SELECT FROM grant_decider d
     WHERE d.grant_id = $1 AND d.person_id = w.person_id AND d.role = w.role)`,
);

/**
 * Maker and checker have decided on the claim or the grant (S4, D12): the primary key refuses a person who did so in another
 * role. It is used for entries of which no workflow is told.
 */
export function financeSeatsWrite(
  { kind, id }: { readonly kind: 'claim' | 'grant'; readonly id: string },
  { makerId, checkerId }: { readonly makerId: string; readonly checkerId: string },
): Statement<unknown> {
  return (kind === 'claim' ? takeFinanceSeats : takeGrantSeats)(id, makerId, checkerId);
}
