import { canonicalJson } from '../canonical-json.ts';
import type { ActState } from '../codes.ts';
import type { EntityKind } from '../entities.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import { senderOf, type Actor } from './actor.ts';
import { authorityOf } from './message-authority.ts';

/** Why a message does not count, though its sender reached the workflow (D2). */
export const FORGERIES = [
  /** A turn of the workflow itself that somebody else sent, or a kind that it does not know. */
  'notSendable',
  /** The API kept no act with this id. */
  'notKept',
  /** The act was refused, and not just now. */
  'notAccepted',
  /** The act that was kept says something else: another entity, kind, person, seat, instant or decision. */
  'otherContent',
  /** No API process signed the act, or its row was changed since. */
  'notSigned',
  /** No notice, batch, report, case or register asks for this. */
  'notAsked',
  /** The workflow was started with another plan, or another first course, than its row gives. */
  'otherPlan',
  /** The workflow tells another time than the office: what it waits for is not over. */
  'otherClock',
  /** The row's course, or the answer that the act's row keeps, is not what a recording left there. */
  'otherCourse',
] as const;
export type Forgery = (typeof FORGERIES)[number];

/** A message to an entity's workflow, as it arrived: none of it is believed yet. */
export interface ArrivedMessage {
  readonly entity: EntityKind;
  readonly id: string;
  readonly message: { readonly kind: string; readonly actId: string; readonly actor?: Actor | null };
  /** Sent by the workflow's own loop. */
  readonly isOwnTurn: boolean;
}

/** What is known of the act of that id. */
export interface KeptAct {
  readonly personId: string | null;
  readonly state: ActState;
  /** Its sender was told only minutes ago that it is refused. */
  readonly isJustRefused: boolean;
  /** The message that was kept. */
  readonly asked: { readonly entity: string; readonly id: string; readonly message: unknown };
  /** The signature of an API process fits the row's person, message and digest. */
  readonly isSigned: boolean;
  /** The digest fits the row's body. A recorded act may have lost its sealed account since. */
  readonly isWhole: boolean;
  /** A recording has stored its answer in the row: the act is answered again and never decided again. */
  readonly isRecorded: boolean;
}

/**
 * Whether the entity that a message names asks for it: `asks`, `noLonger` when it stands but has moved on, `never` when it
 * does not exist or does not name this entity, `unsigned` when it does and no API process signed it; null for a message of
 * a person.
 */
export type Asking = 'asks' | 'noLonger' | 'never' | 'unsigned' | null;

/**
 * Judges whether a message counts: authority stands in the row, never in the message (D2). A message of a person counts
 * on the act that the API kept and signed, whole and unchanged, and whose sender was not told yet that it is refused; a
 * message of an entity on that entity's own row; a turn of the workflow itself on nothing.
 */
export function judgeAuthenticity(
  { entity, id, message, isOwnTurn }: ArrivedMessage,
  kept: KeptAct | null,
  asking: Asking,
): Verdict<null, Forgery | 'WRONG_STATE'> {
  const authority = authorityOf(entity, message);
  if (isOwnTurn !== (authority === 'ownTurn') || authority === null) {
    return refused('notSendable');
  }
  if (isOwnTurn) {
    return granted(null);
  }
  if (authority === 'entity') {
    return judgeAsking({ entity, id, message }, kept, asking);
  }
  if (kept === null) {
    return refused('notKept');
  }
  const isOfSender = kept.personId !== null && (senderOf(message)?.personId ?? kept.personId) === kept.personId;
  if (!isOfSender || canonicalJson(kept.asked) !== canonicalJson({ entity, id, message })) {
    return refused('otherContent');
  }
  if (!kept.isSigned) {
    return refused('notSigned');
  }
  if (!kept.isWhole && !kept.isRecorded) {
    return refused('otherContent');
  }
  if (kept.state !== 'refused') {
    return granted(null);
  }
  // Two senders of one act, or an attempt that outlived the next, can bring it shortly after its refusal: no forgery.
  return refused(kept.isJustRefused ? 'WRONG_STATE' : 'notAccepted');
}

/** A message that was recorded before says the same again, at whatever instant it is sent. */
function judgeAsking(
  arrived: Omit<ArrivedMessage, 'isOwnTurn'>,
  kept: KeptAct | null,
  asking: Asking,
): Verdict<null, Forgery | 'WRONG_STATE'> {
  if (!isPlain(arrived.message) || (kept !== null && withoutInstant(kept.asked) !== withoutInstant(arrived))) {
    return refused('otherContent');
  }
  if (kept?.isRecorded === true) {
    return granted(null);
  }
  if (asking === 'noLonger') {
    return refused('WRONG_STATE');
  }
  if (asking === 'unsigned') {
    return refused('notSigned');
  }
  return asking === 'asks' ? granted(null) : refused('notAsked');
}

const LONGEST_MESSAGE = 10_000;
const LATEST_MS = 8.64e15;

/** True for a message that can be stored: a real instant, no NUL, not too long. One of a person is compared with its row. */
export function isPlain(message: object): boolean {
  const { atMs, actId }: { readonly atMs?: unknown; readonly actId?: unknown } = message;
  const text = JSON.stringify(message);
  const isInstant = typeof atMs === 'number' && Number.isSafeInteger(atMs) && atMs >= 0 && atMs < LATEST_MS;
  return isInstant && typeof actId === 'string' && text.length < LONGEST_MESSAGE && !text.includes('\\u0000');
}

function withoutInstant({ entity, id, message }: KeptAct['asked']): string {
  const said = typeof message === 'object' && message !== null ? { ...message, atMs: 0 } : message;
  return canonicalJson({ entity, id, message: said });
}
