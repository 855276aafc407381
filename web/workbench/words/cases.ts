import { wordsOf } from './catalogue.ts';
import { cases as en } from './en/cases.ts';
import { cases as zh } from './zh/cases.ts';

export const useCasesWords = wordsOf({ zh, en });
