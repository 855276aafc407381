import { useReducer } from 'react';
import type { Decision } from '../../api/resources/tasks.ts';

export type Answer = 'true' | 'false' | 'cannotTell';
export const ANSWERS: readonly Answer[] = ['true', 'false', 'cannotTell'];
export type RefusalCode = NonNullable<Decision['refuseLines']>[number]['code'];

/** What is decided about one line with a finding. */
export interface Ruling {
  readonly isAccepted: boolean;
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
  readonly remark: string;
}

export const NOTHING_TYPED: Typed = { answers: {}, rulings: {}, corrections: {}, remark: '' };

export type Typing =
  | { readonly kind: 'answer'; readonly question: string; readonly answer: Answer }
  | { readonly kind: 'rule'; readonly lineId: string; readonly ruling: Ruling }
  | { readonly kind: 'correct'; readonly pointer: string; readonly words: string | null }
  | { readonly kind: 'remark'; readonly remark: string }
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
      return { ...typed, remark: typing.remark };
    case 'all':
      return typing.typed;
    default:
      return typing satisfies never;
  }
}

export function useTyped() {
  return useReducer(type, NOTHING_TYPED);
}
