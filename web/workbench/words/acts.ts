import { wordsOf } from './catalogue.ts';
import { acts as en } from './en/acts.ts';
import { acts as zh } from './zh/acts.ts';

export const useActWords = wordsOf({ zh, en });
