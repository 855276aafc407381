/**
 * Words of the domain as the inside of an SQL list: `state IN (${sqlList(ENDED_CLAIM_STATES)})`. The text is the same
 * at every call, so it stays one prepared statement. Throws a RangeError for a value that is not a word.
 */
export function sqlList(words: readonly string[]): string {
  const wrong = words.find((word) => !/^[A-Za-z][A-Za-z0-9_.]*$/.test(word));
  if (wrong !== undefined || words.length === 0) {
    throw new RangeError(`Not a list of words: ${words.join(', ')}`);
  }
  return words.map((word) => `'${word}'`).join(', ');
}
