import type { Compared } from './demo-routes.ts';
import { figuresOf } from './demo-figures.ts';
import { linesOf } from './demo-lines.ts';
import type { PlayedMoney, WantedMoney } from './money-files.ts';
import type { MoneyReceiver } from './money-receiver.ts';
import type { MoneyStage } from './money-stage.ts';
import type { Office } from './office-client.ts';

/** What was played, by its ids. */
export interface MoneyIds {
  /** The claim of the class of 40. */
  readonly claimId: string;
  readonly advanceId: string;
  readonly recoveryId: string;
  /** The booking that named no payment. */
  readonly parkedId: string;
}

interface Played {
  readonly ids: MoneyIds;
  readonly receiver: MoneyReceiver;
  readonly played: PlayedMoney;
  readonly wanted: WantedMoney;
}

type Figures = Readonly<Record<string, unknown>>;

/** Puts every figure that the expectation names beside what the office and the receiver say. */
export async function comparedMoney(
  { office, seen }: MoneyStage,
  { ids, receiver, played: { applicant }, wanted }: Played,
): Promise<readonly Compared[]> {
  const { claimId, advanceId, recoveryId, parkedId } = ids;
  const figures: Readonly<Record<string, Figures>> = {
    advance: { ...(await figuresOf(office, { id: advanceId, applicant })) },
    class: {
      ...(await figuresOf(office, { id: claimId, applicant })),
      ...(await lineFigures(office, claimId, applicant)),
    },
    payments: await paymentFigures(office, claimId),
    files: { ...seen },
    recovery: await recoveryFigures(office, recoveryId),
    ledger: await ledgerFigures(office, [claimId, advanceId]),
    events: { ...(await receiver.figuresOf([claimId, advanceId, recoveryId, parkedId], wanted.events.types)) },
  };
  return Object.entries(wanted).flatMap(([part, of]) =>
    Object.entries(of).map(([figure, expected]) => ({
      what: `${part}.${figure}`,
      is: figures[part]?.[figure],
      expected,
    })),
  );
}

/** Who was refused at the claim, and who at the +50 % with a contract. */
async function lineFigures(office: Office, claimId: string, applicant: string): Promise<Figures> {
  const lines = await linesOf(await office.desk(applicant), claimId);
  const codes = (wanted: string) =>
    lines
      .filter(({ state }) => state === wanted)
      .map(({ idNumber, refusals }) => `${idNumber} ${refusals.at(-1)?.code}`)
      .toSorted();
  return {
    refusedLines: codes('refused'),
    refusedContracts: codes('floatNotEarned').filter((one) => !one.endsWith(' NO_EVIDENCE')),
    toppedUp: lines.filter(({ state }) => state === 'floatPaid').length,
  };
}

/** What became of every payment of the class, with the bank's reason. */
async function paymentFigures(office: Office, claimId: string): Promise<Figures> {
  const maker = await office.desk('finance.maker');
  const { items } = (await maker.get(`/api/v1/claims/${claimId}/payouts?limit=200`)).body;
  const said = items.map((one: Readonly<Record<string, unknown>>) => [
    one['purpose'],
    one['amountFen'],
    one['state'],
    one['reasonCode'],
  ]);
  return { payments: said.toSorted(byText) };
}

const byText = (one: unknown, other: unknown): number => JSON.stringify(one).localeCompare(JSON.stringify(other));

async function recoveryFigures(office: Office, recoveryId: string): Promise<Figures> {
  const maker = await office.desk('finance.maker');
  const { steps, ...recovery } = (await maker.get(`/api/v1/recoveries/${recoveryId}`)).body;
  return {
    ...recovery,
    steps: steps.map((step: { readonly kind: string; readonly amountFen: number }) => [step.kind, step.amountFen]),
  };
}

/** What each account has of these claims together; positive is a debit. */
async function ledgerFigures(office: Office, claimIds: readonly string[]): Promise<Figures> {
  const maker = await office.desk('finance.maker');
  const sums: Record<string, number> = {};
  for (const claimId of claimIds) {
    const { items } = (await maker.get(`/api/v1/ledger/entries?claimId=${claimId}&limit=200`)).body;
    for (const { account, amountFen } of items) {
      sums[account] = (sums[account] ?? 0) + amountFen;
    }
  }
  return { balances: sums };
}
