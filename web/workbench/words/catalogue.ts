import { useLanguage, type Language } from './language.ts';

/**
 * A hook that gives the words of one screen in the language that is read. `en` has the type of `zh`, so that neither has
 * a word that the other lacks. Words with a number or a name in them are functions.
 */
export function wordsOf<W>(catalogue: Readonly<Record<Language, W>>): () => W {
  return () => catalogue[useLanguage()];
}
