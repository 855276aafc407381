import { wordsOf } from './catalogue.ts';
import { bankFiles as en } from './en/bank-files.ts';
import { bankFiles as zh } from './zh/bank-files.ts';

export const useBankFilesWords = wordsOf({ zh, en });
