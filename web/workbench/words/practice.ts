import { wordsOf } from './catalogue.ts';
import { practice as en } from './en/practice.ts';
import { practice as zh } from './zh/practice.ts';

export const usePracticeWords = wordsOf({ zh, en });
