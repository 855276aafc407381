import type { EntityKind, ShapesOf } from '../domain/entities.ts';

/**
 * What a workflow asks to record: the course before the act, the act, and the plan that the workflow was started with.
 */
export interface Recording<Course, Message, Plan> {
  readonly before: Course;
  readonly message: Message;
  readonly plan: Plan;
  /** The workflow sends the message to itself; everything else arrived as an Update. */
  readonly isOwnTurn: boolean;
}

/**
 * The answer of a recording (D2). `recorded` is also the answer to an act that was recorded before: repeating is safe.
 * `superseded`: another act was recorded at this revision, and the workflow adopts the resulting course. `refused`: a
 * constraint refuses for good, and nothing was written.
 */
export type Recorded<Course, Facts> =
  | { readonly kind: 'recorded'; readonly facts: Facts }
  | { readonly kind: 'superseded'; readonly course: Course }
  | { readonly kind: 'refused'; readonly code: string };

/** One transaction per act: row, lines, audit, tasks and outbox, requiring the revision before (D2). */
export type Recordings = {
  readonly [Kind in EntityKind as `record${Capitalize<Kind>}`]: (
    recording: Recording<ShapesOf<Kind>['course'], ShapesOf<Kind>['message'], ShapesOf<Kind>['plan']>,
  ) => Promise<Recorded<ShapesOf<Kind>['course'], ShapesOf<Kind>['facts']>>;
};
