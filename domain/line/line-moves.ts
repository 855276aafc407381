import { unreachable } from '../verdict.ts';
import {
  BASE_PAID_LINE_STATES,
  EVIDENCE_LINE_STATES,
  LINE_STATES,
  OPEN_TOP_UP_LINE_STATES,
  TOP_UP_LINE_STATES,
  type LineState,
} from './line-state.ts';

/** States of lines that are paid something besides the +50 %: all that are not refused. */
const PAYABLE_LINE_STATES = LINE_STATES.filter((state) => state !== 'refused');

/** States of lines whose base is payable. */
const BASE_LINE_STATES = PAYABLE_LINE_STATES.filter((state) => state !== 'allowanceOnly');

/**
 * A change of a claim's lines after they were counted. `isFloat`: the +50 % is under way, so the line's base stays
 * paid. `isContractChecked`: the route checks contracts, so a paid line waits for one.
 */
export type LineMove =
  /** A reviewer accepts the line in spite of a finding; the remark is stored in every state. */
  | { readonly kind: 'accept' }
  /** A reviewer refuses the line, or another line has one of its keys. */
  | { readonly kind: 'refuse'; readonly isFloat: boolean }
  /** An objection to the line was upheld. */
  | { readonly kind: 'uphold'; readonly isFloat: boolean }
  /** The reviews are complete. */
  | { readonly kind: 'approve' }
  /** The line's payment arrived: by a payment, an advance or a set-off. */
  | { readonly kind: 'settle'; readonly isFloat: boolean; readonly isContractChecked: boolean }
  /** The line's payment failed or came back. */
  | { readonly kind: 'unsettle'; readonly isFloat: boolean }
  /** The contract check found whether the line earns its +50 % (R-076 to R-082). */
  | { readonly kind: 'judgeContract'; readonly isEarned: boolean }
  /** The claim closes: a +50 % that was not paid is not earned. */
  | { readonly kind: 'close' };

/** Maps each state to the next state; a line in a state that is not listed is not changed. */
export type LineTransitions = Readonly<Partial<Record<LineState, LineState>>>;

const ACCEPT: LineTransitions = {
  ...Object.fromEntries(LINE_STATES.map((state) => [state, state])),
  proposed: 'eligible',
};
const REFUSE = transitions(PAYABLE_LINE_STATES, 'refused');
const REFUSE_FLOAT = transitions(BASE_LINE_STATES, 'floatNotEarned');
const UPHOLD = transitions(
  PAYABLE_LINE_STATES.filter((state) => state !== 'floatNotEarned'),
  'refused',
);
const UPHOLD_FLOAT = transitions(
  BASE_LINE_STATES.filter((state) => state !== 'floatNotEarned'),
  'floatNotEarned',
);
const APPROVE: LineTransitions = { eligible: 'approved' };
const SETTLE = transitions(BASE_PAID_LINE_STATES, 'paid');
const SETTLE_CHECKED = transitions(BASE_PAID_LINE_STATES, 'floatWaiting');
const SETTLE_FLOAT = transitions(TOP_UP_LINE_STATES, 'floatPaid');
const UNSETTLE = transitions(BASE_PAID_LINE_STATES, 'approved');
const UNSETTLE_FLOAT = transitions(TOP_UP_LINE_STATES, 'floatClaimed');
const EARN = transitions(EVIDENCE_LINE_STATES, 'floatClaimed');
const NOT_EARN = transitions(EVIDENCE_LINE_STATES, 'floatNotEarned');
const CLOSE = transitions(OPEN_TOP_UP_LINE_STATES, 'floatNotEarned');

/** Returns the table of line states for a move: what it does to a line in each state. */
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
    case 'judgeContract':
      return move.isEarned ? EARN : NOT_EARN;
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
