import { isOneOf } from '../verdict.ts';
import {
  NOT_ARRIVED_STATES,
  type InboxReport,
  type ParkReason,
  type ReportedState,
} from '../payout/inbox-judgement.ts';
import { handleReport, type ReportHandling, type StoredInstruction } from '../payout/report-handling.ts';
import type { BankEntry, EntryVerdict, EntryWord } from './bank-entry.ts';

/** An instruction that entries may mean, as it is stored. */
export interface KnownInstruction extends StoredInstruction {
  readonly id: string;
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly batchId: string;
}

/** A batch at the bank. */
export interface KnownBatch {
  readonly id: string;
  readonly batchNo: string;
  readonly controlSumFen: number;
  readonly lineCount: number;
}

/** What reports say of one instruction altogether, those of this file and those that came before. */
export interface SaidTogether {
  /** Settlements of another amount than the instruction's that no other file has said already. */
  readonly parts: number;
  readonly partsFen: number;
  /** Somebody says that it settled. */
  readonly hasSettled: boolean;
}

export interface KnownOfEntries {
  readonly instructions: ReadonlyMap<string, KnownInstruction>;
  readonly batches: readonly KnownBatch[];
  readonly together: ReadonlyMap<string, SaidTogether>;
  /** The bank's reference of the debit of each instruction that a notice said first; null in what is no notice. */
  readonly noticed: ReadonlyMap<string, string> | null;
}

/** An entry as a report for the inbox, and what is done with it. */
export interface JudgedEntry {
  readonly entry: BankEntry;
  readonly verdict: Exclude<EntryVerdict, 'duplicate'>;
  /** Null where the bank only announces something. */
  readonly report: { readonly state: ReportedState; readonly amountFen: number | null } | null;
  readonly instruction: KnownInstruction | null;
  readonly handling: ReportHandling | null;
  /** The batch that one sum without details pays. */
  readonly lumpOf: KnownBatch | null;
}

/**
 * Judges the entries of a bank's file in their order, by the one judgement of reports (D3, R-146, R-147). Money that comes
 * back of a payment that nobody says had settled has failed. One sum for a whole batch settles nobody. A notice of a second
 * debit of one payment is nobody's settlement either: no statement may come that shows it as a difference. An entry is judged
 * after what the entries before it bring about; one that only follows a result which its batch has not taken yet is left to
 * the batch, too.
 */
export function judgeEntries(entries: readonly BankEntry[], known: KnownOfEntries): readonly JudgedEntry[] {
  const states = new Map<string, ReportedState>();
  const expected = new Set<string>();
  const noticed = known.noticed === null ? null : new Map(known.noticed);
  return entries.map((entry) => {
    const stored = entry.instructionId === null ? undefined : known.instructions.get(entry.instructionId);
    const now = stored && { ...stored, state: states.get(stored.id) ?? stored.state };
    const judged = judgeEntry(entry, now ?? null, { ...known, noticed });
    const isLeft = stored !== undefined && expected.has(stored.id) && judged.handling?.kind === 'noted';
    const result = isLeft ? ({ ...judged, handling: { kind: 'taken' } } as const) : judged;
    const moved = stored === undefined ? null : stateAfter(judged);
    if (moved !== null && stored !== undefined) {
      states.set(stored.id, moved);
    }
    if (stored !== undefined && result.handling?.kind === 'taken') {
      expected.add(stored.id);
    }
    noteDebit(result, noticed);
    return result;
  });
}

/** The state that an entry gives its payment: at once, or once its batch takes it. */
function stateAfter({ handling, report }: JudgedEntry): ReportedState | null {
  if (handling?.kind === 'taken') {
    return report?.state ?? null;
  }
  return handling?.kind === 'noted' && handling.moves ? handling.state : null;
}

function noteDebit({ entry, verdict }: JudgedEntry, noticed: Map<string, string> | null): void {
  const { instructionId, bankReference } = entry;
  if (noticed !== null && verdict === 'matches' && isDebit(entry) && instructionId !== null && bankReference !== null) {
    noticed.set(instructionId, noticed.get(instructionId) ?? bankReference);
  }
}

function isDebit({ says, direction }: BankEntry): boolean {
  return says === 'settled' && direction === 'DBIT';
}

/** The bank debited the payment before, under another reference. */
function isSecondDebit(entry: BankEntry, noticed: ReadonlyMap<string, string> | null): boolean {
  const first = noticed?.get(entry.instructionId ?? '');
  return isDebit(entry) && first !== undefined && entry.bankReference !== null && entry.bankReference !== first;
}

function judgeEntry(entry: BankEntry, instruction: KnownInstruction | null, known: KnownOfEntries): JudgedEntry {
  if (entry.says === 'noted') {
    return { entry, verdict: 'noted', report: null, instruction, handling: null, lumpOf: null };
  }
  const together = known.together.get(entry.instructionId ?? '');
  const state = stateOf(entry.says, instruction, together);
  const saidFen = entry.amountFen ?? (entry.hasOtherAmount ? null : (instruction?.amountFen ?? null));
  const amountFen = saidFen ?? (entry.instructionId === null ? null : 0);
  const report = { state, instructionId: entry.instructionId, amountFen };
  const lumpOf = instruction === null && state === 'settled' ? lumpBatch(entry, known.batches) : null;
  const judged = lumpOf === null ? judgeReport(entry, report, { instruction, together }) : parkedFor('BATCH_LUMP');
  const isAgain = judged.kind !== 'parked' && isSecondDebit(entry, known.noticed);
  const handling = isAgain ? parkedFor('CONTRADICTION') : judged;
  return {
    entry,
    verdict: handling.kind === 'parked' ? 'parks' : 'matches',
    report: { state, amountFen: saidFen },
    instruction,
    handling,
    lumpOf,
  };
}

/** An amount that is no sum of yuan is another one than the payment's, and part of none. */
function judgeReport(
  { hasOtherAmount }: BankEntry,
  report: InboxReport,
  {
    instruction,
    together,
  }: { readonly instruction: KnownInstruction | null; readonly together: SaidTogether | undefined },
): ReportHandling {
  return hasOtherAmount && instruction !== null
    ? parkedFor('AMOUNT_MISMATCH')
    : handleReport(report, instruction, together);
}

function stateOf(
  says: Exclude<EntryWord, 'noted'>,
  instruction: KnownInstruction | null,
  together: SaidTogether | undefined,
): ReportedState {
  const hasArrived = together?.hasSettled === true || !isOneOf(NOT_ARRIVED_STATES, instruction?.state ?? '');
  return says === 'returned' && !hasArrived ? 'failed' : says;
}

/** A batch of several payments, by its number, or by its sum where the entry names no payment. */
function lumpBatch(entry: BankEntry, batches: readonly KnownBatch[]): KnownBatch | null {
  const ofSeveral = batches.filter(({ lineCount }) => lineCount > 1);
  const named = ofSeveral.find(({ batchNo }) => entry.batchNos.includes(batchNo));
  const ofSum = ofSeveral.find(({ controlSumFen }) => controlSumFen === entry.amountFen);
  return named ?? (entry.instructionId === null ? (ofSum ?? null) : null);
}

function parkedFor(reason: ParkReason): ReportHandling {
  return { kind: 'parked', reason };
}
