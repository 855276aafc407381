import { wordsOf } from './catalogue.ts';
import { frame as en } from './en/frame.ts';
import { frame as zh } from './zh/frame.ts';

export const useFrameWords = wordsOf({ zh, en });
