import { until, type Desk, type Office } from './office-client.ts';
import { readOrder, type BankOrder, type DemoBank } from './money-bank.ts';
import type { Stage } from './route-play.ts';

/** Where money is played: route files and a bank that answers orders with files. */
export interface MoneyStage extends Stage {
  readonly bank: DemoBank;
  readonly seen: SeenFiles;
  /** The office's day, which is the bank's. */
  today(): string;
}

/** What went to the bank and what came from it, in order. */
export interface SeenFiles {
  /** Lines and sum in fen, as each pain.001 says them. */
  readonly out: (readonly [lines: number, sumFen: number])[];
  /** Kind, entries that meant a payment, and entries that did not. */
  readonly in: (readonly [kind: string, matched: number, unmatched: number])[];
}

/**
 * Drafts what a claim is due, releases it and takes it to the bank as pain.001. The bank says what it takes (pain.002),
 * what it booked and what came back (camt.054); each file is brought by the maker and confirmed by the checker.
 */
export async function payByFile(stage: MoneyStage, claimId: string): Promise<void> {
  const { bank, say } = stage;
  const batchId = await release(stage.office, claimId);
  const order = await takeOrder(stage, batchId);
  say(`付款文件 pain.001 ${order.batchNo}: ${order.lines} payment(s), ${yuan(order.sumFen)} CNY`);
  await bringFile(stage, 'pain.002', bank.status(order));
  await bringFile(stage, 'camt.054', bank.booked(order, stage.today()));
  await untilAnswered(stage.office, batchId);
  const back = bank.sentBack(order, stage.today());
  if (back !== null) {
    await bringFile(stage, 'camt.054', back);
  }
}

async function release(office: Office, claimId: string): Promise<string> {
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  const { id } = (await maker.post('/api/v1/payout-batches', { claimIds: [claimId] })).body;
  const { etag } = await checker.get(`/api/v1/payout-batches/${id}`);
  await checker.post(`/api/v1/payout-batches/${id}/release`, {}, { ifMatch: etag ?? '' });
  return id;
}

async function takeOrder({ office, seen }: MoneyStage, batchId: string): Promise<BankOrder> {
  const maker = await office.desk('finance.maker');
  const order = readOrder((await maker.get(`/api/v1/payout-batches/${batchId}/file?format=pain.001`)).body);
  seen.out.push([order.lines, order.sumFen]);
  return order;
}

/** A file of the bank, by both persons of Finance. */
export async function bringFile({ office, seen, say }: MoneyStage, name: string, text: string): Promise<void> {
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  const file = { name: `${name}.xml`, content: Buffer.from(text) };
  const brought = (await maker.upload('/api/v1/bank-files', file)).body;
  const { kind, matched, unmatched } = (await checker.post(`/api/v1/bank-files/${brought.id}/confirmation`)).body;
  seen.in.push([kind, matched, unmatched]);
  say(`银行文件 ${kind}: ${matched} matched, ${unmatched} unmatched, confirmed by another person`);
}

/** A report that comes before the batch has taken the former one waits for it. */
async function untilAnswered(office: Office, batchId: string): Promise<void> {
  const desk = await office.desk('finance.maker');
  await until('the batch to take the answers of the bank', async () => {
    const { items } = (await desk.get(`/api/v1/payout-batches/${batchId}/instructions`)).body;
    return items.every(isAnswered) ? items : null;
  });
}

function isAnswered({ state }: { readonly state: string }): boolean {
  return ['settled', 'failed'].includes(state);
}

/** A debtor's money, which names no payment: the maker says which debt it pays, the checker confirms it. */
export async function matchToDebt(stage: MoneyStage, reference: string, recoveryId: string): Promise<string> {
  const maker = await stage.office.desk('finance.maker');
  const checker = await stage.office.desk('finance.checker');
  const parked = await parkedBy(maker, reference);
  await maker.post(`/api/v1/unmatched-payout-events/${parked}/match`, { recoveryId });
  await checker.post(`/api/v1/unmatched-payout-events/${parked}/match/confirmation`);
  return parked;
}

async function parkedBy(maker: Desk, reference: string): Promise<string> {
  return until(`the parked booking ${reference}`, async () => {
    const { items } = (await maker.get('/api/v1/unmatched-payout-events?limit=200')).body;
    return items.find((one: { readonly bankReference: string }) => one.bankReference === reference)?.id ?? null;
  });
}

export function yuan(fen: number): string {
  return (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
}
