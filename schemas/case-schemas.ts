import { ClaimStateWord } from './claim-state-schema.ts';
import { z } from 'zod';
import { GRANT_STATES } from '../domain/grant/grant-state.ts';
import { CASE_STATES, FORBIDDEN_ACTS } from '../domain/integrity/integrity-cases.ts';
import { CaseActView, Cursor, idOf, idOfEntity, Instant, Limit, lineOfText, longText } from './http-schemas.ts';
import { AuditView } from './law-schemas.ts';

export const CaseParams = z.strictObject({ caseId: idOf('cas') });

export const OpenCaseBody = z.strictObject({
  partyId: idOf('pty'),
  /** The class that the finding is about; without it, it is about the party as a whole. */
  filingId: idOfEntity('filing').optional(),
  finding: z.enum(FORBIDDEN_ACTS),
  suspectedCrime: z.boolean(),
  note: longText(4_000),
});

export const CloseCaseBody = z.strictObject({
  /** A step of the jurisdiction's ladder of sanctions, or `UNFOUNDED`. */
  outcome: z.string().regex(/^[A-Z][A-Z0-9_]{1,49}$/),
  transferDocumentNo: lineOfText(100).optional(),
  reason: longText(4_000),
});

export const CaseQuery = z.strictObject({
  partyId: idOf('pty').optional(),
  state: z.enum(CASE_STATES).optional(),
  limit: Limit,
  cursor: Cursor,
});

const PartyView = z.object({ id: z.string(), name: z.string() });
const PersonView = z.object({ id: z.string(), displayName: z.string() });

export const CaseItemView = z.object({
  id: z.string(),
  state: z.enum(CASE_STATES),
  jurisdiction: z.string(),
  party: PartyView,
  filingId: z.string().nullable(),
  finding: z.enum(FORBIDDEN_ACTS),
  suspectedCrime: z.boolean(),
  openedAt: Instant,
  outcome: z
    .string()
    .nullable()
    .meta({ description: "A step of the jurisdiction's ladder of sanctions (a policy pack), or `UNFOUNDED`" }),
  outcomeLabel: z.string().nullable(),
  closedAt: Instant.nullable(),
});

export const CaseView = z
  .object({
    ...CaseItemView.shape,
    note: z.string(),
    /** Of the class that the finding is about. */
    filingNo: z.string().nullable(),
    /** Every outcome that the case may have today, in the order of the ladder; null where no pack has one: then any code. */
    outcomes: z.array(z.object({ code: z.string(), label: z.string() })).nullable(),
    openedBy: PersonView,
    transferDocumentNo: z.string().nullable(),
    closingReason: z.string().nullable(),
    /** Who entered the end of a suspected crime, and when; it counts once another person confirms it. */
    closingAskedBy: PersonView.nullable(),
    closingAskedAt: Instant.nullable(),
    closedBy: PersonView.nullable(),
    acts: z.array(CaseActView),
    /** `heldAt` is null until the claim has recorded its hold. */
    claims: z.array(
      z.object({
        claimId: z.string(),
        claimNo: z.string(),
        state: ClaimStateWord,
        holdId: z.string(),
        heldAt: Instant.nullable(),
        releasedAt: Instant.nullable(),
      }),
    ),
    /** The titles that the case suspends; `suspended` is false until the grant has recorded it, and after the end. */
    grants: z.array(
      z.object({
        grantId: z.string(),
        grantNo: z.string(),
        state: z.enum(GRANT_STATES),
        suspended: z.boolean(),
      }),
    ),
    /** The first two hundred entries; the rest by `GET /audit?caseId=`. */
    audit: z.array(AuditView),
  })
  .meta({ id: 'IntegrityCase' });

export const RelationsBody = z.strictObject({
  /** All parties to which the caller has a relation, from now on; an empty list declares none. */
  partyIds: z
    .array(idOf('pty'))
    .max(200)
    .refine((ids) => new Set(ids).size === ids.length, { params: { code: 'DUPLICATE_IN_FILE' } }),
});

export const RelationsAnswer = z.object({ items: z.array(z.object({ party: PartyView, declaredAt: Instant })) });
export const RelationsPage = RelationsAnswer.extend({ nextCursor: z.string().nullable() });
