import { sqlText, type Row } from '../kernel/statements.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { NATIONAL_CODE } from '../../domain/demand/demand-occupations.ts';
import type { CycleCounts } from '../../domain/demand/demand-lists.ts';
import type { DemandCycleCourse } from '../../domain/demand/demand-cycle-course.ts';

/** Checked entries of a jurisdiction ($2, a pattern) and those below it that are valid on a day ($3). */
const VALID = `SELECT e.* FROM demand_entry e WHERE e.state = 'checked' AND e.jurisdiction LIKE $2
  AND e.entered_on <= $3::date AND e.valid_until >= $3::date`;

/** What a cycle counts of the valid entries; $4 is its first day, before which carried entries came in. */
const COUNTS = `SELECT json_build_object(
    'carried', json_build_object('employer', count(*) FILTER (WHERE list = 'employer' AND entered_on < $4::date),
      'worker', count(*) FILTER (WHERE list = 'worker' AND entered_on < $4::date)),
    'employer', json_build_object('entries', count(*) FILTER (WHERE list = 'employer'),
      'openings', coalesce(sum(openings) FILTER (WHERE list = 'employer'), 0)),
    'worker', json_build_object('entries', count(*) FILTER (WHERE list = 'worker'),
      'wantsTraining', count(*) FILTER (WHERE list = 'worker' AND wants_training))) AS counts
  FROM valid`;

export const countValid = sqlText<
  { readonly counts: CycleCounts },
  [cycleId: string, within: string, on: string, startsOn: string]
>('demand.countValid', `WITH valid AS (${VALID}) ${COUNTS} WHERE $1::text IS NOT NULL`);

/**
 * Freezes both lists and what they count, and publishes the cycle: one statement, so that all say the same. Workers stand
 * under the names of the directories ($9) or under a code alone, never under what somebody typed.
 */
export const publishLists = sqlText<
  never,
  [
    cycleId: string,
    within: string,
    on: string,
    startsOn: string,
    revision: number,
    course: JsonText<DemandCycleCourse>,
    state: Row<'demand_cycle'>['state'],
    at: Date,
    names: JsonText<Readonly<Record<string, string>>>,
  ]
>(
  'demand.publishLists',
  `WITH valid AS (${VALID}),
   employers AS (INSERT INTO demand_publication (cycle_id, list, position, content)
     SELECT $1, 'employer', row_number() OVER (ORDER BY occupation_code, skill_level, id), jsonb_build_object('id', id,
       'jurisdiction', jurisdiction, 'employer', employer, 'post', post,
       'occupation', jsonb_build_object('code', occupation_code, 'name', occupation_name), 'skillLevel', skill_level,
       'openings', openings, 'payFromFen', pay_from_fen, 'payToFen', pay_to_fen)
     FROM valid WHERE list = 'employer'),
   said AS (SELECT jurisdiction, coalesce(occupation_code, wanted_code) AS trade, coalesce(skill_level, 'NONE') AS level,
       wants_training FROM valid WHERE list = 'worker'),
   groups AS (SELECT jurisdiction, CASE WHEN $9::jsonb ? trade OR trade ~ '${NATIONAL_CODE.source}' THEN trade END AS code,
       level, count(*) AS entries, count(*) FILTER (WHERE wants_training) AS wanting
     FROM said GROUP BY 1, 2, 3),
   workers AS (INSERT INTO demand_publication (cycle_id, list, position, content)
     SELECT $1, 'worker', row_number() OVER (ORDER BY code NULLS LAST, level, jurisdiction),
       jsonb_build_object('jurisdiction', jurisdiction, 'occupation',
         CASE WHEN code IS NULL THEN NULL ELSE jsonb_build_object('code', code, 'name', coalesce($9::jsonb ->> code, code)) END,
         'skillLevel', level, 'entries', entries, 'wantsTraining', wanting)
     FROM groups)
   UPDATE demand_cycle SET revision = $5, course = $6, state = $7, state_since = $8, published_at = $8,
     counts = (${COUNTS}) WHERE id = $1`,
);
