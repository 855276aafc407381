import { z } from 'zod';
import { AUDIT_ACTS } from '../domain/act-words.ts';
import { FUND_CODES } from '../domain/codes.ts';
import { CALL_CAUSES, CALL_EVENTS, CALL_SUGGESTIONS } from '../domain/grant/diagnose-call.ts';
import { GRANT_CAUSES, GRANT_EVENTS, GRANT_SUGGESTIONS } from '../domain/grant/diagnose-grant.ts';
import { YEAR_MEASURES } from '../domain/grant/year-law.ts';
import { INSTRUCTION_STATES } from '../domain/payout/inbox-judgement.ts';
import { DiagnosisView, OF_ENGINE } from './diagnosis-schemas.ts';
import { GrantView } from './grant-schemas.ts';
import { BankCode, Day, Instant, pageSchema } from './http-schemas.ts';
import { ClaimPolicyView, PinnedValue } from './policy-answer-schemas.ts';

const ACTS = [
  ...new Set([
    ...AUDIT_ACTS.grant,
    ...AUDIT_ACTS.grantCall,
    ...AUDIT_ACTS.annualPlan,
    ...AUDIT_ACTS.demandCycle,
    ...AUDIT_ACTS.recovery,
  ]),
];

/** The history of a grant, a call, a plan, a cycle or a recovery, the oldest first. */
export const EntityTimelineAnswer = pageSchema(
  z
    .object({
      seq: z.int(),
      revision: z.int().nullable(),
      act: z.enum(ACTS),
      at: Instant,
      actor: z
        .object({ organ: z.string().nullable(), section: z.string().nullable(), displayName: z.string().nullable() })
        .nullable(),
      /** For whom a deputy acted; for officials alone. The act is the deputy's own. */
      onBehalfOf: z.object({ displayName: z.string() }).exactOptional(),
      sentence: z.string(),
      facts: z.record(z.string(), z.unknown()),
    })
    .meta({ id: 'EntityTimelineEntry' }),
);

export const GrantDiagnosisView = DiagnosisView.extend({
  cause: z.enum([...GRANT_CAUSES, ...OF_ENGINE.causes]),
  nextAutomaticEvent: z.enum(GRANT_EVENTS).nullable(),
  suggestedActs: z.array(z.enum([...GRANT_SUGGESTIONS, 'startEngine'])),
  also: z.array(z.object({ cause: z.enum(GRANT_CAUSES), sentence: z.string() })),
}).meta({ id: 'GrantDiagnosis' });

export const CallDiagnosisView = DiagnosisView.extend({
  cause: z.enum([...CALL_CAUSES, ...OF_ENGINE.causes]),
  nextAutomaticEvent: z.enum(CALL_EVENTS).nullable(),
  suggestedActs: z.array(z.enum([...CALL_SUGGESTIONS, 'startEngine'])),
  also: z.array(z.object({ cause: z.enum(CALL_CAUSES), sentence: z.string() })),
}).meta({ id: 'GrantCallDiagnosis' });

/** One grant as its reading shows it: with why it waits. */
export const ReadGrantView = GrantView.extend({ diagnosis: GrantDiagnosisView }).meta({ id: 'GrantWithDiagnosis' });

export const GrantPayoutsAnswer = pageSchema(
  z
    .object({
      id: z.string(),
      grantId: z.string(),
      batchId: z.string(),
      purpose: z.literal('grant'),
      instalmentNo: z.int(),
      payee: z.string(),
      amountFen: z.int(),
      fund: z.enum(FUND_CODES),
      state: z.enum(INSTRUCTION_STATES),
      reasonCode: BankCode.nullable(),
      stateSince: Instant,
      createdAt: Instant,
    })
    .meta({ id: 'GrantPayout' }),
);

/** The law of an application, and of each year as it was pinned when the year opened. */
export const GrantPolicyView = ClaimPolicyView.omit({ line: true })
  .extend({
    years: z.array(
      z.object({
        year: z.int(),
        snapshotId: z.string(),
        measure: z.enum(YEAR_MEASURES),
        thresholds: z.object({ persons: z.int(), personTimes: z.int() }).nullable(),
        average: z.int().nullable(),
        minYears: z.int(),
        rule: z.string().nullable(),
        document: z.string().nullable(),
        clause: z.string().nullable(),
        opensOn: Day,
        reportDueOn: Day,
        reviewDueOn: Day,
        rectifyDays: z.int(),
        maxRectifications: z.int(),
        parameters: z.array(PinnedValue),
      }),
    ),
  })
  .meta({ id: 'GrantPolicy' });
