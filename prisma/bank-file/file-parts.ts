import { createHash } from 'node:crypto';
import type { EntryParts } from '../../api/bank-file/bank-file-ports.ts';
import type { BankEntry } from '../../domain/bank-file/bank-entry.ts';
import { entryKeys } from '../../domain/bank-file/entry-key.ts';
import { fetchAll, type Connection } from '../kernel/statements.ts';
import { paymentsOfBatches, type SettledAmounts } from './known-of-entries.ts';

/** Entries of a file that are judged and written together, each with its id as its sender's. */
export interface FilePart {
  readonly entries: readonly BankEntry[];
  readonly senderIds: readonly string[];
}

/** What the whole file says was settled; an amount that is no sum of yuan settles nothing. The file is gone through once; only sums are kept. */
export async function settledAmounts(parts: EntryParts): Promise<SettledAmounts> {
  const amounts = new Map<string, (number | null)[]>();
  for await (const entries of parts()) {
    for (const { says, instructionId, amountFen, hasOtherAmount } of entries) {
      if (says === 'settled' && instructionId !== null && !hasOtherAmount) {
        amounts.set(instructionId, [...(amounts.get(instructionId) ?? []), amountFen]);
      }
    }
  }
  return amounts;
}

/**
 * The parts of a file in their order. An entry about a whole batch stands for one about each of its payments; the numbers of
 * the entries after it rise.
 */
export async function* fileParts(
  connection: Connection,
  parts: EntryParts,
  office: { readonly jurisdiction: string; readonly jurisdictions: readonly string[] },
): AsyncGenerator<FilePart, void> {
  const seen = new Map<string, number>();
  let added = 0;
  for await (const read of parts()) {
    const numbers = read.flatMap(({ isOfBatch, batchNos }) => (isOfBatch ? batchNos : []));
    const payments =
      numbers.length === 0 ? [] : await fetchAll(connection, paymentsOfBatches(numbers, office.jurisdictions));
    const entries: BankEntry[] = [];
    for (const entry of read) {
      const each = entry.isOfBatch ? payments.filter(({ batch_no: no }) => entry.batchNos.includes(no)) : [];
      const stands = each.map((one, at) => ({
        ...entry,
        no: entry.no + added + at,
        isOfBatch: false,
        instructionId: one.id,
        amountFen: one.amount_fen,
      }));
      entries.push(...(stands.length === 0 ? [{ ...entry, no: entry.no + added }] : stands));
      added += Math.max(stands.length - 1, 0);
    }
    const senderIds = entryKeys(entries, office.jurisdiction, seen).map((key) =>
      createHash('sha256').update(key).digest('hex'),
    );
    yield { entries, senderIds };
  }
}
