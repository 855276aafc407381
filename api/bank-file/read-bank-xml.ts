import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { BankEntry, BankFileKind, ReadStatement } from '../../domain/bank-file/bank-entry.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { batchNosIn } from '../../domain/bank-file/bank-entry.ts';
import { dayOfBank } from '../../domain/bank-file/entry-values.ts';
import { readBooking, type BookingDetails } from '../../domain/bank-file/read-camt.ts';
import { readGroupStatus, readTransactionStatus } from '../../domain/bank-file/read-pain-002.ts';
import { textAt, type XmlNode } from '../../domain/bank-file/xml-node.ts';
import { Problem } from '../kernel/problem.ts';
import type { BankFileRead } from './read-bank-file.ts';

/** The element that says what a message is; its version does not matter. */
const ROOTS: Readonly<Record<string, Exclude<BankFileKind, 'csv'>>> = {
  CstmrPmtStsRpt: 'pain.002',
  BkToCstmrStmt: 'camt.053',
  BkToCstmrDbtCdtNtfctn: 'camt.054',
};

/** An element that is being read. */
interface OpenNode extends XmlNode {
  text: string;
  readonly children: XmlNode[];
}

/** Reads the entries of one kind of message. */
interface EntryReader {
  readonly kind: Exclude<BankFileKind, 'csv'>;
  open(name: string): void;
  /** False for what was read as an entry and is not needed by its parent. */
  close(node: XmlNode, parents: readonly XmlNode[]): boolean;
  /** In the order of the file. */
  statements(): readonly ReadStatement[];
}

/** The entries so far. Adding one too many ends the reading. */
interface Entries {
  readonly all: BankEntry[];
  readonly add: (entry: BankEntry | null) => void;
}

/**
 * Reads a message entry by entry: an element that was read as an entry is forgotten, so a file of a hundred thousand takes
 * little memory. Document types and entities of its own are refused.
 */
export function readBankXml(text: string, most: number): BankFileRead {
  const entries = newEntries(most);
  const stack: OpenNode[] = [];
  let reader: EntryReader | undefined;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new Problem('FILE_NOT_READABLE');
  });
  parser.on('doctype', () => {
    throw new Problem('DOCTYPE_FORBIDDEN');
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = tag.name.slice(tag.name.indexOf(':') + 1);
    reader ??= readerOf(name, entries);
    reader?.open(name);
    stack.push({ name, text: '', attributes: tag.attributes, children: [] });
  });
  const add = (more: string) => {
    const node = stack.at(-1);
    if (node !== undefined) {
      node.text += more;
    }
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const node = stack.pop();
    if (node !== undefined && reader?.close(node, stack) !== false) {
      stack.at(-1)?.children.push(node);
    }
  });
  parser.write(text).close();
  if (reader === undefined) {
    throw new Problem('FILE_KIND_UNKNOWN');
  }
  return { kind: reader.kind, statements: reader.statements(), entries: entries.all, errors: [] };
}

function newEntries(most: number): Entries {
  const all: BankEntry[] = [];
  return {
    all,
    add(entry) {
      if (entry !== null && all.push(entry) > most) {
        throw new Problem('FILE_TOO_LARGE');
      }
    },
  };
}

function readerOf(name: string, entries: Entries): EntryReader | undefined {
  const kind = ROOTS[name];
  if (kind === undefined) {
    return undefined;
  }
  return kind === 'pain.002' ? statusReader(entries) : bookingReader(kind, entries);
}

/**
 * Bookings of an account. The payments of a booking are read once it ends, because what stands around and behind them counts;
 * only those of the booking that is open are kept.
 */
function bookingReader(kind: 'camt.053' | 'camt.054', { all, add }: Entries): EntryReader {
  const statements: ReadStatement[] = [];
  let open: Omit<BookingDetails, 'isOnly'>[] = [];
  let lastBooked: IsoDate | null = null;
  const endBooking = (node: XmlNode, parents: readonly XmlNode[]) => {
    lastBooked = laterOf(lastBooked, bookingDayOf(node));
    const at = { account: accountOf(parents), statementNo: statements.length + 1 };
    const payments = open.length === 0 ? [null] : open.map((one) => ({ ...one, isOnly: open.length === 1 }));
    for (const one of payments) {
      add(readBooking(node, one, { ...at, no: all.length + 1 }));
    }
    open = [];
    return false;
  };
  return {
    kind,
    open(name) {
      lastBooked = name === 'Stmt' || name === 'Ntfctn' ? null : lastBooked;
    },
    close(node, parents) {
      if (node.name === 'TxDtls' && parents.some(({ name }) => name === 'Ntry')) {
        open.push({ details: node, group: parents.at(-1) });
        return false;
      }
      if (node.name === 'Ntry') {
        return endBooking(node, parents);
      }
      if (node.name === 'Stmt' || node.name === 'Ntfctn') {
        statements.push({ account: accountOf([node]), on: dayOf(node, lastBooked) });
      }
      return true;
    },
    statements: () => statements,
  };
}

