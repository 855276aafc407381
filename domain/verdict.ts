/** The outcome of a rule: the granted value, or the code of the refusal. A refusal is a value, not an exception. */
export type Verdict<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason };

export function granted<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refused<Reason extends string>(reason: Reason): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}

/**
 * Takes the list of a closed union's words, in an order of its own. A word that is missing, or that the union does not
 * have, does not compile: `everyWordOf<Ruling>()(['uphold', 'dismiss'])`.
 */
export function everyWordOf<Word extends string>() {
  return <const List extends readonly Word[]>(list: List & Complete<Word, List[number]>): List => list;
}

/** True if the word is in a list of some of its union's words. A list with a word of another union does not compile. */
export function isOneOf<Whole extends string, Word extends Whole>(words: readonly Word[], word: Whole): word is Word {
  return words.some((one) => one === word);
}

type Complete<Word, Listed> = [Exclude<Word, Listed>] extends [never] ? unknown : 'the list lacks a word of the union';

/** Closes a switch over a union: a new variant that is not handled does not compile. */
export function unreachable(value: never): never {
  throw new RangeError(`A case that no rule knows: ${JSON.stringify(value)}`);
}
