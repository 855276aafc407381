import { wordsOf } from './catalogue.ts';
import { print as en } from './en/print.ts';
import { print as zh } from './zh/print.ts';

export const usePrintWords = wordsOf({ zh, en });
