import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type PaperCode = Extract<ProblemCode, 'FILE_HAS_NO_TEXT' | 'FILE_UNREADABLE'>;

/** Messages for papers whose text is asked for. */
export const PAPER_MESSAGES: Readonly<Record<PaperCode, ProblemText>> = {
  FILE_HAS_NO_TEXT: {
    zh: ['此文件没有可读取的文字', '图片和 PDF 请直接打开查看。'],
    en: ['No text can be read from this file', 'Open a picture or a PDF itself.'],
  },
  FILE_UNREADABLE: {
    zh: ['文件已损坏，无法读取文字', '请下载原文件核对；如确已损坏，请退回申请单位更换。'],
    en: [
      'The file is broken and its text cannot be read',
      'Save the original and look at it; if it is broken, return it to be replaced.',
    ],
  },
};
