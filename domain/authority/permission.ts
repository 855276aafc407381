import type { Role } from '../codes.ts';

/**
 * What an object has to be to the person who asks for it.
 *
 * - `any`: there is no object, or every one: law, a published notice, the asker's own session.
 * - `own`: what the asker's institution filed, also as a draft; what the person declared.
 * - `responsibleOrgan`: submitted, inside the jurisdiction, and the asker's organ is responsible or does a further review.
 * - `taken`: a task that the asker has taken.
 * - `organHere`: submitted, of the asker's jurisdiction itself, and their organ is responsible.
 * - `bureau`: submitted, inside the jurisdiction, and the asker sits in its HR bureau; never a payout batch, which is the
 *   business of Finance.
 * - `jurisdiction`: submitted, and inside the asker's jurisdiction.
 * - `here`: of the asker's jurisdiction itself, not of one below it.
 * - `seat`: the asker fits the role, organ, section and jurisdiction that the object's course wants now, and did
 *   nothing before that excludes it.
 */
export type Relation =
  | 'any'
  | 'own'
  | 'taken'
  | 'responsibleOrgan'
  | 'organHere'
  | 'bureau'
  | 'jurisdiction'
  | 'here'
  | 'seat';

/** What the answer says of persons: everything, names and numbers masked, or figures alone. */
export type Fields = 'whole' | 'masked' | 'counts';

/** `anybody` needs no sign-in; `everybody` is anybody who has signed in, machines too. */
export type Asker = 'anybody' | 'everybody' | readonly Role[];

/** One way to be permitted an operation. */
export interface Grant {
  readonly to: Asker;
  readonly relation: Relation;
  readonly fields: Fields;
}

/** The row of an operation: one of its grants is enough. */
export type Permission = readonly [Grant, ...Grant[]];

/** What each operation of a part of the API permits. */
export type Permissions = Readonly<Record<string, Permission>>;
