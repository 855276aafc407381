import type pg from 'pg';
import type {
  AbsenceAsker,
  AbsenceOfPerson,
  AbsenceStore,
  AbsenceToEnter,
  OwnAbsence,
  StandIn,
} from '../../api/people/absence-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  absenceState,
  judgeAbsenceDays,
  judgeDeputy,
  type AbsenceDays,
  type AbsenceRefusal,
} from '../../domain/people/absence.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import {
  anyOf,
  execute,
  fetchAll,
  fetchFirst,
  query,
  sendTogether,
  sqlText,
  type Connection,
  type Row,
} from '../kernel/statements.ts';
import { handOverTasks } from '../task/hand-over.ts';
import { readPerson } from '../task/task-cases.ts';
import { emptySeats, rolesWithTasks } from './empty-seats.ts';

export function createAbsenceStore(pool: pg.Pool, sealer: Sealer): AbsenceStore {
  return {
    own: (personId) => readOwn(pool, sealer, personId),
    emptySeats: (days, caller) => emptySeats(pool, days, caller),
    standsInFor: (days, personId) => fetchAll(pool, absentWithDeputy(personId, days.from, days.until)),
    list: (caller, today) => fetchAll(pool, absencesHere(caller.jurisdiction, today)),
    end: (by) => inTransaction(pool, (client) => endLiving(client, by)),

    async enter(absence, by) {
      const entered = await inTransaction(pool, (client) => enter(client, sealer, absence, by));
      if (!entered.ok) {
        return entered;
      }
      const { days, deputy } = entered.value;
      if (!by.dryRun && absenceState(days, dayAt(by.at.getTime())) === 'running') {
        // The sweep hands over whatever a crash leaves here.
        await handOverTasks(pool, by.at.getTime(), by.caller.personId);
      }
      const name = deputy === null ? undefined : await fetchFirst(pool, nameOf(deputy.personId));
      const { note } = absence;
      return granted({ ...days, note, deputyId: deputy?.personId ?? null, deputyName: name?.display_name ?? null });
    },
  };
}

type LivingAbsence = Row<'absence', 'id' | 'from_on' | 'until_on' | 'deputy_id' | 'note_sealed'>;

async function readOwn(pool: pg.Pool, sealer: Sealer, personId: string): Promise<OwnAbsence | null> {
  const found = await fetchFirst(pool, livingOf(personId));
  if (found === undefined) {
    return null;
  }
  const name = found.deputy_id === null ? undefined : await fetchFirst(pool, nameOf(found.deputy_id));
  return {
    from: found.from_on,
    until: found.until_on,
    deputyId: found.deputy_id,
    deputyName: name?.display_name ?? null,
    note: found.note_sealed === null ? null : sealer.open(found.note_sealed, placeOf('absence.note_sealed', found.id)),
  };
}

const livingOf = sqlText<LivingAbsence, [personId: string]>(
  'people.livingAbsence',
  'SELECT id, from_on, until_on, deputy_id, note_sealed FROM absence WHERE person_id = $1 AND ended_at IS NULL',
);

function nameOf(personId: string) {
  return query.selectFrom('person').select('display_name').where('id', '=', personId);
}

const absencesHere = sqlText<AbsenceOfPerson, [jurisdiction: string, today: IsoDate]>(
  'people.absencesHere',
  `SELECT a.id, p.id AS "personId", p.display_name AS "displayName", p.organ, p.section, a.from_on AS "from",
     a.until_on AS "until", a.deputy_id AS "deputyId", d.display_name AS "deputyName"
   FROM absence a JOIN person p ON p.id = a.person_id LEFT JOIN person d ON d.id = a.deputy_id
   WHERE a.ended_at IS NULL AND a.until_on >= $2::date AND p.jurisdiction = $1 ORDER BY a.from_on, a.id`,
);

const absentWithDeputy = sqlText<StandIn, [deputyId: string, from: IsoDate, until: IsoDate]>(
  'people.absentWithDeputy',
  `SELECT p.id AS "personId", p.display_name AS "displayName", a.from_on AS "from", a.until_on AS "until"
   FROM absence a JOIN person p ON p.id = a.person_id
   WHERE a.ended_at IS NULL AND a.deputy_id = $1 AND a.from_on <= $3::date AND a.until_on >= $2::date
   ORDER BY a.from_on, a.id`,
);

