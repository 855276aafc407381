import { Problem } from './problem.ts';

/** S16: `*` matches every revision, so nobody would have read what they decide. @throws Problem IF_MATCH_ANY */
export function refuseAnyRevision(header: string | undefined): void {
  if (header?.trim() === '*') {
    throw new Problem('IF_MATCH_ANY');
  }
}

/** A strong tag of a revision: `"7"`. */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * The revision that the client has seen. A tag that we never issued matches none (-1). A missing header is 428, `*` and
 * an unreadable one 400. The act checks whether the tag is stale, because the state is checked before staleness.
 */
export function parseIfMatch(header: string | undefined): number {
  const text = header?.trim();
  if (text === undefined || text === '') {
    throw new Problem('IF_MATCH_MISSING');
  }
  refuseAnyRevision(text);
  // A proxy that compresses weakens tags; our tags name revisions, so a weak tag still names its revision.
  const tag = /^(?:W\/)?"([\x21\x23-\x7e]*)"$/.exec(text)?.[1] ?? (/^\d+$/.test(text) ? text : undefined);
  if (tag === undefined) {
    throw new Problem('IF_MATCH_INVALID');
  }
  return /^\d{1,9}$/.test(tag) ? Number(tag) : -1;
}
