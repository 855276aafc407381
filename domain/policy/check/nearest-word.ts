/**
 * Returns the most similar word, e.g. ATTENDANCE for ATTENDENCE. At most one letter in three may differ, and at most
 * three letters; otherwise undefined. Ignores case.
 */
export function nearestWord(text: string, words: Iterable<string>): string | undefined {
  const limit = Math.min(3, Math.floor(text.length / 3));
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of words) {
    const distance = editDistance(text.toLowerCase(), word.toLowerCase());
    if (word !== text && distance <= limit && (best === undefined || distance < best.distance)) {
      best = { word, distance };
    }
  }
  return best?.word;
}

/** Returns ` Did you mean X?` for the end of a sentence, or an empty text if no word is similar. */
export function didYouMean(text: string, words: Iterable<string>): string {
  const word = nearestWord(text, words);
  return word === undefined ? '' : ` Did you mean ${word}?`;
}

/** Number of letters to insert, delete or replace (Levenshtein distance). */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
