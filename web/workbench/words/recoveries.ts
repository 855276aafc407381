import { wordsOf } from './catalogue.ts';
import { recoveries as en } from './en/recoveries.ts';
import { recoveries as zh } from './zh/recoveries.ts';

export const useRecoveriesWords = wordsOf({ zh, en });
