import { yuan } from '../../parts/format.ts';
import { useLanguage } from '../../words/language.ts';
import { useLawWords } from '../../words/law.ts';
import { wordOf } from '../../words/records.ts';

export interface Valued {
  readonly value: number | string | boolean | readonly string[];
  readonly unit: string;
  /** Of a code: the same in words. */
  readonly valueLabel?: { readonly zh: string; readonly en: string } | null;
}

const BP_OF_PERCENT = 100;

/** A value of the law with its unit, in words. */
export function Value({ of: { value, unit, valueLabel } }: { readonly of: Valued }) {
  const words = useLawWords();
  const language = useLanguage();
  return <>{`${valueLabel?.[language] ?? said(value, unit, words)} ${wordOf(words.units, unit)}`.trim()}</>;
}

function said(value: Valued['value'], unit: string, words: { readonly yes: string; readonly no: string }): string {
  if (typeof value === 'boolean') {
    return value ? words.yes : words.no;
  }
  if (typeof value === 'number') {
    return numberOf(value, unit);
  }
  return typeof value === 'string' ? value : value.join(', ');
}

function numberOf(value: number, unit: string): string {
  if (unit.startsWith('fen')) {
    return yuan(value);
  }
  return unit === 'bp' ? String(value / BP_OF_PERCENT) : String(value);
}
