import { wordsOf } from './catalogue.ts';
import { notices as en } from './en/notices.ts';
import { notices as zh } from './zh/notices.ts';

export const useNoticesWords = wordsOf({ zh, en });
