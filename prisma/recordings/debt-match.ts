import type pg from 'pg';
import type { MoneyEntries, MoneyEntryRecord } from '../../api/kernel/money-entry.ts';
import { judgeDebtReport } from '../../domain/bank-file/debt-match.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { lockReport, parkedReport } from '../payout/inbox-store.ts';
import { ForgedReport, isSignedReport } from '../payout/kept-report.ts';
import { hasWaitingMatch } from '../payout/lump-rows.ts';
import { enterReturn, readEntry } from './money-entering.ts';
import type { OwnActContext } from './own-act.ts';

/**
 * A person of Finance says whose debt a parked report pays back: a repayment of the report's amount, by its reference, which
 * waits for another person. Until then the report stays parked (S4).
 * @throws RefusedForGood with the code of the refusal, ForgedReport for a report that no API process took in
 */
export async function enterDebtMatch(
  client: pg.PoolClient,
  context: OwnActContext & { readonly verify: ActVerifier },
  asked: Parameters<MoneyEntries['enterDebtMatch']>[0],
): Promise<MoneyEntryRecord> {
  const { eventId, actor, idempotencyKey = newId('key') } = asked;
  const known = await readEntry(client, idOfCreation('rcs', actor.personId, idempotencyKey));
  if (known !== null) {
    return known;
  }
  const row = await lockReport(client, eventId, actor.jurisdiction);
  if (row === null) {
    throw new RefusedForGood('NOT_FOUND');
  }
  const waits = await hasWaitingMatch(client, eventId);
  const verdict = judgeDebtReport({ ...parkedReport(row), hasWaitingMatch: waits });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  if (!isSignedReport(context.verify, row)) {
    throw new ForgedReport({ inboxId: row.id, of: ['claim', asked.debtorId] });
  }
  const from = { bankReference: row.body.bankReference ?? eventId };
  return enterReturn(client, context, { ...asked, idempotencyKey, amountFen: verdict.value, from });
}
