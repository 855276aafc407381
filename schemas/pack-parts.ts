import { z } from 'zod';
import { isJurisdiction } from '../domain/authority/jurisdiction.ts';
import { isTraineeCategory } from '../domain/filing/trainee-categories.ts';
import { POLICY_MARKS } from '../domain/policy/policy-pack.ts';
import { isFen } from './fen-schema.ts';
import { Text } from './pack-fields.ts';

/** Pieces that many rows of a pack share. */

export const Jurisdiction = z.string().refine(isJurisdiction, "is not a GB/T 2260 code in quotes, like '150600'");
export const Amount = z.number().refine(isFen, 'is not a whole number of fen of zero or more');
export const Count = z.int().min(0);
export const Group = z.string().refine(isTraineeCategory, 'is no group of people of policies/README.md');

export const provenance = {
  clause: Text,
  quote: Text.exactOptional(),
  mark: z.enum(POLICY_MARKS),
  note: Text.exactOptional(),
};

export const SEED_QUOTE = { message: 'a seed mark wants a verbatim quote of at most 40 characters', path: ['quote'] };

export function hasQuote(row: { readonly mark: string; readonly quote?: string }): boolean {
  return row.mark !== 'seed' || (row.quote !== undefined && row.quote.length <= 40);
}

export const ParameterKey = z.string().regex(/^[a-z][\w]*(\.\w+)+$/i, 'is not a key like notice.days');
