import type pg from 'pg';
import type { Task, TaskStore } from '../../api/task/task-ports.ts';
import { ROLES } from '../../domain/codes.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { runsOn } from '../kernel/absence-rows.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';

type SeatedPerson = Awaited<ReturnType<TaskStore['seated']>>[number];
type Seat = Pick<Task, 'jurisdiction' | 'organ' | 'section' | 'role'>;

const seatedPersons = sqlText<
  Omit<SeatedPerson, 'roles'> & { readonly roles: readonly string[] },
  [jurisdiction: string, organ: string, section: string | null, role: string]
>(
  'task.seated',
  `SELECT id AS "personId", display_name AS "displayName", organ, section, jurisdiction, roles, party_id AS "partyId"
   FROM person
   WHERE jurisdiction = $1 AND organ = $2 AND ($3::text IS NULL OR section = $3) AND $4 = ANY (roles)
     AND disabled_at IS NULL AND party_id IS NULL
   ORDER BY display_name, id LIMIT 100`,
);

/** The officials who fit a seat, by name. */
export async function readSeated(
  pool: pg.Pool,
  { jurisdiction, organ, section, role }: Seat,
): Promise<readonly SeatedPerson[]> {
  const found = await fetchAll(pool, seatedPersons(jurisdiction, organ, section, role));
  return found.map((person) => ({ ...person, roles: ROLES.filter((one) => person.roles.includes(one)) }));
}

/** Who of these people is absent on the day. */
export const awayOf = sqlText<Row<'absence', 'person_id'>, [on: IsoDate, personIds: readonly string[]]>(
  'task.awayOf',
  `SELECT DISTINCT a.person_id FROM absence a WHERE ${runsOn('$1')} AND a.person_id = ANY ($2)`,
);
