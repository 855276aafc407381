import { Problem } from './problem.ts';

/** A strong tag of a revision: `"7"`. */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * The revision that the client has seen; `null` stands for `*`, which any revision fulfils. A tag that we never gave
 * out fulfils none (-1). A missing header is 428, an unreadable one 400. Whether it is stale is for the act to say,
 * because state comes before staleness.
 */
export function parseIfMatch(header: string | undefined): number | null {
  const text = header?.trim();
  if (text === undefined || text === '') {
    throw new Problem('IF_MATCH_MISSING');
  }
  if (text === '*') {
    return null;
  }
  // A proxy that compresses weakens tags; ours name revisions, so a weakened one still says which.
  const tag = /^(?:W\/)?"([\x21\x23-\x7e]*)"$/.exec(text)?.[1] ?? (/^\d+$/.test(text) ? text : undefined);
  if (tag === undefined) {
    throw new Problem('IF_MATCH_INVALID');
  }
  return /^\d{1,9}$/.test(tag) ? Number(tag) : -1;
}
