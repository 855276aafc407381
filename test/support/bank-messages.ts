/** What a bank says of one payment. */
export interface SaidPayment {
  readonly id?: string;
  readonly fen?: number;
  readonly currency?: string;
  readonly reference?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly direction?: 'DBIT' | 'CRDT';
  readonly booked?: 'BOOK' | 'PDNG';
  readonly text?: string;
  readonly isReturn?: boolean;
}

const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** A status report on the payments of a message. */
export function pain002(batchNo: string, payments: readonly SaidPayment[], group = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>S1</MsgId><CreDtTm>2025-06-24T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${batchNo}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${group}</OrgnlGrpInfAndSts>
${
  payments.length === 0
    ? ''
    : `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${batchNo}</OrgnlPmtInfId>${payments
        .map(
          ({ id, status, reason }) =>
            `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>${
              reason === undefined ? '' : `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>`
            }</TxInfAndSts>`,
        )
        .join('\n')}</OrgnlPmtInfAndSts>`
}
</CstmrPmtStsRpt></Document>`;
}

/** Bookings of the account that Ordos pays EMPLOYMENT_SUBSIDY from in practice, each in an entry of its own. */
export function camt(kind: '053' | '054', payments: readonly SaidPayment[], day = '2025-06-24'): string {
  const [root, part] = kind === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'];
  return `<?xml version="1.0" encoding="UTF-8"?>
<d:Document xmlns:d="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.08"><d:${root}><d:${part}><d:Id>1</d:Id>
<d:FrToDt><d:FrDtTm>${day}T00:00:00</d:FrDtTm><d:ToDtTm>${day}T23:59:59</d:ToDtTm></d:FrToDt>
<d:Acct><d:Id><d:Othr><d:Id>1506001999000001</d:Id></d:Othr></d:Id></d:Acct>
${payments
  .map((one) => entryOf(one, day))
  .join('\n')
  .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1d:')}
</d:${part}></d:${root}></d:Document>`;
}

function entryOf(
  { id, fen = 0, reference, direction = 'DBIT', booked = 'BOOK', ...said }: SaidPayment,
  day: string,
): string {
  const { reason, text, isReturn = false, currency = 'CNY' } = said;
  const refs = id === undefined ? '' : `<EndToEndId>${id}</EndToEndId>`;
  const details = [
    refs === '' ? '' : `<Refs>${refs}</Refs>`,
    text === undefined ? '' : `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>`,
    isReturn ? `<RtrInf><Rsn><Cd>${reason ?? 'AC04'}</Cd></Rsn></RtrInf>` : '',
  ].join('');
  return `<Ntry><Amt Ccy="${currency}">${yuan(fen)}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>${booked}</Cd></Sts><ValDt><Dt>${day}</Dt></ValDt>${
    reference === undefined ? '' : `<AcctSvcrRef>${reference}</AcctSvcrRef>`
  }${details === '' ? '' : `<NtryDtls><TxDtls>${details}</TxDtls></NtryDtls>`}</Ntry>`;
}
