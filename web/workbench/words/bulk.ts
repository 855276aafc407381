import { wordsOf } from './catalogue.ts';
import { bulk as en } from './en/bulk.ts';
import { bulk as zh } from './zh/bulk.ts';

export const useBulkWords = wordsOf({ zh, en });
