import { reasonWord } from '../../domain/texts/reason-words.ts';
import type { Language } from '../kernel/language.ts';
import { problemText } from '../kernel/messages.ts';
import { isProblemCode } from '../kernel/refusal-problem.ts';

/** Why a payment was not made, in words; null without a reason, and where a bank has a code of its own. */
export function reasonLabel(code: string | null, language: Language): string | null {
  if (code === null) {
    return null;
  }
  const word = reasonWord(code)?.[language];
  return word ?? (isProblemCode(code) ? problemText(code, {}, language).title : null);
}
