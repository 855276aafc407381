import { parseFen, plainYuan, sumFen } from '../money.ts';
import { PURPOSE_WORDS } from '../texts/state-words.ts';
import type { FundAccount, OrderLine, PaymentOrder } from './payment-order.ts';
import { firstCharacters, xmlElement, type XmlElement } from './xml-text.ts';

export const PAIN_001 = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** ISO 20022: Max140Text for names and remittance, Max35Text for numbers of messages, Max34Text for accounts. */
const LONGEST_TEXT = 140;
const LONGEST_NUMBER = 35;
const LONGEST_ACCOUNT = 34;

/** The scheme of the bank numbers of the national clearing system. */
const CNAPS = 'CNAPS';
/** ExternalPurpose1Code: a payment from a public office. */
const GOVERNMENT = 'GOVT';

/**
 * Writes a customer credit transfer initiation with one payment block. `MsgId` is the batch's number and `EndToEndId`
 * the instruction's id; equal orders give equal bytes.
 */
export function pain001(order: PaymentOrder): string {
  const root: XmlElement = [
    'Document',
    [['CstmrCdtTrfInitn', [groupHeader(order), paymentBlock(order)]]],
    `xmlns="${PAIN_001}"`,
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement(root)}`;
}

function totals({ lines }: PaymentOrder): readonly XmlElement[] {
  const sum = sumFen(lines.map(({ amountFen }) => parseFen(amountFen)));
  return [
    ['NbOfTxs', String(lines.length)],
    ['CtrlSum', plainYuan(sum)],
  ];
}

function groupHeader(order: PaymentOrder): XmlElement {
  return [
    'GrpHdr',
    [
      ['MsgId', firstCharacters(order.batchNo, LONGEST_NUMBER)],
      ['CreDtTm', new Date(order.releasedAtMs).toISOString()],
      ...totals(order),
      ['InitgPty', [['Nm', shortened(order.account.holder)]]],
    ],
  ];
}

function paymentBlock(order: PaymentOrder): XmlElement {
  const { account, executeOn, batchNo } = order;
  return [
    'PmtInf',
    [
      ['PmtInfId', firstCharacters(batchNo, LONGEST_NUMBER)],
      ['PmtMtd', 'TRF'],
      ...totals(order),
      ['PmtTpInf', [['CtgyPurp', [['Cd', GOVERNMENT]]]]],
      ['ReqdExctnDt', [['Dt', executeOn]]],
      ['Dbtr', [['Nm', shortened(account.holder)]]],
      accountOf('DbtrAcct', account.number),
      debtorBank(account),
      ...order.lines.map(transfer),
    ],
  ];
}

function debtorBank({ bank, cnaps }: FundAccount): XmlElement {
  const member: readonly XmlElement[] =
    cnaps === null
      ? []
      : [
          [
            'ClrSysMmbId',
            [
              ['ClrSysId', [['Prtry', CNAPS]]],
              ['MmbId', cnaps],
            ],
          ],
        ];
  return ['DbtrAgt', [['FinInstnId', [...member, ['Nm', shortened(bank)]]]]];
}

function transfer({ instructionId, claimNo, purpose, ...to }: OrderLine): XmlElement {
  return [
    'CdtTrfTxInf',
    [
      [
        'PmtId',
        [
          ['InstrId', instructionId],
          ['EndToEndId', instructionId],
        ],
      ],
      ['Amt', [['InstdAmt', plainYuan(parseFen(to.amountFen)), 'Ccy="CNY"']]],
      ['CdtrAgt', [['FinInstnId', [['Nm', shortened(to.bank)]]]]],
      ['Cdtr', [['Nm', shortened(to.holder)]]],
      accountOf('CdtrAcct', to.account),
      ['Purp', [['Cd', GOVERNMENT]]],
      ['RmtInf', [['Ustrd', shortened(`${claimNo} ${PURPOSE_WORDS[purpose].zh}`)]]],
    ],
  ];
}

function accountOf(name: 'DbtrAcct' | 'CdtrAcct', number: string): XmlElement {
  return [name, [['Id', [['Othr', [['Id', firstCharacters(number, LONGEST_ACCOUNT)]]]]]]];
}

function shortened(text: string): string {
  return firstCharacters(text, LONGEST_TEXT);
}
