import { wordsOf } from './catalogue.ts';
import { grants as en } from './en/grants.ts';
import { grants as zh } from './zh/grants.ts';

export const useGrantsWords = wordsOf({ zh, en });
