import { wordsOf } from './catalogue.ts';
import { audit as en } from './en/audit.ts';
import { audit as zh } from './zh/audit.ts';

export const useAuditWords = wordsOf({ zh, en });
