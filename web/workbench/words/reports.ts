import { wordsOf } from './catalogue.ts';
import { reports as en } from './en/reports.ts';
import { reports as zh } from './zh/reports.ts';

export const useReportsWords = wordsOf({ zh, en });
