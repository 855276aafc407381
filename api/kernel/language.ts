export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence for people in both languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** The language of an Accept-Language header; Chinese unless English is preferred. */
export function languageOf(header: string | undefined): Language {
  const weights = { zh: 0, en: 0 };
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const q = parameters.map((parameter) => /^\s*q=(\d(?:\.\d+)?)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = q === undefined ? 1 : Number(q);
    const primary = tag.split('-')[0];
    if (primary === 'zh' || primary === 'en') {
      weights[primary] = Math.max(weights[primary], weight);
    }
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}

/** Replaces the placeholders `{name}` of a sentence with values; a placeholder without a value becomes empty. */
export function fill(
  text: string,
  facts: Readonly<Record<string, string | number | Sentence>>,
  language: Language,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    const fact = facts[name] ?? '';
    return typeof fact === 'object' ? fact[language] : String(fact);
  });
}
