import type { NamedOccupation } from './demand-words.ts';

/** The form of a code of the national classification of occupations; nothing about a person fits into it. */
export const NATIONAL_CODE = /^\d-\d{2}-\d{2}-\d{2}$/;

export type OccupationFault =
  | { readonly part: 'code'; readonly code: 'OCCUPATION_UNKNOWN' }
  | { readonly part: 'name'; readonly code: 'NOT_ITS_NAME'; readonly facts: { readonly name: string } };

/**
 * a worker's occupation is one of the directories under its name there, or has a code of the national
 * classification, under which alone it is published: lists of workers hold no text that somebody typed.
 */
export function judgeOccupation(
  { code, name }: NamedOccupation,
  nameOf: (code: string) => string | undefined,
): OccupationFault | null {
  const listed = nameOf(code);
  if (listed === undefined) {
    return NATIONAL_CODE.test(code) ? null : { part: 'code', code: 'OCCUPATION_UNKNOWN' };
  }
  return listed === name ? null : { part: 'name', code: 'NOT_ITS_NAME', facts: { name: listed } };
}
