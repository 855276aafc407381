import type { Caller } from '../../api/kernel/caller.ts';
import type { EmptySeat } from '../../api/people/absence-ports.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import type { Role } from '../../domain/codes.ts';
import { leavesEmpty, type AbsenceDays } from '../../domain/people/absence.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** The roles of a person for which tasks wait at seats. */
export function rolesWithTasks({ roles }: Pick<Caller, 'roles'>): readonly Role[] {
  return roles.filter((role) => mayAs([role], 'decideTask', 'seat'));
}

interface OtherPerson extends Pick<Row<'person'>, 'section' | 'roles'> {
  readonly away: readonly AbsenceDays[];
}

/** The others of the organ, each with the days of the absence that is not taken back. */
const othersOfOrgan = sqlText<OtherPerson, [jurisdiction: string, organ: string, personId: string]>(
  'people.othersOfOrgan',
  `SELECT p.section, p.roles, (SELECT coalesce(json_agg(json_build_object('from', a.from_on, 'until', a.until_on)), '[]')
     FROM absence a WHERE a.person_id = p.id AND a.ended_at IS NULL) AS away
   FROM person p WHERE p.jurisdiction = $1 AND p.organ = $2 AND p.id <> $3 AND p.disabled_at IS NULL`,
);

interface OpenOfSeat extends Pick<Row<'task'>, 'section' | 'role'> {
  readonly open: number;
}

const openOfOrgan = sqlText<OpenOfSeat, [jurisdiction: string, organ: string, roles: readonly string[]]>(
  'people.openOfOrgan',
  `SELECT section, role, count(*)::int AS open FROM task
   WHERE state = 'open' AND jurisdiction = $1 AND organ = $2 AND role = ANY ($3) AND for_person_id IS NULL
   GROUP BY section, role`,
);

/**
 * The seats of a person that nobody sits in on one of the days, with their open tasks. A task for a section has a seat of its
 * own, which is named only if the organ's is not empty.
 */
export async function emptySeats(
  connection: Connection,
  days: AbsenceDays,
  { personId, jurisdiction, organ, section, roles }: Caller,
): Promise<readonly EmptySeat[]> {
  const seated = rolesWithTasks({ roles });
  if (organ === null || seated.length === 0) {
    return [];
  }
  const others = await fetchAll(connection, othersOfOrgan(jurisdiction, organ, personId));
  const open = await fetchAll(connection, openOfOrgan(jurisdiction, organ, seated));
  const isEmpty = (role: Role, of: string | null) =>
    leavesEmpty(
      days,
      others
        .filter((other) => other.roles.includes(role) && (of === null || other.section === of))
        .map(({ away }) => away),
    );
  const openFor = (role: Role, sections: readonly (string | null)[]) =>
    open.filter((one) => one.role === role && sections.includes(one.section)).reduce((sum, one) => sum + one.open, 0);
  return seated.flatMap((role): readonly EmptySeat[] => {
    if (isEmpty(role, null)) {
      return [{ organ, section: null, role, openTasks: openFor(role, [null, section]) }];
    }
    const ofSection = section === null ? 0 : openFor(role, [section]);
    return ofSection > 0 && isEmpty(role, section) ? [{ organ, section, role, openTasks: ofSection }] : [];
  });
}
