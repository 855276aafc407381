import { wordsOf } from './catalogue.ts';
import { me as en } from './en/me.ts';
import { me as zh } from './zh/me.ts';

export const useMeWords = wordsOf({ zh, en });
