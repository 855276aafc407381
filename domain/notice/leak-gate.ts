import { visibleOf } from '../texts/visible-text.ts';

export const LEAK_KINDS = ['idNumber', 'mobileNumber', 'accountNumber', 'name'] as const;
export type PageLeakKind = (typeof LEAK_KINDS)[number];

/** A whole value of a private person, or a whole account, that the page of its claim must not show. */
export interface PrivateText {
  readonly kind: PageLeakKind;
  /** The claim that it belongs to, by its number. */
  readonly claimNo: string;
  readonly text: string;
}

/** What was found, without the value itself. `claimNo` is null for a number that belongs to no claim of the notice. */
export interface PageLeak {
  readonly kind: PageLeakKind;
  readonly claimNo: string | null;
  /** How often it stands on the page. */
  readonly count: number;
}

/** Shorter numbers are no account, ID number or phone, and would be found in any amount. */
const SHORTEST_NUMBER = 6;
/** A name of one letter is in every text; the mask shows a star for it. */
const SHORTEST_NAME = 2;

/**
 * searches a page, as it will be sent, for whole values: ID numbers, phones and accounts in all of its markup, in
 * any width and with blanks or dashes between the digits; names in what people read. `publicTexts` are allowed to
 * contain a name: names of bodies, of routes and occupations, and the page's own words.
 */
export function leaksIn(
  markup: string,
  privateTexts: readonly PrivateText[],
  publicTexts: readonly string[],
): readonly PageLeak[] {
  const numbers = privateTexts.filter(({ kind }) => kind !== 'name');
  const names = privateTexts.filter(({ kind }) => kind === 'name');
  return [
    ...foundIn(digitRuns(markup), numbers, { textOf: digitsOf, shortest: SHORTEST_NUMBER }),
    ...foundIn(readableTexts(markup, publicTexts), names, { textOf: lettersOf, shortest: SHORTEST_NAME }),
  ];
}

/** One sum per kind and claim of several pages of the same content, such as its languages. */
export function mergeLeaks(pages: readonly (readonly PageLeak[])[]): readonly PageLeak[] {
  const merged = new Map<string, PageLeak>();
  for (const leak of pages.flat()) {
    const key = `${leak.kind}/${leak.claimNo ?? ''}`;
    const known = merged.get(key);
    merged.set(key, known === undefined || known.count < leak.count ? leak : known);
  }
  return [...merged.values()];
}

interface Search {
  /** The form in which a value is compared. */
  readonly textOf: (text: string) => string;
  readonly shortest: number;
}

/** Slides over the texts once per length of a value, so that thousands of values cost as much as a few. */
function foundIn(
  texts: readonly string[],
  values: readonly PrivateText[],
  { textOf, shortest }: Search,
): readonly PageLeak[] {
  const wanted = new Map<string, PrivateText>();
  for (const value of values) {
    const text = textOf(value.text);
    if (text.length >= shortest) {
      wanted.set(text, wanted.get(text) ?? value);
    }
  }
  const counts = new Map<PrivateText, number>();
  for (const length of new Set([...wanted.keys()].map((text) => text.length))) {
    for (const value of texts.flatMap((text) => windowsOf(text, length, wanted))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return sumsOf(counts);
}

function windowsOf(text: string, length: number, wanted: ReadonlyMap<string, PrivateText>): readonly PrivateText[] {
  const found: PrivateText[] = [];
  for (let at = 0; at + length <= text.length; at += 1) {
    const value = wanted.get(text.slice(at, at + length));
    if (value !== undefined) {
      found.push(value);
    }
  }
  return found;
}

function sumsOf(counts: ReadonlyMap<PrivateText, number>): readonly PageLeak[] {
  const sums = new Map<string, PageLeak>();
  for (const [{ kind, claimNo }, count] of counts) {
    const key = `${kind}/${claimNo}`;
    sums.set(key, { kind, claimNo, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** Runs of digits of the whole markup, without blanks and dashes inside; X as of an ID number. */
function digitRuns(markup: string): readonly string[] {
  const plain = plainOf(markup).replaceAll(/(?<=[\dX])[\s\-\u00A0]+(?=[\dX])/gi, '');
  return (plain.match(/[\dX]+/gi) ?? []).map((run) => run.toUpperCase());
}

/** What stands between the tags, without blanks and without what may be public. */
function readableTexts(markup: string, publicTexts: readonly string[]): readonly string[] {
  const known = [...new Set(publicTexts.map(lettersOf))]
    .filter((text) => text.length >= SHORTEST_NAME)
    .toSorted((one, other) => other.length - one.length);
  const texts = markup.split(/<[^>]*>/).map((text) => lettersOf(plainOf(text)));
  // One text, so that a public one is looked for once; no name contains the sign between them.
  const joined = known.reduce((left, text) => left.replaceAll(text, '|'), texts.filter(Boolean).join('|'));
  return joined.split('|').filter(Boolean);
}

const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' } as const;

function plainOf(markup: string): string {
  return Object.entries(ENTITIES)
    .reduce((text, [entity, sign]) => text.replaceAll(entity, sign), markup)
    .normalize('NFKC');
}

function digitsOf(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[^\dX]/gi, '')
    .toUpperCase();
}

function lettersOf(text: string): string {
  return visibleOf(text.normalize('NFKC')).replaceAll('|', '');
}