interface Entered {
  readonly days: AbsenceDays;
  readonly deputy: Actor | null;
}

/** The rows of both persons are locked in the order of their ids, so that two absences are judged one after the other. */
async function enter(
  client: pg.PoolClient,
  sealer: Sealer,
  absence: AbsenceToEnter,
  by: Parameters<AbsenceStore['enter']>[1],
): Promise<Verdict<Entered, AbsenceRefusal>> {
  const { caller, at } = by;
  const days: AbsenceDays = { from: absence.from, until: absence.until };
  const deputy = absence.deputy === null ? null : await readPerson(client, absence.deputy);
  const ids = [caller.personId, ...(deputy === null ? [] : [deputy.personId])];
  const people = query.selectFrom('person').select('id').where('id', '=', anyOf(ids)).orderBy('id');
  await execute(client, people.forNoKeyUpdate());
  const living = await fetchFirst(client, livingOf(caller.personId));
  const judged = await judge(client, { days, absence, deputy, living: living ?? null }, by);
  if (!judged.ok || by.dryRun) {
    return judged.ok ? granted({ days, deputy }) : judged;
  }
  await endLiving(client, by);
  const id = newId('abs');
  await execute(
    client,
    query.insertInto('absence').values({
      id,
      person_id: caller.personId,
      from_on: days.from,
      until_on: days.until,
      deputy_id: deputy?.personId ?? null,
      note_sealed: absence.note === null ? null : sealer.seal(absence.note, placeOf('absence.note_sealed', id)),
      created_at: at,
    }),
  );
  await sendTogether(client, audit('absenceEntered', { ...days, deputyId: deputy?.personId ?? null }, by));
  return granted({ days, deputy });
}

async function judge(
  client: Connection,
  asked: {
    readonly days: AbsenceDays;
    readonly absence: AbsenceToEnter;
    readonly deputy: Actor | null;
    readonly living: LivingAbsence | null;
  },
  { caller, at, maxDays }: AbsenceAsker & { readonly maxDays: number },
): Promise<Verdict<null, AbsenceRefusal>> {
  const { days, absence, deputy, living } = asked;
  const running = living === null ? null : { from: living.from_on, until: living.until_on };
  const judged = judgeAbsenceDays(days, { today: dayAt(at.getTime()), maxDays, running });
  if (!judged.ok || absence.deputy === null) {
    return judged;
  }
  if (deputy === null) {
    return refused('MAY_NOT_DECIDE');
  }
  const others = await fetchAll(client, absencesOfBoth(caller.personId, deputy.personId, days.from, days.until));
  return judgeDeputy({
    isOneself: deputy.personId === caller.personId,
    sharesSeat: sharesSeat(caller, deputy),
    isAbsent: others.some((one) => one.person_id === deputy.personId),
    standsIn: others.some((one) => one.deputy_id === caller.personId),
  });
}

function sharesSeat(caller: Caller, deputy: Actor): boolean {
  const isHere = deputy.jurisdiction === caller.jurisdiction && deputy.organ === caller.organ;
  return isHere && rolesWithTasks(caller).some((role) => deputy.roles.includes(role));
}

const absencesOfBoth = sqlText<
  Row<'absence', 'person_id' | 'deputy_id'>,
  [personId: string, deputyId: string, from: IsoDate, until: IsoDate]
>(
  'people.absencesOfBoth',
  `SELECT person_id, deputy_id FROM absence WHERE ended_at IS NULL AND from_on <= $4::date AND until_on >= $3::date
     AND ((person_id = $2 AND person_id <> $1) OR deputy_id = $1)`,
);

async function endLiving(client: pg.PoolClient, by: AbsenceAsker): Promise<void> {
  const { personId } = by.caller;
  const ended = query.updateTable('absence').set({ ended_at: by.at, note_sealed: null });
  const count = await execute(client, ended.where('person_id', '=', personId).where('ended_at', 'is', null));
  if (count > 0) {
    await sendTogether(client, audit('absenceEnded', {}, by));
  }
}

function audit(
  act: 'absenceEntered' | 'absenceEnded',
  facts: Readonly<Record<string, unknown>>,
  { caller: { personId, organ, section }, at }: AbsenceAsker,
) {
  const person = { personId, organ, section };
  return auditWrites({ entityKind: 'person', entityId: personId, revision: null, act, actId: null, person, at, facts });
}
