import { wordsOf } from './catalogue.ts';
import { claims as en } from './en/claims.ts';
import { claims as zh } from './zh/claims.ts';

export const useClaimsWords = wordsOf({ zh, en });
