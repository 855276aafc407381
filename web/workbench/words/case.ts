import { wordsOf } from './catalogue.ts';
import { reviewCase as en } from './en/case.ts';
import { reviewCase as zh } from './zh/case.ts';

export const useCaseWords = wordsOf({ zh, en });
