import type { Purpose } from '../claim/claim-course.ts';
import { SUPERVISION_KINDS, type RefusalCode, type SupervisionKind } from '../codes.ts';
import { TOP_UP_LINE_STATES, type LineState } from '../line/line-state.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** The answers that a reviewer may give to a question of the stage. */
export const ANSWERS = ['true', 'false', 'cannotTell'] as const;
export type Answer = (typeof ANSWERS)[number];
export type Answers = Readonly<Record<string, Answer>>;

/** what a department confirms before it accepts a filing. */
export const FILING_CHECKLIST = ['typicalTasks', 'safety', 'textbooks'] as const;

export type AnswerRefusal = 'QUESTION_UNANSWERED' | 'ANSWER_FORBIDS_APPROVAL' | 'UNKNOWN_QUESTION';

export interface WrongAnswer {
  readonly key: string;
  readonly code: AnswerRefusal;
}

/** Returns the wrong answers by key. An approval must answer every question of its stage with `true`. */
export function wrongAnswers(questions: readonly string[], answers: Answers): readonly WrongAnswer[] {
  const unknown = Object.keys(answers).filter((key) => !questions.includes(key));
  const unanswered = questions.filter((key) => answers[key] === undefined);
  const forbidding = questions.filter((key) => answers[key] === 'false' || answers[key] === 'cannotTell');
  return [
    ...unknown.map((key) => ({ key, code: 'UNKNOWN_QUESTION' }) as const),
    ...unanswered.map((key) => ({ key, code: 'QUESTION_UNANSWERED' }) as const),
    ...forbidding.map((key) => ({ key, code: 'ANSWER_FORBIDS_APPROVAL' }) as const),
  ];
}

/** The facts of a line that a decision needs. */
export interface DecidedLine {
  readonly lineId: string;
  readonly state: LineState;
  readonly wantsDecision: boolean;
  /** Accepted in an earlier round, so the finding is already decided. */
  readonly isAccepted: boolean;
}

export interface LineWord {
  readonly lineId: string;
}

export interface WrongLine {
  readonly list: 'refuseLines' | 'acceptLines';
  readonly position: number;
  readonly code: 'LINE_UNKNOWN' | 'LINE_TWICE';
}

/** True for lines that the purpose under way still pays; only those can be refused or accepted. */
export function isStillPaid(state: LineState, purpose: Purpose): boolean {
  return purpose === 'float' ? TOP_UP_LINE_STATES.some((topUp) => topUp === state) : state !== 'refused';
}

/** A line with what its rules found, and what somebody said who accepted it in spite of that, for base and top-up. */
export interface DoubtfulLine {
  readonly state: LineState;
  readonly findings: readonly { readonly wantsDecision: boolean; readonly purpose?: Purpose }[];
  readonly acceptedRemark: string | null;
  readonly floatAcceptedRemark: string | null;
}

export const DOUBTS = ['undecided', 'accepted'] as const;

/** how a line stands to its findings that want a decision, as an approval asks; null: nothing is to be decided. */
export function doubtOf(line: DoubtfulLine, purpose: Purpose): (typeof DOUBTS)[number] | null {
  const isTopUp = TOP_UP_LINE_STATES.some((topUp) => topUp === line.state);
  const isWanted = line.findings.some((one) => one.wantsDecision && (!isTopUp || one.purpose === 'float'));
  if (!isWanted || !isStillPaid(line.state, purpose)) {
    return null;
  }
  return (isTopUp ? line.floatAcceptedRemark : line.acceptedRemark) === null ? 'undecided' : 'accepted';
}

