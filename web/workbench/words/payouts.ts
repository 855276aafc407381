import { wordsOf } from './catalogue.ts';
import { payouts as en } from './en/payouts.ts';
import { payouts as zh } from './zh/payouts.ts';

export const usePayoutsWords = wordsOf({ zh, en });
