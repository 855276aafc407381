import { z } from 'zod';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS, TITLE_HOLDERS } from '../domain/grant/designation.ts';

/** The title that a route of a pack gives. */
export const Designation = z.strictObject({
  kind: z.enum(DESIGNATION_KINDS),
  level: z.enum(DESIGNATION_LEVELS),
  holder: z.enum(TITLE_HOLDERS),
});
