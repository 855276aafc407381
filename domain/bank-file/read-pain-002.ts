import { namedInstruction, type BankEntry, type EntryWord } from './bank-entry.ts';
import { dayOfBank, saidAmount } from './entry-values.ts';
import { nodeAt, textAt, type XmlNode } from './xml-node.ts';

/** ISO 20022 statuses of a payment: taken, booked, refused (money §2.3). */
const WORDS: Readonly<Record<string, EntryWord>> = {
  ACTC: 'accepted',
  ACCP: 'accepted',
  ACSP: 'accepted',
  RCVD: 'accepted',
  PDNG: 'accepted',
  ACSC: 'settled',
  ACCC: 'settled',
  RJCT: 'failed',
  CANC: 'failed',
};

/**
 * The status of one payment. One that gives none has the status, the reason and the text of its block, or else of its message.
 * @param around its block and the group of its message, from the inside
 */
export function readTransactionStatus(
  node: XmlNode,
  around: readonly XmlNode[],
  { no, batchNos }: Pick<BankEntry, 'no' | 'batchNos'>,
): BankEntry {
  const telling = [node, ...around].find((one) => statusOf(one) !== null) ?? node;
  const names = [textAt(node, 'OrgnlEndToEndId'), textAt(node, 'OrgnlInstrId'), textAt(node, 'OrgnlTxId')];
  const reference = nodeAt(node, 'OrgnlTxRef');
  const amount =
    nodeAt(reference, 'Amt/InstdAmt') ?? nodeAt(reference, 'Amt/EqvtAmt/Amt') ?? nodeAt(reference, 'IntrBkSttlmAmt');
  return {
    no,
    says: WORDS[statusOf(telling) ?? ''] ?? 'noted',
    instructionId: namedInstruction(names),
    batchNos,
    text: textAt(node, 'StsRsnInf/AddtlInf') ?? textAt(telling, 'StsRsnInf/AddtlInf'),
    isOfBatch: false,
    ...saidAmount(amount?.text ?? null, amount?.attributes['Ccy'] ?? ''),
    valueDate: dayOfBank(textAt(node, 'FctvIntrBkSttlmDt/Dt', 'FctvIntrBkSttlmDt/DtTm') ?? ''),
    bankReference: textAt(node, 'AcctSvcrRef'),
    reasonCode: reasonOf(node) ?? reasonOf(telling),
    direction: null,
    account: textAt(reference, 'DbtrAcct/Id/Othr/Id', 'DbtrAcct/Id/IBAN'),
    statementNo: 1,
    party: {
      holder: textAt(reference, 'Cdtr/Nm', 'Cdtr/Pty/Nm'),
      account: textAt(reference, 'CdtrAcct/Id/Othr/Id', 'CdtrAcct/Id/IBAN'),
    },
  };
}

/**
 * The status of a whole message or block that names no single payment: a refusal is one of each payment, everything else
 * is only noted.
 */
export function readGroupStatus(node: XmlNode, no: number, batchNos: readonly string[]): BankEntry | null {
  const status = statusOf(node);
  if (status === null) {
    return null;
  }
  const isRefused = WORDS[status] === 'failed';
  return {
    no,
    says: isRefused ? 'failed' : 'noted',
    instructionId: null,
    batchNos,
    text: textAt(node, 'StsRsnInf/AddtlInf'),
    isOfBatch: isRefused,
    amountFen: null,
    hasOtherAmount: false,
    valueDate: null,
    bankReference: null,
    reasonCode: reasonOf(node),
    direction: null,
    account: null,
    statementNo: 1,
    party: { holder: null, account: null },
  };
}

function statusOf(node: XmlNode): string | null {
  return textAt(node, 'TxSts', 'PmtInfSts', 'GrpSts');
}

function reasonOf(node: XmlNode): string | null {
  return textAt(node, 'StsRsnInf/Rsn/Cd', 'StsRsnInf/Rsn/Prtry', 'StsRsnInf/AddtlInf')?.slice(0, 35) ?? null;
}
