import type { EntityKind } from '../../domain/entities.ts';

/** Real ms since an instant of the database, as a number of JSON. */
const ageOf = (instant: string) => `(extract(epoch FROM now() - ${instant}) * 1000)::float8`;

/** Of an entity that is kept with a fault: the columns of `KeptFault`, as JSON; no row otherwise. */
const FAULT = `SELECT json_build_object('fault', w.fault, 'ageMs', ${ageOf('w.fault_since')}, 'looks', w.fault_looks,
    'seenAgeMs', ${ageOf('w.seen_at')}, 'status', w.status, 'ownRevision', w.own_revision, 'rowRevision', w.row_revision,
    'taskAttempt', w.task_attempt, 'taskFailure', w.task_failure, 'activityType', w.activity_type,
    'activityAttempt', w.activity_attempt, 'activityFailure', w.activity_failure) FROM workflow_standing w`;

/**
 * The standing of an entity that has a fault (a `KeptFault`), else null.
 *
 * @param kind an expression of its kind
 * @param id an expression of its id
 */
export function keptFault(kind: string, id: string): string {
  return `(${FAULT} WHERE w.fault IS NOT NULL AND w.entity_kind = ${kind} AND w.entity_id = ${id})`;
}

/** Whether an entity is kept with a fault; whether that is told, the domain says (`toldFault`). */
export function hasKeptFault(kind: EntityKind, id: string): string {
  return `EXISTS (SELECT FROM workflow_standing w WHERE w.fault IS NOT NULL AND w.entity_kind = '${kind}' AND w.entity_id = ${id})`;
}

/** Real ms since the newest complete listing of what runs; null: there has not been one. */
export const LISTING_AGE = `(SELECT ${ageOf('listed_at')} FROM standing_turn)`;
