import { z } from 'zod';

/** An empty variable counts as not set: compose files and shells write `NAME=` for "nothing". */
export function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

export function withDefault<T extends z.ZodType<string, string>>(schema: T, value: string) {
  return z.preprocess((given) => (given === undefined || given === '' ? value : given), schema);
}

/** A whole number within limits. */
export function wholeNumber(value: number, { least, most }: { readonly least: number; readonly most: number }) {
  return withDefault(z.string().regex(/^\d{1,9}$/), String(value))
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}

/** Parts separated by commas or blanks. */
export function listOf<T extends z.ZodType<string, string>>(part: T) {
  return z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .pipe(z.array(part).min(1));
}
