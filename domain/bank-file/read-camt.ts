import { batchNosIn, namedInstruction, type BankEntry, type EntryWord } from './bank-entry.ts';
import { dayOfBank, saidAmount, type SaidAmount } from './entry-values.ts';
import { nodeAt, textAt, textsAt, type XmlNode } from './xml-node.ts';

/** One of the payments that a booking sums (`TxDtls`). */
export interface BookingDetails {
  readonly details: XmlNode;
  /** The element around it (`NtryDtls`), which says of which batch it is. */
  readonly group: XmlNode | undefined;
  /** No other payment is in the booking. */
  readonly isOnly: boolean;
}

/**
 * One booking, or one of the payments that a booking sums. Only what is booked says something of a payment; what is pending
 * or for information is noted (money §2.3). What is written beside a booking names a payment only where it has no other one.
 * @param one null for a booking without details
 */
export function readBooking(
  entry: XmlNode,
  one: BookingDetails | null,
  at: Pick<BankEntry, 'no' | 'account' | 'statementNo'>,
): BankEntry {
  const details = one?.details ?? null;
  const isAlone = one === null || one.isOnly;
  const of = details ?? entry;
  const direction = directionOf(details) ?? directionOf(entry);
  const remittance = textsAt(of, 'RmtInf', 'Ustrd');
  const group = one?.group ?? nodeAt(entry, 'NtryDtls');
  const batch = [textAt(group, 'Btch/MsgId'), textAt(group, 'Btch/PmtInfId')];
  const messages = [textAt(of, 'Refs/MsgId'), textAt(of, 'Refs/PmtInfId'), ...batch, textAt(entry, 'NtryRef')];
  const said = [textAt(of, 'Refs/EndToEndId'), textAt(of, 'Refs/InstrId')];
  const own = [...remittance, textAt(of, 'AddtlTxInf')];
  const free = [...own, textAt(entry, 'AddtlNtryInf')];
  const isOfBatch = details === null && isLump(entry);
  return {
    no: at.no,
    says: wordOf(entry, details, direction),
    instructionId: isOfBatch ? null : idOf(said, isAlone ? free : own),
    batchNos: batchNosIn([...messages, ...said, ...free]),
    text:
      free
        .filter((text) => text !== null)
        .join(' ')
        .slice(0, LONGEST_TEXT) || null,
    isOfBatch: false,
    ...amountOf(entry, details, isAlone),
    valueDate: dayOfBank(textAt(entry, 'ValDt/Dt', 'ValDt/DtTm', 'BookgDt/Dt', 'BookgDt/DtTm') ?? ''),
    bankReference: textAt(of, 'Refs/AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef'),
    reasonCode: textAt(of, 'RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry')?.slice(0, 35) ?? null,
    direction,
    account: at.account,
    statementNo: at.statementNo,
    party: partyOf(of, direction),
  };
}

const LONGEST_TEXT = 300;

/** The id in its own field; a text that is written by hand counts only where it holds an id of ours. */
function idOf(said: readonly (string | null)[], free: readonly (string | null)[]): string | null {
  const named = namedInstruction(said);
  const ours = named?.startsWith('pin_') === true ? named : namedInstruction([...said, ...free].filter(holdsId));
  return ours ?? named;
}

function holdsId(text: string | null): boolean {
  return /pin_[0-9a-z]{24}/i.test(text ?? '');
}

function directionOf(node: XmlNode | null): 'DBIT' | 'CRDT' | null {
  const text = node === null ? null : textAt(node, 'CdtDbtInd');
  return text === 'DBIT' || text === 'CRDT' ? text : null;
}

function wordOf(entry: XmlNode, details: XmlNode | null, direction: 'DBIT' | 'CRDT' | null): EntryWord {
  if (textAt(entry, 'Sts/Cd', 'Sts') !== 'BOOK' || direction === null) {
    return 'noted';
  }
  if (textAt(entry, 'RvslInd') === 'true' || textAt(details ?? entry, 'RvslInd') === 'true') {
    return 'reversed';
  }
  return direction === 'DBIT' && nodeAt(details ?? entry, 'RtrInf') === undefined ? 'settled' : 'returned';
}

/** Several payments in one sum, without saying which. */
function isLump(entry: XmlNode): boolean {
  return Number(textAt(entry, 'NtryDtls/Btch/NbOfTxs') ?? '1') > 1;
}

/** Of a payment among others its own amount alone counts; a booking that is no sum of yuan is none of its payments either. */
function amountOf(entry: XmlNode, details: XmlNode | null, isAlone: boolean): SaidAmount {
  const own =
    nodeAt(details ?? undefined, 'Amt') ??
    nodeAt(details ?? undefined, 'AmtDtls/TxAmt/Amt') ??
    nodeAt(details ?? undefined, 'AmtDtls/InstdAmt/Amt');
  const whole = saidAt(nodeAt(entry, 'Amt'));
  if (own !== undefined) {
    return saidAt(own);
  }
  return isAlone ? whole : { ...whole, amountFen: null };
}

function saidAt(amount: XmlNode | undefined): SaidAmount {
  return saidAmount(amount?.text ?? null, amount?.attributes['Ccy'] ?? '');
}

/** The other side of the account: who was paid, or who pays. */
function partyOf(of: XmlNode, direction: 'DBIT' | 'CRDT' | null): BankEntry['party'] {
  const side = direction === 'CRDT' && nodeAt(of, 'RtrInf') === undefined ? 'Dbtr' : 'Cdtr';
  const parties = nodeAt(of, 'RltdPties');
  return {
    holder: textAt(parties, `${side}/Nm`, `${side}/Pty/Nm`),
    account: textAt(parties, `${side}Acct/Id/Othr/Id`, `${side}Acct/Id/IBAN`),
  };
}
