import { wordsOf } from './catalogue.ts';
import { books as en } from './en/books.ts';
import { books as zh } from './zh/books.ts';

export const useBooksWords = wordsOf({ zh, en });