export function wrongLines(
  lines: readonly DecidedLine[],
  purpose: Purpose,
  words: { readonly refuseLines: readonly LineWord[]; readonly acceptLines: readonly LineWord[] },
): readonly WrongLine[] {
  const open = new Set(lines.filter((line) => isStillPaid(line.state, purpose)).map((line) => line.lineId));
  const seen = new Set<string>();
  const wrong: WrongLine[] = [];
  for (const list of ['refuseLines', 'acceptLines'] as const) {
    for (const [position, { lineId }] of words[list].entries()) {
      if (!open.has(lineId)) {
        wrong.push({ list, position, code: 'LINE_UNKNOWN' });
      } else if (seen.has(lineId)) {
        wrong.push({ list, position, code: 'LINE_TWICE' });
      }
      seen.add(lineId);
    }
  }
  return wrong;
}

/**
 * returns the lines with an undecided finding. An approval must refuse or accept each of them by name: the
 * department's, or that of a later review if a register answered since.
 */
export function undecidedLines(
  lines: readonly DecidedLine[],
  purpose: Purpose,
  words: { readonly refuseLines: readonly LineWord[]; readonly acceptLines: readonly LineWord[] },
): readonly string[] {
  const named = new Set([...words.refuseLines, ...words.acceptLines].map((word) => word.lineId));
  return lines
    .filter((line) => isStillPaid(line.state, purpose) && line.wantsDecision && !line.isAccepted)
    .map((line) => line.lineId)
    .filter((lineId) => !named.has(lineId));
}

export interface WrongReason {
  readonly list: 'refuseLines' | 'acceptLines';
  readonly position: number;
  readonly field: 'code' | 'remark';
  /** `NOT_A_REASON_HERE`: no rule of the route refuses for it. */
  readonly code: 'NOT_A_REASON_HERE' | 'REQUIRED';
}

/**
 * every line is decided with a reason. A refusal gives one of the codes of its route, which is a reason by
 * itself but for the reviewer's own. Who accepts a line in spite of an undecided finding says why. The remark of the whole
 * decision counts for each of its lines.
 */
export function wrongReasons(
  lines: readonly DecidedLine[],
  codes: readonly string[],
  words: {
    readonly refuseLines: readonly (LineWord & { readonly code: string; readonly remark?: string | undefined })[];
    readonly acceptLines: readonly (LineWord & { readonly remark?: string | undefined })[];
    readonly remark?: string | undefined;
  },
): readonly WrongReason[] {
  const isSaid = (remark: string | undefined) => (remark ?? '').trim() !== '' || (words.remark ?? '').trim() !== '';
  const doubtful = new Set(
    lines.filter(({ wantsDecision, isAccepted }) => wantsDecision && !isAccepted).map(({ lineId }) => lineId),
  );
  const unsaid = { field: 'remark', code: 'REQUIRED' } as const;
  const refusals = words.refuseLines.map(({ code, remark }, position): WrongReason | null => {
    const at = { list: 'refuseLines', position } as const;
    if (!codes.includes(code)) {
      return { ...at, field: 'code', code: 'NOT_A_REASON_HERE' };
    }
    return code !== OWN_REASON || isSaid(remark) ? null : { ...at, ...unsaid };
  });
  const acceptances = words.acceptLines.map(({ lineId, remark }, position): WrongReason | null =>
    !doubtful.has(lineId) || isSaid(remark) ? null : { list: 'acceptLines', position, ...unsaid },
  );
  return [...refusals, ...acceptances].filter((one) => one !== null);
}

const OWN_REASON = 'REFUSED_BY_REVIEWER' satisfies RefusalCode;

/**
 * returns which of the three links were not yet visited; all must be visited before a department approves a
 * claim with a class.
 */
export function missingSupervision(visited: readonly string[]): readonly SupervisionKind[] {
  return SUPERVISION_KINDS.filter((kind) => !visited.includes(kind));
}

/** A return or a rejection must give a reason, by a remark or by corrections. */
export function judgeReason(given: {
  readonly remark?: string | undefined;
  readonly corrections?: readonly unknown[] | undefined;
}): Verdict<null, 'REASON_MISSING'> {
  const hasRemark = (given.remark ?? '').trim() !== '';
  return hasRemark || (given.corrections ?? []).length > 0 ? granted(null) : refused('REASON_MISSING');
}
