import { z } from 'zod';
import { Day, longText, pageSchema } from './http-schemas.ts';

/** `to`: a person's id or user name. */
export const TransferBody = z.strictObject({ to: z.string().min(1).max(100), reason: longText(2_000).optional() });
export const ExtensionBody = z.strictObject({ dueOn: Day, reason: longText(2_000) });
/** Of an act that asks for no reason: it may have one, and is kept in the audit. */
export const ReasonBody = z.strictObject({ reason: longText(2_000).optional() }).optional();

const Person = { personId: z.string(), displayName: z.string() };

/** Who of the seat of a task may decide it, and who may not. */
export const EligiblePeople = z
  .object({
    may: z.array(z.object(Person)),
    mayNot: z.array(
      z.object({
        ...Person,
        code: z.enum([
          'ABSENT',
          'CONFLICT_OF_INTEREST',
          'SAME_PERSON_FORBIDDEN',
          'SAME_SECTION_FORBIDDEN',
          'FORBIDDEN',
          'OTHER_ORGAN',
          'OTHER_JURISDICTION',
          'ROLE_REQUIRED',
        ]),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'EligiblePeople' });

/** Whom a task can be transferred to, by name. */
export const TaskRecipients = pageSchema(
  z.object({ id: z.string(), name: z.string(), section: z.string().nullable() }),
);
