import type { Buffer } from 'node:buffer';
import type { IsoDate } from '../../domain/calendar.ts';
import type {
  BankEntry,
  BankFileKind,
  BankFileState,
  BankRowError,
  EntryVerdict,
  EntryWord,
  ReadStatement,
} from '../../domain/bank-file/bank-entry.ts';
import type { FileRefusal } from '../../domain/bank-file/file-decision.ts';
import type { ParkReason } from '../../domain/payout/inbox-judgement.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { FundCode } from '../../domain/codes.ts';
import type { FileSettings } from '../../domain/bank-file/file-settings.ts';
import type { FileFormat, OrderLine } from '../../domain/bank-file/payment-order.ts';
import type { Caller } from '../kernel/caller.ts';

/** A payment as the files of a released batch say it: the only place where whole accounts leave. */
export interface ReleasedLine extends OrderLine {
  readonly fund: FundCode;
}

export interface ReleasedPayments {
  readonly releasedAt: Date;
  readonly lines: readonly ReleasedLine[];
}

/** A file that left, and who took it. */
export interface FileOut {
  readonly format: FileFormat;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly controlSumFen: number;
  readonly lines: number;
}

export interface TakenFile extends FileOut {
  readonly id: string;
  /** Display name. */
  readonly takenBy: string;
  readonly at: Date;
}

/** The same in the list of an office. */
export interface FileOfBatch extends TakenFile {
  readonly batchId: string;
  readonly batchNo: string;
}

/** What leaves for the bank (money §2.2). */
export interface FilesOut {
  /** The payments that the batch released, with whole accounts; null if nothing of it was released. */
  payments(batchId: string): Promise<ReleasedPayments | null>;
  /** Those of the first file of the batch in the format; null if none was taken. */
  settings(batchId: string, format: FileFormat): Promise<FileSettings | null>;
  /** Records the reading, in the audit and in the list of files, before the bytes leave. */
  keep(
    batchId: string,
    file: FileOut & { readonly settings: FileSettings },
    by: { readonly caller: Caller; readonly at: Date },
  ): Promise<void>;
  /** Newest first, one more than asked for. */
  taken(
    batchId: string,
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
  ): Promise<readonly TakenFile[]>;
  /** Of every batch of the caller's office. Newest first, one more than asked for. */
  ofOffice(
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
    caller: Caller,
  ): Promise<readonly FileOfBatch[]>;
}

/** A file that is in force, and whose entries are not all taken. */
interface UntakenFile {
  readonly id: string;
  readonly kind: BankFileKind;
  readonly jurisdiction: string;
  /** When it came in force: a maker's by its confirmation, a machine's by its upload. */
  readonly since: Date;
}

/** A bank's file as it was taken in. */
export interface BankFileRecord {
  readonly id: string;
  readonly kind: BankFileKind;
  readonly state: BankFileState;
  readonly jurisdiction: string;
  /** Those of whose payments it may speak. */
  readonly jurisdictions: readonly string[];
  /** Of a camt, in the order of the file. */
  readonly statements: readonly ReadStatement[];
  readonly sha256: string;
  readonly fileName: string;
  readonly errors: readonly BankRowError[];
  /** Entries by their verdict. */
  readonly counts: Readonly<Record<EntryVerdict, number>>;
  /** What entries of a verdict name together, in fen; an entry without an amount names none. */
  readonly sums: Readonly<Record<EntryVerdict, number>>;
  readonly enteredById: string;
  /** Display name. */
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  /** All its entries are in the inbox. */
  readonly isTaken: boolean;
}

export interface BankFileRowRecord {
  readonly no: number;
  readonly instructionId: string | null;
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly amountFen: number | null;
  readonly valueDate: IsoDate | null;
  readonly says: EntryWord;
  readonly verdict: EntryVerdict;
  readonly reason: ParkReason | null;
}

/** A file as it was read, part by part; the parts may be gone through several times. */
export interface FileToEnter {
  readonly kind: BankFileKind;
  readonly statements: readonly ReadStatement[];
  readonly sha256: string;
  readonly fileName: string;
  readonly content: Buffer;
  readonly errors: readonly BankRowError[];
  readonly entries: EntryParts;
}

export type EntryParts = () => AsyncIterable<readonly BankEntry[]>;

interface By {
  readonly caller: Caller;
  readonly at: Date;
}

/** What comes from the bank (money §2.3). */
export interface BankFiles {
  /** The file with these bytes that counts or waits; a machine's is another one than a person's. */
  known(sha256: string, caller: Caller): Promise<BankFileRecord | null>;
  /** Stores it with what would become of each entry. Null if the same bytes came in at the same moment. */
  enter(file: FileToEnter, by: By): Promise<string | null>;
  find(fileId: string, caller: Caller): Promise<BankFileRecord | null>;
  /** Newest first, one more than asked for. */
  list(
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
    caller: Caller,
  ): Promise<readonly BankFileRecord[]>;
  /** One more than asked for. */
  rows(
    fileId: string,
    page: { readonly limit: number; readonly afterNo: number; readonly verdict: EntryVerdict | null },
  ): Promise<readonly BankFileRowRecord[]>;
  /** It counts from now on, or never. */
  confirm(fileId: string, by: By): Promise<Verdict<null, DecisionRefusal>>;
  reject(fileId: string, reason: string, by: By): Promise<Verdict<null, DecisionRefusal>>;
  /** The bytes as they came; a file that no API process took in is refused (S1). */
  content(fileId: string): Promise<Verdict<Buffer, 'NOT_SIGNED'>>;
  /** Files in force that a process did not take to their end, the oldest first. */
  interrupted(): Promise<readonly string[]>;
  /** Of these, those of the caller's office that came in force before. */
  untaken(caller: Caller, before: Date): Promise<readonly UntakenFile[]>;
  /** Puts each entry into the inbox; a repetition goes on where it ended. Returns the batches that take reports. */
  take(fileId: string, entries: EntryParts, at: Date): Promise<readonly string[]>;
}

export type DecisionRefusal = FileRefusal | 'NOT_FOUND';
