import { granted, refused, type Verdict } from '../verdict.ts';
import type { NoticeMessage } from './notice-course.ts';

/** An objection without a ruling. */
export interface OpenObjection {
  readonly id: string;
  /** The notice's workflow has received it. */
  readonly isRouted: boolean;
  /** Null: the objection is to a group that is shown without names. */
  readonly lineId: string | null;
}

type Ruling = Extract<NoticeMessage, { kind: 'ruleObjection' }>;

/** an objection is answered before its notice ends, so a notice with an open one is not withdrawn. */
export function judgeObjectionsOpen(
  { kind }: Pick<NoticeMessage, 'kind'>,
  objections: readonly OpenObjection[],
): Verdict<null, 'OBJECTIONS_OPEN'> {
  return kind === 'withdraw' && objections.length > 0 ? refused('OBJECTIONS_OPEN') : granted(null);
}

/**
 * decides on a ruling, and returns the lines that it refuses by name; null: none are named. Only an objection to
 * a group shown without names needs names when it is upheld; all of them must be lines of its claim.
 */
export function judgeRuledLines(
  { objectionId, ruling }: Pick<Ruling, 'objectionId' | 'ruling'>,
  objections: readonly OpenObjection[],
  lines: { readonly named: readonly string[]; readonly ofClaim: readonly string[] },
): Verdict<readonly string[] | null, 'WRONG_STATE' | 'LINE_UNKNOWN'> {
  const objection = objections.find(({ id }) => id === objectionId);
  if (objection === undefined) {
    return refused('WRONG_STATE');
  }
  if (ruling !== 'uphold' || objection.lineId !== null) {
    return granted(null);
  }
  const ofClaim = new Set(lines.ofClaim);
  const named = [...new Set(lines.named)];
  return named.length > 0 && named.every((id) => ofClaim.has(id)) ? granted(named) : refused('LINE_UNKNOWN');
}

/** Ids of the objections that are open and known to the notice after the act, in their order. */
export function objectionsAfter(objections: readonly OpenObjection[], message: NoticeMessage): readonly string[] {
  const about = 'objectionId' in message ? message.objectionId : null;
  return objections
    .filter(({ id, isRouted }) => isRouted || (message.kind === 'fileObjection' && id === about))
    .filter(({ id }) => !(message.kind === 'ruleObjection' && id === about))
    .map(({ id }) => id);
}
