import { wordsOf } from './catalogue.ts';
import { records as en } from './en/records.ts';
import { records as zh } from './zh/records.ts';

export const useRecordWords = wordsOf({ zh, en });

/** The word of a code; a code without a word is shown as it is. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}
