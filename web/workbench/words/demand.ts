import { wordsOf } from './catalogue.ts';
import { demand as en } from './en/demand.ts';
import { demand as zh } from './zh/demand.ts';

export const useDemandWords = wordsOf({ zh, en });
