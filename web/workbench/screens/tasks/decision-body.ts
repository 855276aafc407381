import type { Decision } from '../../api/resources/tasks.ts';
import { sentFen } from '../../parts/typed-money.ts';
import { numbersOf } from '../../parts/typed-numbers.ts';
import { remarkFor, type RefusalCode, type Typed } from './typed.ts';

export type DecisionAct = Decision['act'];

/** What only some acts ask for, beside the remark. */
export interface Extra {
  readonly to: string;
  readonly dueOn: string;
  readonly organ: string;
  readonly category: string;
  readonly until: string;
  /** Empty: the one that the law names. */
  readonly fund: NonNullable<Decision['fund']> | '';
  readonly documentNo: string;
  readonly agreementNo: string;
  readonly recoverYuan: string;
  /** What is asked back instead of all that was found. */
  readonly amountYuan: string;
  /** An expert's points, by criterion. */
  readonly points: Readonly<Record<string, string>>;
  readonly noConflict: boolean;
  /** The lines that an objection to a group is upheld for. */
  readonly lineIds: readonly string[];
}

export const NO_EXTRA: Extra = {
  to: '',
  dueOn: '',
  organ: '',
  category: 'FINANCE',
  until: '',
  fund: '',
  documentNo: '',
  agreementNo: '',
  recoverYuan: '',
  amountYuan: '',
  points: {},
  noConflict: false,
  lineIds: [],
};

type Part =
  | 'answers'
  | 'lines'
  | 'corrections'
  | 'organ'
  | 'hold'
  | 'fund'
  | 'points'
  | 'documentNo'
  | 'agreementNo'
  | 'recoverFen'
  | 'amountFen'
  | 'upheldLines';

/** What is sent with which act; the others have their remark alone. */
const PARTS: Readonly<Partial<Record<DecisionAct, readonly Part[]>>> = {
  approve: ['answers', 'lines', 'fund', 'amountFen'],
  accept: ['answers'],
  returnForCorrection: ['corrections'],
  routeTo: ['organ'],
  hold: ['hold'],
  uphold: ['upheldLines', 'amountFen'],
  recommend: ['answers'],
  pass: ['answers'],
  score: ['points'],
  designate: ['documentNo'],
  sign: ['agreementNo'],
  revoke: ['documentNo', 'recoverFen'],
};

export function asksFor(act: DecisionAct, part: Part): boolean {
  return PARTS[act]?.includes(part) === true;
}

/** The decision as it is sent: an empty field is left out, the server says what is missing. */
export function decisionBody(act: DecisionAct, typed: Typed, extra: Extra, codes: readonly RefusalCode[]): Decision {
  const { answers, corrections } = typed;
  const remark = remarkFor(typed, act);
  return {
    act,
    ...(remark.trim() !== '' && { remark }),
    ...(asksFor(act, 'answers') && { answers: { ...answers } }),
    ...(asksFor(act, 'lines') && linesOf(typed, codes)),
    ...(asksFor(act, 'corrections') && {
      corrections: Object.entries(corrections).map(([pointer, words]) => ({ pointer, remark: words.trim() || remark })),
    }),
    ...extraOf(act, extra, codes),
  };
}

function extraOf(act: DecisionAct, extra: Extra, codes: readonly RefusalCode[]): Partial<Decision> {
  const { category, until, fund, documentNo, agreementNo, recoverYuan, amountYuan, points, noConflict, lineIds } =
    extra;
  const organ = ORGANS.find((one) => one === extra.organ);
  const code = codes[0];
  return {
    ...(asksFor(act, 'organ') && organ !== undefined && { organ }),
    ...(asksFor(act, 'fund') && fund !== '' && { fund }),
    ...(asksFor(act, 'hold') && { category, ...(until !== '' && { until: `${until}T23:59:59+08:00` }) }),
    ...(asksFor(act, 'documentNo') && documentNo.trim() !== '' && { documentNo: documentNo.trim() }),
    ...(asksFor(act, 'agreementNo') && agreementNo.trim() !== '' && { agreementNo: agreementNo.trim() }),
    ...(asksFor(act, 'recoverFen') && recoverYuan.trim() !== '' && { recoverFen: sentFen(recoverYuan) }),
    ...(asksFor(act, 'amountFen') && amountYuan.trim() !== '' && { amountFen: sentFen(amountYuan) }),
    ...(asksFor(act, 'points') && { points: numbersOf(points), declaration: { noConflict } }),
    ...(asksFor(act, 'upheldLines') &&
      code !== undefined &&
      lineIds.length > 0 && { refuseLines: lineIds.map((lineId) => ({ lineId, code })) }),
  };
}

function linesOf({ rulings }: Typed, codes: readonly RefusalCode[]): Pick<Decision, 'acceptLines' | 'refuseLines'> {
  const named = Object.entries(rulings);
  return {
    acceptLines: named
      .filter(([, one]) => one.isAccepted === true)
      .map(([lineId, one]) => ({ lineId, ...remarkIfAny(one.remark) })),
    refuseLines: named
      .filter(([, one]) => one.isAccepted === false)
      .map(([lineId, { code, remark }]) => ({
        lineId,
        code: codes.find((one) => one === code) ?? 'REFUSED_BY_REVIEWER',
        ...remarkIfAny(remark),
      })),
  };
}

function remarkIfAny(remark: string): { readonly remark?: string } {
  return remark.trim() === '' ? {} : { remark };
}

/** Why a claim is held, as it is sent. */
export const HOLD_CATEGORIES = ['FINANCE', 'VERIFICATION', 'INVESTIGATION', 'OTHER'] as const;

/** Organs that can be named as responsible, as the contract writes them. */
export const ORGANS = [
  'HRSS',
  'EDUCATION',
  'INDUSTRY_IT',
  'HOUSING_CONSTRUCTION',
  'AGRICULTURE',
  'VETERANS',
  'EMERGENCY_MGMT',
  'COAL_MINE_SAFETY',
  'SASAC',
  'TRADE_UNION',
  'DISABLED_FED',
  'POVERTY_RELIEF',
  'CIVIL_AFFAIRS',
  'CULTURE_TOURISM',
  'COMMERCE',
  'SCIENCE_TECH',
  'YOUTH_LEAGUE',
  'WOMENS_FED',
  'INDUSTRY_COMMERCE_FED',
  'MARKET_REGULATION',
  'JUSTICE',
] as const;
