import { wordsOf } from './catalogue.ts';
import { filings as en } from './en/filings.ts';
import { filings as zh } from './zh/filings.ts';

export const useFilingsWords = wordsOf({ zh, en });
