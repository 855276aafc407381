import { wordsOf } from './catalogue.ts';
import { plans as en } from './en/plans.ts';
import { plans as zh } from './zh/plans.ts';

export const usePlansWords = wordsOf({ zh, en });
