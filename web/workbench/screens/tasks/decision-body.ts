import type { Decision } from '../../api/resources/tasks.ts';
import type { RefusalCode, Typed } from './typed.ts';

export type DecisionAct = Decision['act'];

/** What only some acts ask for, beside the remark. */
export interface Extra {
  readonly to: string;
  readonly dueOn: string;
  readonly organ: string;
  readonly until: string;
  readonly documentNo: string;
  readonly agreementNo: string;
  readonly recoverYuan: string;
}

export const NO_EXTRA: Extra = {
  to: '',
  dueOn: '',
  organ: '',
  until: '',
  documentNo: '',
  agreementNo: '',
  recoverYuan: '',
};

type Part = 'answers' | 'lines' | 'corrections' | 'organ' | 'until' | 'documentNo' | 'agreementNo' | 'recoverFen';

/** What is sent with which act; the others have their remark alone. */
const PARTS: Readonly<Partial<Record<DecisionAct, readonly Part[]>>> = {
  approve: ['answers', 'lines'],
  accept: ['answers'],
  returnForCorrection: ['corrections'],
  routeTo: ['organ'],
  hold: ['until'],
  recommend: ['answers'],
  pass: ['answers'],
  designate: ['documentNo'],
  sign: ['agreementNo'],
  revoke: ['recoverFen'],
};

export function asksFor(act: DecisionAct, part: Part): boolean {
  return PARTS[act]?.includes(part) === true;
}

const FEN_OF_YUAN = 100;

/** The decision as it is sent: an empty field is left out, the server says what is missing. */
export function decisionBody(act: DecisionAct, typed: Typed, extra: Extra, codes: readonly RefusalCode[]): Decision {
  const { remark, answers, corrections } = typed;
  const organ = ORGANS.find((one) => one === extra.organ);
  return {
    act,
    ...(remark.trim() !== '' && { remark }),
    ...(asksFor(act, 'answers') && { answers: { ...answers } }),
    ...(asksFor(act, 'lines') && linesOf(typed, codes)),
    ...(asksFor(act, 'corrections') && {
      corrections: Object.entries(corrections).map(([pointer, words]) => ({ pointer, remark: words.trim() || remark })),
    }),
    ...(asksFor(act, 'organ') && organ !== undefined && { organ }),
    ...(asksFor(act, 'until') && extra.until !== '' && { until: `${extra.until}T23:59:59+08:00` }),
    ...(asksFor(act, 'documentNo') && extra.documentNo !== '' && { documentNo: extra.documentNo }),
    ...(asksFor(act, 'agreementNo') && extra.agreementNo !== '' && { agreementNo: extra.agreementNo }),
    ...(asksFor(act, 'recoverFen') &&
      extra.recoverYuan !== '' && { recoverFen: Math.round(Number(extra.recoverYuan) * FEN_OF_YUAN) }),
  };
}

function linesOf({ rulings }: Typed, codes: readonly RefusalCode[]): Pick<Decision, 'acceptLines' | 'refuseLines'> {
  const named = Object.entries(rulings);
  return {
    acceptLines: named
      .filter(([, one]) => one.isAccepted)
      .map(([lineId, one]) => ({ lineId, ...remarkIfAny(one.remark) })),
    refuseLines: named
      .filter(([, one]) => !one.isAccepted)
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
