import { z } from 'zod';
import {
  CHECK_KINDS,
  FINDING_ENTITIES,
  FINDING_KINDS,
  FINDING_STATES,
  RUN_STATES,
  SEVERITIES,
} from '../domain/check/check-words.ts';
import {
  Cursor,
  Instant,
  IntegrityFindingActView,
  IntegrityRunActView,
  Limit,
  longText,
  pageSchema,
} from './http-schemas.ts';

export const IntegrityRunBody = z.strictObject({
  checks: z
    .array(z.enum(CHECK_KINDS))
    .min(1)
    .optional()
    .meta({ description: 'All of them, if none is named; the audit is verified from its first entry on' }),
});
export const IntegrityRunAnswer = z.object({ id: z.string() }).meta({ id: 'IntegrityRunRequested' });
export const IntegrityRunParams = z.strictObject({ runId: z.string().regex(/^(latest|igr_[a-z0-9]{1,40})$/) });
export const FindingParams = z.strictObject({ findingId: z.string().regex(/^fnd_[a-z0-9]{1,40}$/) });
export const FindingExplanationBody = z.strictObject({ text: longText(2_000) });

export const IntegrityRunView = z
  .object({
    id: z.string(),
    state: z.enum(RUN_STATES),
    startedAt: Instant,
    endedAt: Instant.nullable(),
    checks: z.array(
      z.object({
        check: z.enum(CHECK_KINDS),
        /** Rows that it looked at. */
        examined: z.int(),
        findings: z.int(),
        ms: z.int(),
        /** It could not run. */
        failed: z.boolean(),
      }),
    ),
    acts: z.array(IntegrityRunActView),
  })
  .meta({ id: 'IntegrityRun' });

export const FindingListQuery = z.strictObject({
  check: z.enum(FINDING_KINDS).optional(),
  state: z.enum(FINDING_STATES).optional(),
  claimId: z.string().max(64).optional(),
  limit: Limit,
  cursor: Cursor,
});

export const FindingView = z
  .object({
    id: z.string(),
    check: z.enum(FINDING_KINDS),
    severity: z.enum(SEVERITIES),
    /** Null: it is about no single thing. */
    entity: z.object({ kind: z.enum(FINDING_ENTITIES), id: z.string() }).nullable(),
    claimId: z.string().exactOptional(),
    workflowId: z.string().exactOptional(),
    since: Instant,
    lastSeen: Instant,
    sentence: z.string(),
    evidence: z.array(z.object({ fact: z.string(), value: z.string() })),
    state: z.enum(FINDING_STATES),
    explanation: z
      .object({ text: z.string(), explainedBy: z.string(), explainedByName: z.string(), explainedAt: Instant })
      .exactOptional(),
    runbook: z.string(),
    acts: z.array(IntegrityFindingActView),
  })
  .meta({ id: 'IntegrityFinding' });

export const FindingList = pageSchema(FindingView).extend({
  /** What may be done with the checks. */
  acts: z.array(IntegrityRunActView),
});
