import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import type { EnteredReturn, MoneyEntryRecord } from '../../api/kernel/money-entry.ts';
import type { AuditEntryToWrite } from '../kernel/audit-writing.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import {
  afterReturn,
  isReturnOpen,
  judgeSetOffAgainst,
  type DebtOfClaim,
} from '../../domain/recovery/recovery-steps.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { newestEntryOf, referenceKey } from '../kernel/money-entry-rows.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, query, sendTogether, sqlText } from '../kernel/statements.ts';
import { enteringAct, type EnteredFacts } from './kept-entry.ts';
import { ownActWrite, type OwnActContext } from './own-act.ts';

const entryAsRead = sqlText<{ readonly entry: MoneyEntryRecord | null }, [entryId: string]>(
  'recordings.entryAsRead',
  `SELECT ${newestEntryOf('FROM money_entry e WHERE e.id = $1')} AS entry`,
);

export async function readEntry(client: pg.Pool | pg.PoolClient, entryId: string): Promise<MoneyEntryRecord | null> {
  return (await fetchFirst(client, entryAsRead(entryId)))?.entry ?? null;
}

/**
 * Stores what one person of Finance says of money that came back. It waits for another one, and nothing counts yet (S4).
 * What a confirmation would refuse now is refused at once.
 * @throws RefusedForGood with the code of the refusal
 */
export async function enterReturn(
  client: pg.PoolClient,
  context: OwnActContext,
  entered: EnteredReturn,
): Promise<MoneyEntryRecord> {
  const { actor, at, idempotencyKey, amountFen, from, recoveryId, debtorId, jurisdiction } = entered;
  const id = idOfCreation('rcs', actor.personId, idempotencyKey);
  const known = await readEntry(client, id);
  if (known !== null) {
    return known;
  }
  const debt = await readDebt(client, recoveryId);
  const verdict = judgeReturn(entered, debt);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const isRepayment = 'bankReference' in from;
  const claimId = isRepayment ? debtorId : from.paying.claimId;
  const bankReference = isRepayment ? from.bankReference : null;
  await requireFree(client, { claimIds: [claimId, debtorId], personId: actor.personId });
  await requireNewReference(client, jurisdiction, bankReference);
  const row: EnteredFacts = {
    id,
    kind: isRepayment ? 'repayment' : 'setOff',
    jurisdiction,
    claim_id: claimId,
    grant_id: null,
    recovery_id: verdict.value,
    event_id: entered.eventId ?? null,
    instruction_id: null,
    amount_fen: amountFen,
    bank_reference: bankReference,
    maker_id: actor.personId,
    entered_at: at,
  };
  return writeEntry(client, context, row, {
    actor,
    idempotencyKey,
    audit: { entityKind: 'claim', entityId: claimId, act: isRepayment ? 'enterRepayment' : 'enterSetOff' },
  });
}

type DebtRow = DebtOfClaim & { readonly id: string; readonly revision: number };

async function readDebt(client: pg.PoolClient, recoveryId: string): Promise<DebtRow | undefined> {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('recovery')
      .select(['id', 'claim_id', 'party_id', 'state', 'amount_fen', 'recovered_fen', 'revision'])
      .where('id', '=', recoveryId),
  );
  return (
    row && {
      id: row.id,
      revision: row.revision,
      claimId: row.claim_id,
      partyId: row.party_id,
      state: row.state,
      amountFen: row.amount_fen,
      recoveredFen: row.recovered_fen,
    }
  );
}

/** Grants the id of the debt. */
function judgeReturn(
  { from, amountFen, actor, seenRevision }: EnteredReturn,
  debt: DebtRow | undefined,
): Verdict<string, 'OTHER_PAYEE' | 'WRONG_STATE' | 'STALE' | 'AMOUNT_MISMATCH'> {
  if (debt === undefined || !isReturnOpen(debt.state)) {
    return refused('WRONG_STATE');
  }
  if ((seenRevision ?? debt.revision) !== debt.revision) {
    return refused('STALE');
  }
  const verdict =
    'paying' in from
      ? judgeSetOffAgainst(from.paying, debt, { amountFen, decidedBy: actor.personId })
      : afterReturn(debt, amountFen);
  return verdict.ok ? granted(debt.id) : verdict;
}

