import type { OrganCode } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { NoticeMessage, ObjectionState } from './notice-course.ts';

/** An objection without a ruling. */
export interface OpenObjection {
  readonly id: string;
  /** The notice's workflow has received it. */
  readonly isRouted: boolean;
  readonly itemNo: number;
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

/** A ruling is about the objections that its person saw: one that came meanwhile makes it stale. */
export function judgeSeenObjections(ruled: readonly string[], seen: number | undefined): Verdict<null, 'STALE'> {
  return seen === undefined || seen === ruled.length ? granted(null) : refused('STALE');
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

/** The open objections to one item of a notice: one task, named by one of them. */
export interface ObjectionsOfItem {
  readonly objectionId: string;
  /** The responsible department, or the HR bureau if nobody of that organ may rule. */
  readonly organ: OrganCode;
  readonly count: number;
}

/**
 * The objections that one ruling is about: all to the item of the named one that the notice has received. One that is
 * still on its way is not ruled unseen; it gets a task of its own.
 */
export function ruledTogether(objections: readonly OpenObjection[], objectionId: string): readonly string[] {
  const named = objections.find(({ id }) => id === objectionId);
  return objections.filter(({ itemNo, isRouted }) => isRouted && itemNo === named?.itemNo).map(({ id }) => id);
}

/**
 * The objections that are open and known to the notice after the act, by item. An item keeps the name that its
 * open task has (`named`), so that a later objection changes its count alone.
 */
export function objectionsAfter(
  objections: readonly OpenObjection[],
  message: NoticeMessage,
  { named, organ }: { readonly named: readonly (string | null)[]; readonly organ: OrganCode },
): readonly ObjectionsOfItem[] {
  const ruled = message.kind === 'ruleObjection' ? ruledTogether(objections, message.objectionId) : [];
  const open = objections
    .filter(({ id, isRouted }) => isRouted || (message.kind === 'fileObjection' && id === message.objectionId))
    .filter(({ id }) => !ruled.includes(id));
  return objectionsByItem(open, { named, organ });
}

/** One task for each item with objections; it is named by the objection whose task is open, else by the first one. */
export function objectionsByItem(
  open: readonly Pick<OpenObjection, 'id' | 'itemNo'>[],
  { named, organ }: { readonly named: readonly (string | null)[]; readonly organ: OrganCode },
): readonly ObjectionsOfItem[] {
  return [...new Set(open.map(({ itemNo }) => itemNo))].flatMap((item) => {
    const ofItem = open.filter(({ itemNo }) => itemNo === item);
    const name = ofItem.find(({ id }) => named.includes(id)) ?? ofItem[0];
    return name === undefined ? [] : [{ objectionId: name.id, organ, count: ofItem.length }];
  });
}

/** An objection with a ruling, as its row shows it. */
export interface RuledObjection {
  readonly id: string;
  readonly itemNo: number;
  readonly lineId: string | null;
  readonly state: ObjectionState;
  readonly ruledBy: string | null;
  readonly ruledAt: Date | null;
  readonly refusedLines: readonly string[];
}

/** What was kept of a ruling: its message, how many objections its person saw, and the lines of a group that it refuses. */
interface KeptRuling {
  readonly message: { readonly kind: string; readonly atMs: number };
  readonly objections?: number;
  readonly refuseLines?: readonly { readonly lineId: string }[];
}

/** Whether an act gave an objection the ruling that its row shows, with the others to its item and with no more of them. */
export function isRuledAs(
  { itemNo, lineId, state, ruledBy, ruledAt, refusedLines }: RuledObjection,
  all: readonly RuledObjection[],
  { message, objections = Infinity, refuseLines = [] }: KeptRuling,
): boolean {
  if (!isRulingMessage(message) || ruledAt === null || ruledAt.getTime() !== message.atMs) {
    return false;
  }
  const together = all.filter((one) => one.itemNo === itemNo && one.ruledAt?.getTime() === message.atMs);
  const isUpheld = message.ruling === 'uphold';
  const named = isUpheld && lineId === null ? new Set(refuseLines.map((line) => line.lineId)) : new Set<string>();
  return (
    ruledBy === message.actor.personId &&
    state === (isUpheld ? 'upheld' : 'dismissed') &&
    together.length <= objections &&
    together.some(({ id }) => id === message.objectionId) &&
    named.size === refusedLines.length &&
    refusedLines.every((id) => named.has(id))
  );
}

function isRulingMessage(message: KeptRuling['message']): message is Ruling {
  return message.kind === 'ruleObjection';
}
