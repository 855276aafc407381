import { useReducer } from 'react';
import type { Decision } from '../../api/resources/tasks.ts';

export type Answer = 'true' | 'false' | 'cannotTell';
export const ANSWERS: readonly Answer[] = ['true', 'false', 'cannotTell'];
export type RefusalCode = NonNullable<Decision['refuseLines']>[number]['code'];

/** What is decided about one line with a finding. */
export interface Ruling {
  /** Null: so far only words were typed. */
  readonly isAccepted: boolean | null;
  /** Why it is refused; also kept while it is accepted. */
  readonly code: string;
  readonly remark: string;
}

/** What a person has typed on one case and nobody has sent. */
export interface Typed {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly rulings: Readonly<Record<string, Ruling>>;
  /** What is to be corrected, by its pointer; the words may be empty. */
  readonly corrections: Readonly<Record<string, string>>;
  /** By act, the one that was typed last behind the others. */
  readonly remarks: Readonly<Record<string, string>>;
}

export const NOTHING_TYPED: Typed = { answers: {}, rulings: {}, corrections: {}, remarks: {} };

/** Instead of an act: the remark of a draft that was kept before remarks had theirs. */
export const OF_NO_ACT = 'unnamed';

/** What was typed for this act, and for no other. */
export function remarkFor({ remarks }: Typed, act: string): string {
  return remarks[act] ?? '';
}

export type Typing =
  | { readonly kind: 'answer'; readonly question: string; readonly answer: Answer }
  | { readonly kind: 'rule'; readonly lineId: string; readonly ruling: Ruling }
  | { readonly kind: 'correct'; readonly pointer: string; readonly words: string | null }
  | { readonly kind: 'remark'; readonly act: string; readonly remark: string }
  /** The remark of no act is for this one. */
  | { readonly kind: 'adopt'; readonly act: string }
  | { readonly kind: 'all'; readonly typed: Typed };

function type(typed: Typed, typing: Typing): Typed {
  switch (typing.kind) {
    case 'answer':
      return { ...typed, answers: { ...typed.answers, [typing.question]: typing.answer } };
    case 'rule':
      return { ...typed, rulings: { ...typed.rulings, [typing.lineId]: typing.ruling } };
    case 'correct': {
      const { [typing.pointer]: _, ...others } = typed.corrections;
      const corrections = typing.words === null ? others : { ...typed.corrections, [typing.pointer]: typing.words };
      return { ...typed, corrections };
    }
    case 'remark':
      return { ...typed, remarks: withLast(typed.remarks, typing.act, typing.remark) };
    case 'adopt': {
      const { [OF_NO_ACT]: remark = '', ...others } = typed.remarks;
      return { ...typed, remarks: withLast(others, typing.act, remark) };
    }
    case 'all':
      return typing.typed;
    default:
      return typing satisfies never;
  }
}

function withLast(remarks: Typed['remarks'], act: string, remark: string): Typed['remarks'] {
  const { [act]: _, ...others } = remarks;
  return { ...others, [act]: remark };
}

export function useTyped() {
  return useReducer(type, NOTHING_TYPED);
}