const decidedOtherwise = sqlText<{ readonly claim_id: string }, [claimIds: readonly string[], personId: string]>(
  'recordings.decidedOtherwise',
  `SELECT claim_id FROM claim_decider WHERE claim_id = ANY ($1) AND person_id = $2 AND role <> 'financeMaker' LIMIT 1`,
);

const decidedOnGrant = sqlText<{ readonly claim_id: string }, [grantId: string, personId: string]>(
  'recordings.decidedOnGrant',
  `SELECT grant_id AS claim_id FROM grant_decider WHERE grant_id = $1 AND person_id = $2 AND role <> 'maker' LIMIT 1`,
);

/** A person who decided on one of the claims, or on the grant, in another role enters nothing about its money (D12). */
export async function requireFree(
  client: pg.PoolClient,
  {
    claimIds,
    grantId = null,
    personId,
  }: { readonly claimIds: readonly string[]; readonly grantId?: string | null; readonly personId: string },
): Promise<void> {
  const decided = grantId === null ? decidedOtherwise(claimIds, personId) : decidedOnGrant(grantId, personId);
  if ((await fetchFirst(client, decided)) !== undefined) {
    throw new RefusedForGood('SAME_PERSON_FORBIDDEN');
  }
}

// No such step comes any more, so nothing can be between this question and the insert; the index keeps new ones apart.
const stepOfBefore = sqlText<{ readonly id: string }, [jurisdiction: string, bankReference: string]>(
  'recordings.stepOfBefore',
  `SELECT s.id FROM recovery_step s JOIN recovery r ON r.id = s.recovery_id JOIN claim c ON c.id = r.claim_id
   WHERE s.entry_id IS NULL AND s.kind = 'repaid' AND c.jurisdiction = $1
     AND ${referenceKey('s.bank_reference')} = ${referenceKey('$2')} LIMIT 1`,
);

async function requireNewReference(
  client: pg.PoolClient,
  jurisdiction: string,
  bankReference: string | null,
): Promise<void> {
  const step = bankReference === null ? undefined : await fetchFirst(client, stepOfBefore(jurisdiction, bankReference));
  if (step !== undefined) {
    throw new RefusedForGood('BANK_REFERENCE_USED');
  }
}

/** Writes an entry with its signed act and its audit entry. */
export async function writeEntry(
  client: pg.PoolClient,
  context: OwnActContext,
  row: EnteredFacts,
  {
    actor,
    idempotencyKey,
    audit,
  }: {
    readonly actor: Actor;
    readonly idempotencyKey: string | null;
    readonly audit: Pick<AuditEntryToWrite, 'entityKind' | 'entityId' | 'act'>;
  },
): Promise<MoneyEntryRecord> {
  const actId = newId('act');
  await sendTogether(client, [
    ownActWrite(context, enteringAct(row, actId, actor), { personId: actor.personId, idempotencyKey }),
    query.insertInto('money_entry').values({ ...row, state: 'waitsForConfirmation', maker_act_id: actId }),
    ...auditWrites({
      ...audit,
      revision: null,
      actId,
      person: actor,
      at: row.entered_at,
      facts: {
        entryId: row.id,
        movedFen: row.amount_fen,
        bankReference: row.bank_reference,
        recoveryId: row.recovery_id,
        eventId: row.event_id,
        instructionId: row.instruction_id,
      },
    }),
  ]);
  const entry = await readEntry(client, row.id);
  if (entry === null) {
    throw new RangeError(`An entry that was just written is not there: ${row.id}`);
  }
  return entry;
}
