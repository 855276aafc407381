import type { Decision } from '../../api/resources/tasks.ts';
import { sentFen } from '../../parts/typed-money.ts';
import { numbersOf } from '../../parts/typed-numbers.ts';

/** What tasks of grants can be answered with; what a task is for comes first. */
export const DECISIONS = [
  'recommend',
  'score',
  'designate',
  'sign',
  'accept',
  'pass',
  'confirm',
  'keep',
  'returnForCorrection',
  'returnToHr',
  'rectify',
  'excuse',
  'recuse',
  'revoke',
  'refuse',
  'fail',
  'reject',
] as const satisfies readonly Decision['act'][];
export type GrantDecision = (typeof DECISIONS)[number];

export type Answer = 'true' | 'false' | 'cannotTell';
export const ANSWERS: readonly Answer[] = ['true', 'false', 'cannotTell'];

export interface GrantTyped {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly points: Readonly<Record<string, string>>;
  readonly noConflict: boolean;
  readonly remark: string;
  readonly documentNo: string;
  readonly agreementNo: string;
  readonly recoverYuan: string;
}

export const NOTHING_TYPED: GrantTyped = {
  answers: {},
  points: {},
  noConflict: false,
  remark: '',
  documentNo: '',
  agreementNo: '',
  recoverYuan: '',
};

/** Acts that the pack's questions belong to. */
const ANSWERED: readonly GrantDecision[] = ['recommend', 'accept', 'pass'];

/** The decision as it is sent; an empty field is left out, and the server says what is missing. */
export function decisionOf(act: GrantDecision, typed: GrantTyped): Decision {
  const { remark, answers, points, noConflict, documentNo, agreementNo, recoverYuan } = typed;
  const namesDocument = act === 'designate' || act === 'revoke';
  return {
    act,
    ...(remark.trim() !== '' && { remark }),
    ...(ANSWERED.includes(act) && { answers: { ...answers } }),
    ...(act === 'score' && {
      declaration: { noConflict },
      points: numbersOf(points),
    }),
    ...(namesDocument && documentNo !== '' && { documentNo }),
    ...(act === 'sign' && agreementNo !== '' && { agreementNo }),
    ...(act === 'revoke' && recoverYuan.trim() !== '' && { recoverFen: sentFen(recoverYuan) }),
  };
}
