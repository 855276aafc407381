import { runsOn, SITS_IN_SEAT } from '../kernel/absence-rows.ts';

/** The base of a role that decides: `departmentReviewer/quality` is a review by the department. */
const OWN_ROLE = `split_part(d.role, '/', 1)`;

/**
 * The person `p` decided nothing on the claim of the task `t` in another role, nor did anybody of the same section in the
 * other review (D12).
 */
const HAS_NO_PART = `NOT EXISTS (SELECT FROM claim_decider d JOIN person q ON q.id = d.person_id
    WHERE t.entity_kind = 'claim' AND d.claim_id = t.entity_id AND ${OWN_ROLE} <> t.role
      AND (q.id = p.id OR (${OWN_ROLE} LIKE '%Reviewer' AND t.role LIKE '%Reviewer' AND q.organ = p.organ
        AND q.section IS NOT DISTINCT FROM p.section)))`;

/** The person `p` has declared no relation to a party of the task `t`. */
const HAS_NO_RELATION = `NOT EXISTS (SELECT FROM declared_relation r JOIN parties_of_task(t) own ON own.party_id = r.party_id
    WHERE r.person_id = p.id)`;

/** The person `p` may decide the task `t` of a claim. */
const COULD_ACT = `(${HAS_NO_PART}
  AND ${HAS_NO_RELATION})`;

const isAway = (today: string) => `EXISTS (SELECT FROM absence a WHERE a.person_id = p.id AND ${runsOn(today)})`;

/**
 * None of the seat of a task `t` may act, nor may the person who has taken it, and not because of absence alone. Of a
 * notice or a batch the duties are not looked at, so it is said of them only where relations keep everybody.
 */
export function isSeatUnable(today: string): string {
  return `(NOT EXISTS (SELECT FROM person p WHERE (${SITS_IN_SEAT} OR p.id = t.assignee_id AND p.disabled_at IS NULL)
    AND ${COULD_ACT} AND NOT ${isAway(today)}) AND NOT ${isSeatEmpty(today)})`;
}

/** The people of such a seat by the reason of each (an `UnableSeat`), as JSON; null for a seat where somebody may act. */
export function unableOfSeat(today: string): string {
  return `CASE WHEN ${isSeatUnable(today)} THEN (SELECT json_build_object('seated', count(*),
    'byDuty', count(*) FILTER (WHERE NOT ${HAS_NO_PART}),
    'byRelation', count(*) FILTER (WHERE ${HAS_NO_PART} AND NOT ${HAS_NO_RELATION}),
    'absent', count(*) FILTER (WHERE ${COULD_ACT} AND ${isAway(today)})) FROM person p WHERE ${SITS_IN_SEAT}) END`;
}

function absentWhoCouldAct(today: string): string {
  return `FROM absence a JOIN person p ON p.id = a.person_id WHERE ${runsOn(today)} AND ${SITS_IN_SEAT} AND ${COULD_ACT}`;
}

/** Everybody of the seat of a task `t` is away on the day of this parameter, and one of them could act. */
export function isSeatEmpty(today: string): string {
  return `(EXISTS (SELECT ${absentWhoCouldAct(today)}) AND NOT EXISTS (SELECT FROM person p WHERE ${SITS_IN_SEAT}
    AND NOT EXISTS (SELECT FROM absence a WHERE a.person_id = p.id AND ${runsOn(today)})))`;
}

/** Those of an empty seat who could act, as JSON, who is back first before the others; null for a seat that has somebody. */
export function absentOfSeat(today: string): string {
  return `CASE WHEN ${isSeatEmpty(today)} THEN (SELECT json_agg(json_build_object('name', p.display_name, 'from', a.from_on,
    'until', a.until_on) ORDER BY a.until_on, p.id) ${absentWhoCouldAct(today)}) END`;
}
