import { linesOf } from './demo-lines.ts';
import type { PlayedClaim } from './demo-life.ts';
import type { Office } from './office-client.ts';

/** The settled amount of one purpose from one fund. */
export interface PaidFigure {
  readonly purpose: string;
  readonly fund: string;
  readonly instructions: number;
  readonly amountFen: number;
}

/** The figures of a claim that an expectation may name; amounts in fen. */
export interface ClaimFigures {
  readonly state: string;
  readonly organ: string;
  readonly lines: { readonly total: number; readonly approved: number };
  /** ID number and codes, sorted. */
  readonly refused: readonly string[];
  readonly findings: readonly string[];
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly advanceFen: number;
  readonly floatFen: number;
  readonly paid: readonly PaidFigure[];
  readonly totalPaidFen: number;
  /** The acts of the timeline in order; a decision is named by its kind. */
  readonly events: readonly string[];
  /** Totals that differ from the sum of their lines and instructions; empty if all agree. */
  readonly unequal: readonly string[];
}

/** Reads a claim as its applicant and as Finance see it. */
export async function figuresOf(office: Office, { id, applicant }: PlayedClaim): Promise<ClaimFigures> {
  const desk = await office.desk(applicant);
  const claim = (await desk.get(`/api/v1/claims/${id}`)).body;
  const lines = await linesOf(desk, id);
  const timeline = (await desk.get(`/api/v1/claims/${id}/timeline?limit=200`)).body.items;
  const maker = await office.desk('finance.maker');
  const payouts: readonly PayoutItem[] = (await maker.get(`/api/v1/claims/${id}/payouts?limit=200`)).body.items;
  const { totals } = claim;
  const kept = lines.filter((line) => line.state !== 'refused');
  const paid = paidFigures(payouts);
  const sums = {
    baseFen: sum(kept.map((line) => line.baseFen)),
    allowanceFen: sum(kept.map((line) => line.allowanceFen)),
    floatFen: sum(lines.filter((line) => line.state === 'floatPaid').map((line) => line.floatFen)),
  };
  return {
    state: claim.state,
    organ: claim.responsibleDepartment.organ,
    lines: { total: claim.lines.total, approved: claim.lines.approved },
    refused: marked(lines, ({ refusals, state }) => (state === 'refused' || isTopUp(state) ? refusals : [])),
    findings: marked(lines, ({ findings }) => findings),
    baseFen: totals.approvedFen,
    allowanceFen: totals.allowanceFen ?? 0,
    advanceFen: totals.advanceFen ?? 0,
    floatFen: totals.floatPaidFen,
    paid,
    totalPaidFen: totals.totalPaidFen,
    events: timeline.map(({ act, facts }: TimelineItem) => facts.decision ?? act),
    unequal: [
      ...unequal('base', totals.approvedFen, claim.kind === 'advance' ? totals.approvedFen : sums.baseFen),
      ...unequal('allowance', totals.allowanceFen ?? 0, sums.allowanceFen),
      ...unequal('float', totals.floatPaidFen, sums.floatFen),
      ...unequal('instructions', totals.totalPaidFen, sum(paid.map(({ amountFen }) => amountFen))),
    ],
  };
}

interface PayoutItem {
  readonly purpose: string;
  readonly fund: string;
  readonly amountFen: number;
  readonly state: string;
}

interface TimelineItem {
  readonly act: string;
  readonly facts: { readonly decision?: string };
}

function paidFigures(payouts: readonly PayoutItem[]): readonly PaidFigure[] {
  const settled = payouts.filter(({ state }) => state === 'settled');
  const kinds = [...new Set(settled.map(({ purpose, fund }) => `${purpose} ${fund}`))].toSorted();
  return kinds.map((kind) => {
    const [purpose = '', fund = ''] = kind.split(' ');
    const own = settled.filter((one) => one.purpose === purpose && one.fund === fund);
    return { purpose, fund, instructions: own.length, amountFen: sum(own.map(({ amountFen }) => amountFen)) };
  });
}

type Line = Awaited<ReturnType<typeof linesOf>>[number];

function marked(lines: readonly Line[], of: (line: Line) => readonly { readonly code: string }[]): readonly string[] {
  return lines.flatMap((line) => of(line).map(({ code }) => `${line.idNumber} ${code}`)).toSorted();
}

/** Lines whose evidence was examined and earned no amount, and lines without a base, show the reason. */
function isTopUp(state: string): boolean {
  return state === 'floatNotEarned' || state === 'allowanceOnly';
}

function unequal(what: string, total: number, ofParts: number): readonly string[] {
  return total === ofParts ? [] : [`${what}: ${total}, its parts ${ofParts}`];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
