import type { useStuckWords } from '../../words/stuck.ts';
import { wordOf } from '../../words/records.ts';

type Words = ReturnType<typeof useStuckWords>;

/** A sign of the stuck list in words; some carry a number: `OVERDUE_160`. */
export function reasonWord(words: Words, code: string): string {
  const [, name, number] = /^(OVERDUE|NO_CHANGE|ADVANCE_OPEN)_(\d+)$/.exec(code) ?? [];
  if (name === undefined || number === undefined) {
    return wordOf(words.reasons, code);
  }
  const said = {
    OVERDUE: words.reason.overdue,
    NO_CHANGE: words.reason.noChange,
    ADVANCE_OPEN: words.reason.advanceOpen,
  };
  return Object.entries(said).find(([key]) => key === name)?.[1](number) ?? code;
}
