import { wordsOf } from './catalogue.ts';
import { stuck as en } from './en/stuck.ts';
import { stuck as zh } from './zh/stuck.ts';

export const useStuckWords = wordsOf({ zh, en });
