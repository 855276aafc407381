/**
 * Characters that nobody sees, and that could hide what a text says: control characters, characters without width or
 * that change the direction of text, fillers, the empty braille pattern, separators of lines. Not among them are those
 * that Mongolian script and rare characters need: joiners, variation selectors.
 */
const UNSEEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;

/** Joiners, and selectors of a variant: U+200C, U+200D, U+180B to U+180F, U+FE00 to U+FE0F, U+E0100 to U+E01EF. */
const NEEDED = /\u200C|\u200D|[\u180B-\u180F]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;

/** Whatever leaves no mark on paper. */
const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

export function hasUnseenCharacters(text: string): boolean {
  return UNSEEN.test(text.replaceAll(NEEDED, ''));
}

/** A text that only looks empty is none. */
export function hasSomethingVisible(text: string): boolean {
  return visibleOf(text) !== '';
}

/** The text without blanks and other characters that leave no mark. */
export function visibleOf(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}
