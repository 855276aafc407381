import { RevealAnswer, RevealBody } from '../../schemas/reveal-schemas.ts';
import { mayReveal } from '../../domain/oversight/reveals.ts';
import { Problem } from '../kernel/problem.ts';
import { countAttempt, type RateLimit } from '../kernel/rate-limit.ts';
import type { RevealStore, RevealTarget } from './reveal-ports.ts';
import { defineRoute, type Route } from '../kernel/route.ts';

/** How long the caller's page may show the values. */
const SHOWN_MS = 30_000;

export interface RevealDependencies {
  readonly reveals: RevealStore;
  /** How many reveals a person has in an hour. */
  readonly revealLimit: RateLimit;
}

/** Officials see single values unmasked, for a purpose and a case that are recorded (design §5a, S7). */
export function revealRoutes({ reveals, revealLimit }: RevealDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'reveal',
      method: 'post',
      path: '/api/v1/reveals',
      summary:
        'Unmasked values of one resource for 30 seconds; purpose, reference and person are recorded, the values are not',
      body: RevealBody,
      answer: RevealAnswer,
      problems: [
        'NOT_FOUND',
        'FORBIDDEN',
        'SAME_PERSON_FORBIDDEN',
        'ROLE_REQUIRED',
        'OTHER_ORGAN',
        'OTHER_JURISDICTION',
        'INVALID',
        'TOO_MANY_REQUESTS',
      ],
      async handle({ caller, body, at }) {
        const target = targetOf(body.resource);
        if (target === null) {
          throw new Problem('NOT_FOUND');
        }
        if (!mayReveal(caller.roles, body.purpose, target.kind)) {
          throw new Problem('FORBIDDEN', { errors: [{ pointer: '/purpose', code: 'PURPOSE_NOT_YOURS' }] });
        }
        const { fields, purpose, reference } = body;
        const asked = { target, fields, purpose, reference, caller, at };
        const refusal = await reveals.refusal(asked);
        if (refusal !== null) {
          throw refusal === 'REFERENCE_UNKNOWN'
            ? new Problem('INVALID', { errors: [{ pointer: '/reference', code: 'NOT_FOUND' }] })
            : new Problem(refusal);
        }
        await countAttempt(revealLimit, caller.personId);
        const values = await reveals.reveal(asked);
        if (values === null) {
          throw new Problem('NOT_FOUND');
        }
        // The page that shows them counts real seconds, whatever the practice clock says.
        const expiresAt = new Date(Date.now() + SHOWN_MS).toISOString();
        return { body: { resource: body.resource, values: { ...values }, expiresAt } };
      },
    }),
  ];
}

/** Null for an address without a resource. */
export function targetOf(resource: string): RevealTarget | null {
  const path = resource.replace(/^\/?(?:api\/v1\/)?/, '');
  const line = /^claims\/(clm_\w{1,64})\/lines\/(lin_\w{1,64})$/.exec(path);
  if (line?.[1] !== undefined && line[2] !== undefined) {
    return { kind: 'line', claimId: line[1], lineId: line[2] };
  }
  const payee = /^claims\/(clm_\w{1,64})\/payee$/.exec(path);
  if (payee?.[1] !== undefined) {
    return { kind: 'payee', claimId: payee[1] };
  }
  const person = /^class-filings\/(fil_\w{1,64})\/roster\/(per_\w{1,64})$/.exec(path);
  if (person?.[1] !== undefined && person[2] !== undefined) {
    return { kind: 'rosterPerson', filingId: person[1], personId: person[2] };
  }
  const objection = /^(?:notices\/ntc_\w{1,64}\/)?objections\/(obj_\w{1,64})$/.exec(path);
  return objection?.[1] === undefined ? null : { kind: 'objection', objectionId: objection[1] };
}
