import { ORGAN_CODES, ROLES } from '../domain/codes.ts';
import { SUGGESTED_ACTS } from '../domain/oversight/suggested-acts.ts';
import { ENGINE_CAUSES } from '../domain/oversight/engine-cause.ts';
import { CASE_CAUSES } from '../domain/oversight/case-diagnosis.ts';
import { z } from 'zod';
import { STUCK_CAUSES, STUCK_ENTITIES } from '../domain/oversight/stuck.ts';
import { AUTOMATIC_EVENTS, OWNER_KINDS, CAUSES, WAITING_FOR } from '../domain/oversight/diagnosis.ts';
import { Instant, Jurisdiction, QueryFlag, ShortListPage } from './http-schemas.ts';

const Bilingual = z.object({ zh: z.string(), en: z.string() });

const Owner = z
  .object({
    kind: z.enum(OWNER_KINDS),
    organ: z.enum(ORGAN_CODES).nullable(),
    section: z.string().nullable(),
    role: z.enum(ROLES).nullable(),
    displayName: z.string().nullable(),
  })
  .nullable();

type Words = readonly [string, ...string[]];

/** What the engine may say of an entity that has causes of its own. */
export const OF_ENGINE = { causes: ENGINE_CAUSES, acts: ['repair', 'startEngine'] } as const;

/** Why something waits, whatever it is (api §10): its causes, what comes by itself, and what is suggested. */
export function diagnosisShape<const Cause extends Words, const Event extends Words, const Act extends Words>(words: {
  readonly causes: Cause;
  readonly events: Event;
  readonly acts: Act;
}) {
  return z.object({
    waitingFor: z.enum(WAITING_FOR),
    cause: z.enum(words.causes),
    since: Instant,
    owner: Owner,
    /** The end of the last day. */
    dueAt: Instant.nullable(),
    dueOn: z.string().nullable(),
    nextAutomaticEvent: z.enum(words.events).nullable(),
    nextAutomaticAt: Instant.nullable(),
    sentence: z.string(),
    sentenceForApplicant: z.string(),
    suggestedActs: z.array(z.enum(words.acts)),
    evidence: z.array(z.object({ fact: z.string(), value: z.string() })),
  });
}

/** Exactly one primary cause (api §10); the sentences in the requested language, and in both languages beside them. */
export const DiagnosisView = diagnosisShape({ causes: CAUSES, events: AUTOMATIC_EVENTS, acts: SUGGESTED_ACTS })
  .extend({
    sentences: z.object({ official: Bilingual, applicant: Bilingual }),
    /** What else the claim waits for. */
    also: z.array(z.object({ cause: z.enum(CAUSES), sentence: z.string() })),
  })
  .meta({ id: 'Diagnosis' });

/** `fresh`: the engine is asked now, within two seconds, for those who may read the stuck list; not for others. */
export const DiagnosisQuery = z.strictObject({ fresh: QueryFlag });

/** A filing, a notice or a batch: the same shape with causes of its own. */
export const CaseDiagnosisView = DiagnosisView.extend({
  cause: z.enum(CASE_CAUSES),
  also: z.array(z.object({ cause: z.enum(CASE_CAUSES), sentence: z.string() })),
}).meta({ id: 'CaseDiagnosis' });

export const StuckQuery = z.strictObject({
  cause: z
    .string()
    .regex(/^[a-zA-Z]{1,40}$/)
    .optional(),
  olderThanDays: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .optional(),
  entity: z.enum(['claim', ...STUCK_ENTITIES]).optional(),
  ...ShortListPage,
});

/** The oldest fifty of each cause; `count` counts all. */
export const StuckAnswer = z.object({
  nextCursor: z.string().nullable(),
  asOf: Instant,
  items: z.array(
    z.object({
      cause: z.enum(STUCK_CAUSES),
      waitingFor: z.enum(WAITING_FOR),
      count: z.int(),
      oldestSince: Instant,
      oldestAgeDays: z.int(),
      reasons: z.array(z.string()),
      claims: z.array(
        z.object({
          claimId: z.string(),
          claimNo: z.string(),
          since: Instant,
          ageDays: z.int(),
          reasons: z.array(z.string()),
        }),
      ),
      /** What waits and is no claim: grants, calls, plans and cycles, periods that did not open, endpoints, files of banks. */
      entities: z
        .array(
          z.object({
            kind: z.enum(STUCK_ENTITIES),
            id: z.string(),
            /** By which people know it: the number of a grant, of the claim of what is asked back, of a cycle; the year of a call or plan; the route and the year of a period; the address of an endpoint; the kind of a file of a bank. */
            number: z.string().exactOptional(),
            /** Where it is; absent for an endpoint. */
            jurisdiction: Jurisdiction.exactOptional(),
            since: Instant,
            ageDays: z.int(),
            reasons: z.array(z.string()),
          }),
        )
        .exactOptional(),
    }),
  ),
});
