import { unreachable } from '../verdict.ts';
import { LINE_STATES, TOP_UP_LINE_STATES, type LineState } from './line-state.ts';

/** Lines that the base pays: not refused. */
const BASE_LINE_STATES = LINE_STATES.filter((state) => state !== 'refused');

/**
 * What moves lines of a claim after they were counted. `isFloat`: the +50 % is under way, so the base of the line stays
 * paid. `isContractChecked`: the route checks contracts, so a paid line waits for one.
 */
export type LineMove =
  /** A reviewer accepts the line in spite of a finding; the remark is kept whatever the state. */
  | { readonly kind: 'accept' }
  /** A reviewer refuses the line. */
  | { readonly kind: 'refuse'; readonly isFloat: boolean }
  /** An objection to the line was upheld. */
  | { readonly kind: 'uphold'; readonly isFloat: boolean }
  /** The reviews are over. */
  | { readonly kind: 'approve' }
  /** The money of the line arrived: by a payment, an advance or a set-off. */
  | { readonly kind: 'settle'; readonly isFloat: boolean; readonly isContractChecked: boolean }
  /** The money of the line failed or came back. */
  | { readonly kind: 'unsettle'; readonly isFloat: boolean }
  /** The claim closes: a +50 % that was not paid is not earned. */
  | { readonly kind: 'close' };

/** From which state to which; a line in a state that is not named is not touched. */
export type LineTransitions = Readonly<Partial<Record<LineState, LineState>>>;

const ACCEPT: LineTransitions = {
  ...Object.fromEntries(LINE_STATES.map((state) => [state, state])),
  proposed: 'eligible',
};
const REFUSE = transitions(BASE_LINE_STATES, 'refused');
const REFUSE_FLOAT = transitions(BASE_LINE_STATES, 'floatNotEarned');
const UPHOLD = transitions(
  BASE_LINE_STATES.filter((state) => state !== 'floatNotEarned'),
  'refused',
);
const UPHOLD_FLOAT = transitions(
  BASE_LINE_STATES.filter((state) => state !== 'floatNotEarned'),
  'floatNotEarned',
);
const APPROVE: LineTransitions = { eligible: 'approved' };
const PAID_STATES = ['approved', 'paid', 'floatWaiting'] as const;
const SETTLE = transitions(PAID_STATES, 'paid');
const SETTLE_CHECKED = transitions(PAID_STATES, 'floatWaiting');
const SETTLE_FLOAT = transitions(TOP_UP_LINE_STATES, 'floatPaid');
const UNSETTLE = transitions(PAID_STATES, 'approved');
const UNSETTLE_FLOAT = transitions(TOP_UP_LINE_STATES, 'floatClaimed');
const CLOSE = transitions(['floatWaiting', 'floatClaimed'], 'floatNotEarned');

/** The table of line states: what each move does to a line in each state. */
export function lineTransitions(move: LineMove): LineTransitions {
  switch (move.kind) {
    case 'accept':
      return ACCEPT;
    case 'refuse':
      return move.isFloat ? REFUSE_FLOAT : REFUSE;
    case 'uphold':
      return move.isFloat ? UPHOLD_FLOAT : UPHOLD;
    case 'approve':
      return APPROVE;
    case 'settle':
      return settleTransitions(move);
    case 'unsettle':
      return move.isFloat ? UNSETTLE_FLOAT : UNSETTLE;
    case 'close':
      return CLOSE;
    default:
      return unreachable(move);
  }
}

function settleTransitions(move: Extract<LineMove, { kind: 'settle' }>): LineTransitions {
  if (move.isFloat) {
    return SETTLE_FLOAT;
  }
  return move.isContractChecked ? SETTLE_CHECKED : SETTLE;
}

function transitions(from: readonly LineState[], to: LineState): LineTransitions {
  return Object.fromEntries(from.map((state) => [state, to]));
}
