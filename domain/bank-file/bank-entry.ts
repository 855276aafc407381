import type { IsoDate } from '../calendar.ts';
import { REPORTED_STATES } from '../payout/inbox-judgement.ts';

/** What a bank sends: answers to orders, the statement of a day, notices of bookings, or a table. */
export const BANK_FILE_KINDS = ['pain.002', 'camt.053', 'camt.054', 'csv'] as const;
export type BankFileKind = (typeof BANK_FILE_KINDS)[number];

export const BANK_FILE_STATES = ['waitsForConfirmation', 'inForce', 'rejected'] as const;
export type BankFileState = (typeof BANK_FILE_STATES)[number];

/** `noted`: the bank announces something that is not booked. */
export const ENTRY_WORDS = [...REPORTED_STATES, 'noted'] as const;
export type EntryWord = (typeof ENTRY_WORDS)[number];

/** `matches`: it belongs to its instruction · `parks`: a person has to look · `duplicate`: another file said it before. */
export const ENTRY_VERDICTS = ['matches', 'parks', 'duplicate', 'noted'] as const;
export type EntryVerdict = (typeof ENTRY_VERDICTS)[number];

/** One entry of a file as the bank says it. */
export interface BankEntry {
  /** From 1, in the order of the file; of a csv the number of its row. */
  readonly no: number;
  readonly says: EntryWord;
  /** The instruction that it names; null where it names none. */
  readonly instructionId: string | null;
  /** Numbers of batches that it names. */
  readonly batchNos: readonly string[];
  /** What is written beside it, for the person who looks at it. */
  readonly text: string | null;
  /** It speaks of every payment of the batch that it names. */
  readonly isOfBatch: boolean;
  /** Null where it says none, or one that is no sum of yuan. */
  readonly amountFen: number | null;
  /** It says an amount that is no sum of yuan: of another currency, or one that cannot be read. */
  readonly hasOtherAmount: boolean;
  readonly valueDate: IsoDate | null;
  readonly bankReference: string | null;
  readonly reasonCode: string | null;
  /** Money that left our account or came to it; null where the file does not say. */
  readonly direction: 'DBIT' | 'CRDT' | null;
  /** The number of our account; null where the file does not say. */
  readonly account: string | null;
  /** The statement, or the notices of an account, that has it: from 1, in the order of the file; 1 in a file without any. */
  readonly statementNo: number;
  /** The other side, as the bank writes it. */
  readonly party: { readonly holder: string | null; readonly account: string | null };
}

/** Why a row of a table cannot be read. */
export interface BankRowError {
  readonly row: number;
  readonly column: string;
  readonly code: 'REQUIRED' | 'UNKNOWN_VALUE' | 'NUMBER_FORMAT' | 'DATE_FORMAT';
}

/** A booking of an account statement counts for the day of the statement. */
export interface ReadStatement {
  readonly account: string | null;
  readonly on: IsoDate | null;
}

/** The form of our instructions' ids; a bank that writes capitals means the same. */
const INSTRUCTION_ID = /(?<![0-9a-z])pin_[0-9a-z]{24}(?![0-9a-z])/i;

/** The instruction that one of the texts names; the first text that names one counts. */
export function instructionIn(texts: readonly (string | null)[]): string | null {
  for (const text of texts) {
    const [found] = INSTRUCTION_ID.exec(text ?? '') ?? [];
    if (found !== undefined) {
      return found.toLowerCase();
    }
  }
  return null;
}

/** The form of the numbers of batches. */
const BATCH_NO = /\bZF-\d{6}-\d{4}-[2-9A-Z]{8}\b/g;

/** The numbers of batches that texts name. */
export function batchNosIn(texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text ?? '').toUpperCase().match(BATCH_NO) ?? []))];
}

/** What a bank names an instruction that is none of ours: its own text, so that a person can look it up. */
export function namedInstruction(texts: readonly (string | null)[]): string | null {
  const ours = instructionIn(texts);
  const said = texts.find((text) => text !== null && text !== '' && text !== 'NOTPROVIDED') ?? null;
  return ours ?? said?.slice(0, LONGEST_ID) ?? null;
}

const LONGEST_ID = 100;
