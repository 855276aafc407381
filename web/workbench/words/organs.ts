import { wordsOf } from './catalogue.ts';
import { organs as en } from './en/organs.ts';
import { organs as zh } from './zh/organs.ts';

export const useOrganWords = wordsOf({ zh, en });
