import { wordsOf } from './catalogue.ts';
import { law as en } from './en/law.ts';
import { law as zh } from './zh/law.ts';

export const useLawWords = wordsOf({ zh, en });
