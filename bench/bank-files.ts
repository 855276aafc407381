import { setTimeout as pause } from 'node:timers/promises';
import { startTemporaryStack } from '../main/stack/temporary-stack.ts';
import { openOffice, type Desk } from '../scripts/demo/office-client.ts';
import type { BenchServers } from './bench-servers.ts';
import { countOf, timeOf, type Figure, type Part } from './report.ts';
import { quantile, rounded } from './statistics.ts';

const ENTRIES = 100_000;
const TAKEN_MS = 60_000;
const OTHERS_MS = 300;
const ASKED_EVERY_MS = 50;
const YUAN = 800;

interface Measured {
  /** From the file to what each entry would bring. */
  readonly readMs: number;
  /** From the confirmation to the last entry in the inbox. */
  readonly takenMs: number;
  /** Of somebody who reads a list meanwhile. */
  readonly othersMs: readonly number[];
  readonly lost: number;
}

/** A file of a bank with as many entries as one may have, brought by a maker and confirmed by a checker, beside a reader. */
export async function measureBankFiles(_servers: BenchServers, quick: boolean): Promise<Part> {
  const entries = quick ? ENTRIES / 100 : ENTRIES;
  const stack = await startTemporaryStack({ log: () => undefined });
  try {
    const office = openOffice(stack.url, stack.stateFolder);
    const desks = { maker: await office.desk('finance.maker'), checker: await office.desk('finance.checker') };
    const table = await measureFile(desks, { name: 'table.csv', content: Buffer.from(tableOf(entries)) }, entries);
    const notice = await measureFile(desks, { name: 'notice.xml', content: Buffer.from(noticeOf(entries)) }, entries);
    return {
      name: 'bank-files',
      measured: `${entries} entries in one table and in one camt.054 on a stack of its own, each in the inbox and parked, while somebody reads the batches every ${ASKED_EVERY_MS} ms`,
      figures: [...figuresOf('table', table), ...figuresOf('camt.054', notice)],
      details: { table, notice },
    };
  } finally {
    await stack.stop();
  }
}

function figuresOf(name: string, { readMs, takenMs, othersMs, lost }: Measured): readonly Figure[] {
  return [
    countOf(`${name}: entries that are not in the inbox`, lost, 0),
    timeOf(`${name}: read, judged and shown`, rounded(readMs, 0), 'ms', TAKEN_MS),
    timeOf(`${name}: confirmed until the last is in the inbox`, rounded(takenMs, 0), 'ms', TAKEN_MS),
    timeOf(`${name}: a list meanwhile, p95`, rounded(quantile(othersMs, 0.95), 0), 'ms', OTHERS_MS),
    timeOf(`${name}: a list meanwhile, longest`, rounded(Math.max(...othersMs), 0), 'ms'),
  ];
}

async function measureFile(
  { maker, checker }: { readonly maker: Desk; readonly checker: Desk },
  file: { readonly name: string; readonly content: Buffer },
  entries: number,
): Promise<Measured> {
  const others = startReading(checker);
  try {
    const began = performance.now();
    const entered = (await maker.upload('/api/v1/bank-files', file)).body;
    const read = performance.now();
    const taken = (await checker.post(`/api/v1/bank-files/${entered.id}/confirmation`)).body;
    const ended = performance.now();
    const lost = entries - taken.unmatched;
    return { readMs: read - began, takenMs: ended - read, othersMs: await others.stop(), lost };
  } finally {
    await others.stop();
  }
}

/** Somebody who reads a list again and again. */
function startReading(desk: Desk) {
  const times: number[] = [];
  const stopping = new AbortController();
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      await desk.get('/api/v1/payout-batches');
      times.push(performance.now() - began);
      await pause(ASKED_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop(): Promise<readonly number[]> {
      stopping.abort();
      await reading;
      return times;
    },
  };
}

const idOf = (of: string, at: number): string => `pin_${of}${String(at).padStart(23, '0')}`;

function tableOf(entries: number): string {
  const rows = Array.from({ length: entries }, (_, at) => `${idOf('t', at)},800.00,成功,2025-06-24,T-${at}`);
  return ['指令编号,金额,状态,日期,流水号', ...rows].join('\n');
}

/** One booking that sums all payments, each with its own details, as banks write many: 100,000 fit into 20 MiB. */
function noticeOf(entries: number): string {
  const details = Array.from(
    { length: entries },
    (_, at) =>
      `<TxDtls><Refs><AcctSvcrRef>C-${at}</AcctSvcrRef><EndToEndId>${idOf('c', at)}</EndToEndId></Refs><Amt Ccy="CNY">800.00</Amt></TxDtls>`,
  );
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>1</Id>
<Acct><Id><Othr><Id>1506001999000001</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="CNY">${entries * YUAN}.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><ValDt><Dt>2025-06-24</Dt></ValDt>
<NtryDtls>${details.join('\n')}</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
}