/** Statuses of payments. What a block or a message says of all of them counts where it names none. */
function statusReader({ all, add }: Entries): EntryReader {
  let beforeBlock = 0;
  const endGroup = (node: XmlNode, parents: readonly XmlNode[]) => {
    const isMessage = node.name === 'CstmrPmtStsRpt';
    const group = isMessage ? node.children.find(({ name }) => name === 'OrgnlGrpInfAndSts') : node;
    if (all.length === (isMessage ? 0 : beforeBlock) && group !== undefined) {
      add(readGroupStatus(group, all.length + 1, batchNosOf([...parents, node, group])));
    }
  };
  return {
    kind: 'pain.002',
    open(name) {
      beforeBlock = name === 'OrgnlPmtInfAndSts' ? all.length : beforeBlock;
    },
    close(node, parents) {
      if (node.name === 'TxInfAndSts') {
        const at = { no: all.length + 1, batchNos: batchNosOf(parents) };
        add(readTransactionStatus(node, groupsOf(parents), at));
        return false;
      }
      if (node.name === 'OrgnlPmtInfAndSts' || node.name === 'CstmrPmtStsRpt') {
        endGroup(node, parents);
      }
      return true;
    },
    statements: () => [],
  };
}

/** The block of a status and what the message says of all, from the inside. */
function groupsOf(parents: readonly XmlNode[]): readonly XmlNode[] {
  const message = parents.flatMap(({ children }) => children.filter(({ name }) => name === 'OrgnlGrpInfAndSts'));
  return [...parents.filter(({ name }) => name === 'OrgnlPmtInfAndSts'), ...message];
}

function accountOf(nodes: readonly XmlNode[]): string | null {
  const owner = nodes.find(({ name }) => name === 'Stmt' || name === 'Ntfctn');
  return textAt(owner, 'Acct/Id/Othr/Id', 'Acct/Id/IBAN')?.replaceAll(/[\s-]/g, '') ?? null;
}

/**
 * The day of a statement: of its closing balance, or else the last one that it is about, the last one on which it books
 * something, or the one on which it was written, which is often the next morning.
 */
function dayOf(node: XmlNode, lastBooked: IsoDate | null): IsoDate | null {
  const closing = node.children.find((one) => one.name === 'Bal' && textAt(one, 'Tp/CdOrPrtry/Cd') === 'CLBD');
  return (
    dayAt(closing, 'Dt/Dt', 'Dt/DtTm') ??
    dayAt(node, 'FrToDt/ToDtTm', 'FrToDt/ToDt') ??
    lastBooked ??
    dayAt(node, 'CreDtTm')
  );
}

function dayAt(node: XmlNode | undefined, ...paths: readonly string[]): IsoDate | null {
  return dayOfBank(textAt(node, ...paths) ?? '');
}

/** Null for what is only announced. */
function bookingDayOf(entry: XmlNode): IsoDate | null {
  return textAt(entry, 'Sts/Cd', 'Sts') === 'BOOK' ? dayAt(entry, 'BookgDt/Dt', 'BookgDt/DtTm') : null;
}

function laterOf(one: IsoDate | null, other: IsoDate | null): IsoDate | null {
  return one === null || (other !== null && other > one) ? other : one;
}

/** The batch that a status is about, by the number of our message. */
function batchNosOf(nodes: readonly XmlNode[]): readonly string[] {
  const groups = nodes.flatMap((node) => [node, ...node.children.filter(({ name }) => name === 'OrgnlGrpInfAndSts')]);
  return batchNosIn(groups.flatMap((node) => [textAt(node, 'OrgnlMsgId'), textAt(node, 'OrgnlPmtInfId')]));
}
