import type pg from 'pg';
import type { OwnAct } from '../../api/kernel/desk-port.ts';
import { senderOf, type Actor } from '../../domain/authority/actor.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { judgeRepaidFen } from '../../domain/grant/grant-recovery.ts';
import { authorizeGrantAct } from '../../domain/grant/grant-role.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, query, sendTogether, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { isSignedAct, type KeptColumns } from './kept-act.ts';
import { ownActWrite, type OwnActContext } from './own-act.ts';

export type RepaymentRow = Row<'grant_repayment'>;

interface Entered {
  readonly grantId: string;
  readonly amountFen: number;
  readonly bankReference: string;
  readonly actor: Actor;
  readonly at: Date;
  readonly idempotencyKey: string;
}

/** The act by which a maker enters a repayment: what the API signs of it is all that its row says (S4). */
function enteringAct(
  row: Pick<RepaymentRow, 'id' | 'grant_id' | 'amount_fen' | 'bank_reference' | 'entered_at'>,
  actId: string,
  actor: Actor,
): OwnAct {
  return {
    entity: 'grant',
    id: row.grant_id,
    message: {
      kind: 'enterRepayment',
      actId,
      atMs: row.entered_at.getTime(),
      actor,
      entryId: row.id,
      amountFen: row.amount_fen,
      bankReference: row.bank_reference,
    },
  };
}

const lockDebt = sqlText<Row<'base_grant', 'id' | 'jurisdiction' | 'state' | 'course'>, [grantId: string]>(
  'recordings.lockGrantDebt',
  'SELECT id, jurisdiction, state, course FROM base_grant WHERE id = $1 FOR NO KEY UPDATE',
);

/**
 * Stores what one person of Finance says was repaid; nothing counts yet (S4, R-160). What the confirmation would refuse now
 * is refused at once. The same key of the same person finds the earlier entry.
 * @throws RefusedForGood
 */
export async function enterGrantRepayment(
  client: pg.PoolClient,
  context: OwnActContext,
  { grantId, amountFen, bankReference, actor, at, idempotencyKey }: Entered,
): Promise<RepaymentRow> {
  const id = idOfCreation('rcs', actor.personId, idempotencyKey);
  const known = await readRepayment(client, id);
  if (known !== null) {
    return known;
  }
  const grant = await fetchFirst(client, lockDebt(grantId));
  const debt = grant?.course?.title?.recovery ?? null;
  if (grant === undefined || grant.state !== 'recoveryDue' || debt === null) {
    throw new RefusedForGood('WRONG_STATE');
  }
  const seat = {
    role: 'financeMaker',
    organ: 'FINANCE',
    jurisdiction: grant.jurisdiction,
    decidesAs: 'maker',
  } as const;
  const seated = authorizeGrantAct(actor, seat, grant.course?.deciders ?? []);
  const waitingFen = await waitingOf(client, grantId);
  const verdict = seated.ok ? judgeRepaidFen(amountFen + waitingFen, debt) : seated;
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const actId = newId('act');
  const row = {
    id,
    grant_id: grantId,
    jurisdiction: grant.jurisdiction,
    amount_fen: amountFen,
    bank_reference: bankReference,
    maker_id: actor.personId,
    entered_at: at,
  };
  await sendTogether(client, [
    ownActWrite(context, enteringAct(row, actId, actor), { personId: actor.personId, idempotencyKey }),
    query.insertInto('grant_repayment').values({ ...row, state: 'waitsForConfirmation', maker_act_id: actId }),
    ...auditWrites({
      entityKind: 'grant',
      entityId: grantId,
      act: 'enterRepayment',
      revision: null,
      actId,
      person: actor,
      at,
      facts: { entryId: id, movedFen: amountFen, bankReference },
    }),
  ]);
  const entered = await readRepayment(client, id);
  if (entered === null) {
    throw new RangeError(`A repayment that was just written is not there: ${id}`);
  }
  return entered;
}

const waiting = sqlText<{ readonly fen: number }, [grantId: string]>(
  'recordings.waitingRepayments',
  `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM grant_repayment
   WHERE grant_id = $1 AND state = 'waitsForConfirmation'`,
);

async function waitingOf(client: pg.PoolClient, grantId: string): Promise<number> {
  return (await fetchFirst(client, waiting(grantId)))?.fen ?? 0;
}

export async function readRepayment(client: pg.Pool | pg.PoolClient, id: string): Promise<RepaymentRow | null> {
  return (await fetchFirst(client, query.selectFrom('grant_repayment').selectAll().where('id', '=', id))) ?? null;
}

const actOfRepayment = sqlText<KeptColumns, [id: string]>(
  'recordings.actOfRepayment',
  `SELECT a.id, a.person_id, a.body, a.body_digest, a.signature, false AS is_of_before
   FROM grant_repayment e JOIN act a ON a.id = e.maker_act_id WHERE e.id = $1`,
);

/**
 * The repayment that a confirmation names: it waits, and it is what the API kept and signed of it, whole (D2, S4).
 * @throws ForgedAct if nobody entered it, or something else; RefusedForGood if it was decided
 */
export async function requireEnteredRepayment(
  client: pg.PoolClient,
  verify: ActVerifier,
  named: { readonly entryId: string; readonly grantId: string; readonly amountFen: number; readonly makerId: string },
): Promise<void> {
  const locked = query.selectFrom('grant_repayment').selectAll().where('id', '=', named.entryId).forUpdate();
  const [entry, act] = await Promise.all([
    fetchFirst(client, locked),
    fetchFirst(client, actOfRepayment(named.entryId)),
  ]);
  if (entry === undefined || act === undefined || entry.grant_id !== named.grantId) {
    throw new ForgedAct('notAsked');
  }
  if (entry.state !== 'waitsForConfirmation') {
    throw new RefusedForGood(entry.state === 'confirmed' ? 'ALREADY_CONFIRMED' : 'WRONG_STATE');
  }
  const maker = senderOf(act.body.asked.message);
  const isOfMaker = maker !== null && [entry.maker_id, act.person_id].every((id) => id === maker.personId);
  if (!isOfMaker || named.makerId !== maker.personId || named.amountFen !== entry.amount_fen) {
    throw new ForgedAct('otherContent');
  }
  if (canonicalJson(act.body.asked) !== canonicalJson(enteringAct(entry, act.id, maker))) {
    throw new ForgedAct('otherContent');
  }
  if (!isSignedAct(verify, act)) {
    throw new ForgedAct('notSigned');
  }
}

/** The checker's confirmation; the database refuses one's own, and a second one. */
export function decideRepaymentWrite(
  entryId: string,
  { personId, actId, at }: { readonly personId: string; readonly actId: string; readonly at: Date },
): Statement<unknown> {
  return query
    .updateTable('grant_repayment')
    .set({ state: 'confirmed', decided_by: personId, decided_act_id: actId, decided_at: at })
    .where('id', '=', entryId);
}
