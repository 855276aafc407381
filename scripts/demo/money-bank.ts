/** What the invented bank knows of accounts: the reason code of ISO 20022 by account number. */
export interface KnownAccounts {
  /** Refused before anything is booked. */
  readonly rejected: Readonly<Record<string, string>>;
  /** Booked, and sent back by the bank of the account afterwards. */
  readonly sentBack: Readonly<Record<string, string>>;
}

interface OrderedPayment {
  readonly id: string;
  readonly fen: number;
  readonly account: string;
}

/** A pain.001 as a bank reads it. */
export interface BankOrder {
  readonly batchNo: string;
  /** By the header of the message. */
  readonly lines: number;
  readonly sumFen: number;
  readonly payments: readonly OrderedPayment[];
}

/** What somebody paid into the office's account. */
interface Incoming {
  readonly day: string;
  readonly fen: number;
  readonly reference: string;
  readonly text: string;
}

/** The bank's side of the play: it reads orders and answers with files. */
export interface DemoBank {
  /** pain.002: what is taken and what is refused. */
  status(order: BankOrder): string;
  /** camt.054: what left the account on a day. */
  booked(order: BankOrder, day: string): string;
  /** camt.054: what came back from the payees' banks on a day; null if nothing did. */
  sentBack(order: BankOrder, day: string): string | null;
  /** camt.054: what a debtor paid. */
  incoming(paid: Incoming): string;
}

export function openDemoBank(known: KnownAccounts): DemoBank {
  const isTaken = ({ account }: OrderedPayment) => known.rejected[account] === undefined;
  return {
    status: (order) => statusReport(order, known),
    booked: (order, day) =>
      notification(
        `${order.batchNo}-D`,
        order.payments.filter(isTaken).map(({ id, fen }, at) => ({
          direction: 'DBIT',
          fen,
          day,
          reference: `${order.batchNo}-D${at + 1}`,
          details: `<Refs><EndToEndId>${id}</EndToEndId></Refs>`,
        })),
      ),
    sentBack(order, day) {
      const back = order.payments.flatMap(({ id, fen, account }, at) => {
        const code = known.sentBack[account];
        const details = `<Refs><EndToEndId>${id}</EndToEndId></Refs><RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf>`;
        const reference = `${order.batchNo}-C${at + 1}`;
        return code === undefined ? [] : [{ direction: 'CRDT', fen, day, reference, details } as const];
      });
      return back.length === 0 ? null : notification(`${order.batchNo}-C`, back);
    },
    incoming: ({ day, fen, reference, text }) =>
      notification(reference, [
        { direction: 'CRDT', fen, day, reference, details: `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>` },
      ]),
  };
}

/** @throws RangeError if the text is no order with payments */
export function readOrder(pain001: string): BankOrder {
  const [batchNo = ''] = textsOf(pain001, 'MsgId');
  const [lines = ''] = textsOf(pain001, 'NbOfTxs');
  const [sum = ''] = textsOf(pain001, 'CtrlSum');
  const payments = [...pain001.matchAll(/<CdtTrfTxInf>(.*?)<\/CdtTrfTxInf>/gs)].map(([, text = '']) => ({
    id: textsOf(text, 'EndToEndId')[0] ?? '',
    fen: fenOf(textsOf(text, 'InstdAmt')[0] ?? ''),
    account: textsOf(text.slice(text.indexOf('<CdtrAcct>')), 'Id')[0] ?? '',
  }));
  if (payments.length === 0) {
    throw new RangeError('The file orders no payment');
  }
  return { batchNo, lines: Number(lines), sumFen: fenOf(sum), payments };
}

/** The texts of the elements that hold text alone. */
function textsOf(xml: string, element: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${element}(?: [^>]*)?>([^<]+)</${element}>`, 'g'))].map(([, text = '']) => text);
}

/** `1600.00` is 160000. */
function fenOf(yuan: string): number {
  return Number(yuan.replace('.', ''));
}

function statusReport({ batchNo, payments }: BankOrder, { rejected }: KnownAccounts): string {
  const said = payments.map(({ id, account }) => {
    const code = rejected[account];
    const status =
      code === undefined
        ? '<TxSts>ACSP</TxSts>'
        : `<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;
    return `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId>${status}</TxInfAndSts>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>${batchNo}-S</MsgId></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${batchNo}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${batchNo}</OrgnlPmtInfId>
${said.join('\n')}
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
}

interface Booking {
  readonly direction: 'DBIT' | 'CRDT';
  readonly fen: number;
  readonly day: string;
  /** The bank's own, once in all its files. */
  readonly reference: string;
  readonly details: string;
}

function notification(messageId: string, bookings: readonly Booking[]): string {
  const entries = bookings.map(
    ({ direction, fen, day, reference, details }) =>
      `<Ntry><Amt Ccy="CNY">${(fen / 100).toFixed(2)}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls>${details}</TxDtls></NtryDtls></Ntry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>${messageId}</MsgId></GrpHdr><Ntfctn><Id>${messageId}</Id>
<Acct><Id><Othr><Id>1506001999000001</Id></Othr></Id></Acct>
${entries.join('\n')}
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
}
