import type pg from 'pg';
import type {
  DemandStore,
  EntryChange,
  EntryRecord,
  EntryToKeep,
  ServingClass,
} from '../../api/demand/demand-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { DemandData } from '../../domain/demand/demand-entry.ts';
import type { DemandEntryState, DemandList } from '../../domain/demand/demand-words.ts';
import { APPROVED_LINE_STATES } from '../../domain/line/line-state.ts';
import { unreachable } from '../../domain/verdict.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

type EntryStore = Pick<DemandStore, 'keep' | 'entries' | 'entry' | 'classesOf' | 'change'>;

export function createEntryStoreOfDemand(pool: pg.Pool, sealer: Sealer): EntryStore {
  return {
    keep: (entry) => inTransaction(pool, (client) => keepEntry(client, sealer, entry)),

    async entries({ jurisdiction, list, state, limit, after }, caller) {
      const before = after === null ? null : new Date(after[0]);
      const rows = await fetchAll(
        pool,
        entryPage(
          ...sightOf(caller),
          jurisdiction ?? null,
          list ?? null,
          state ?? null,
          before,
          after?.[1] ?? null,
          limit + 1,
        ),
      );
      return rows.map((row) => entryOf(row, sealer));
    },

    async entry(entryId, caller) {
      const row = await fetchFirst(pool, entryById(...sightOf(caller), entryId));
      return row === undefined ? null : entryOf(row, sealer);
    },

    classesOf: (entryId) => fetchAll(pool, servingClasses(entryId)),

    change: (entryId, change, by) =>
      inTransaction(pool, (client) => changeEntry(client, sealer, entryId, { change, ...by })),
  };
}

/** An applicant sees the own entries, an office those of its jurisdiction and those below. */
function sightOf(caller: Caller): readonly [partyId: string | null, personId: string, within: string | null] {
  const seesAll = mayAs(caller.roles, 'listDemandEntries', 'jurisdiction');
  return [caller.partyId, caller.personId, seesAll ? withinOf(caller.jurisdiction) : null];
}

const IN_SIGHT = '(e.party_id = $1 OR e.entered_by = $2 OR e.jurisdiction LIKE $3)';

type EntryRow = Row<'demand_entry'>;

const entryPage = sqlText<
  EntryRow,
  [
    partyId: string | null,
    personId: string,
    within: string | null,
    jurisdiction: string | null,
    list: DemandList | null,
    state: DemandEntryState | null,
    beforeAt: Date | null,
    beforeId: string | null,
    limit: number,
  ]
>(
  'demand.entryPage',
  `SELECT e.* FROM demand_entry e WHERE ${IN_SIGHT} AND ($4::text IS NULL OR e.jurisdiction = $4)
     AND ($5::text IS NULL OR e.list = $5) AND ($6::text IS NULL OR e.state = $6)
     AND ($7::timestamptz IS NULL OR (e.entered_at, e.id) < ($7, $8)) ORDER BY e.entered_at DESC, e.id DESC LIMIT $9`,
);

const entryById = sqlText<EntryRow, [partyId: string | null, personId: string, within: string | null, id: string]>(
  'demand.entryById',
  `SELECT e.* FROM demand_entry e WHERE ${IN_SIGHT} AND e.id = $4`,
);

const servingClasses = sqlText<ServingClass, [entryId: string]>(
  'demand.servingClasses',
  `SELECT f.id AS "filingId", f.filing_no AS "filingNo", f.state,
     (SELECT count(DISTINCT l.trainee_id)::int FROM claim_line l JOIN claim c ON c.id = l.claim_id
       WHERE c.filing_id = f.id AND l.state IN (${sqlList(APPROVED_LINE_STATES)})) AS "approvedPersonTimes"
   FROM filing f WHERE f.filed_at IS NOT NULL AND f.facts -> 'demandEntries' ? $1 ORDER BY f.filed_at, f.id`,
);

export async function keepEntry(client: pg.PoolClient, sealer: Sealer, entry: EntryToKeep): Promise<string> {
  const { key, jurisdiction, source, isChecked, data, by, at } = entry;
  const id = by === null ? newId('dme') : idOfCreation('dme', by.personId, key);
  const known = await fetchFirst(client, query.selectFrom('demand_entry').select('id').where('id', '=', id));
  if (known !== undefined) {
    return id;
  }
  await execute(
    client,
    query.insertInto('demand_entry').values({
      id,
      list: data.list,
      jurisdiction,
      source,
      state: isChecked ? 'checked' : 'unchecked',
      ...columnsOf(id, data, sealer),
      entered_on: dayAt(at.getTime()),
      entered_at: at,
      entered_by: by?.personId ?? null,
      party_id: by?.partyId ?? null,
      checked_by: isChecked ? (by?.personId ?? null) : null,
      checked_at: isChecked ? at : null,
    }),
  );
  const facts = { list: data.list, source, jurisdiction, checked: isChecked };
  await appendAudit(client, auditOf(id, { act: 'entered', person: by, at, facts, revision: 0 }));
  return id;
}

function columnsOf(id: string, data: DemandData, sealer: Sealer) {
  const { person, occupation, wantedOccupation } = data;
  return {
    employer: data.employer,
    industry: data.industry,
    post: data.post,
    occupation_code: occupation?.code ?? null,
    occupation_name: occupation?.name ?? null,
    skill_level: data.skillLevel,
    openings: data.openings,
    pay_from_fen: data.payFromFen,
    pay_to_fen: data.payToFen,
    has_skill: data.hasSkill,
    wants_training: data.wantsTraining,
    wanted_code: wantedOccupation?.code ?? null,
    wanted_name: wantedOccupation?.name ?? null,
    name_sealed: person === null ? null : sealer.seal(person.name, placeOf('demand_entry.name_sealed', id)),
    phone_sealed: person === null ? null : sealer.seal(person.phone, placeOf('demand_entry.phone_sealed', id)),
    valid_until: data.validUntil,
  };
}

export function entryOf(row: EntryRow, sealer: Sealer): EntryRecord {
  const { id: entryId, name_sealed: name, phone_sealed: phone } = row;
  return {
    entryId,
    list: row.list,
    jurisdiction: row.jurisdiction,
    source: row.source,
    state: row.state,
    revision: row.revision,
    employer: row.employer,
    industry: row.industry,
    post: row.post,
    occupation: named(row.occupation_code, row.occupation_name),
    skillLevel: row.skill_level,
    openings: row.openings,
    payFromFen: row.pay_from_fen,
    payToFen: row.pay_to_fen,
    hasSkill: row.has_skill,
    wantsTraining: row.wants_training,
    wantedOccupation: named(row.wanted_code, row.wanted_name),
    person:
      name === null || phone === null
        ? null
        : {
            name: sealer.open(name, placeOf('demand_entry.name_sealed', entryId)),
            phone: sealer.open(phone, placeOf('demand_entry.phone_sealed', entryId)),
          },
    validUntil: row.valid_until,
    enteredAt: row.entered_at,
    enteredBy: row.entered_by,
    partyId: row.party_id,
    checkedAt: row.checked_at,
    remark: row.remark,
  };
}

function named(code: string | null, text: string | null): { readonly code: string; readonly name: string } | null {
  return code === null ? null : { code, name: text ?? code };
}

interface ChangeBy {
  readonly change: EntryChange;
  readonly caller: Caller;
  readonly at: Date;
  readonly revision: number;
}

/** The revision that was read has to stand: of two changes at once one wins, and the other is told that it is stale. */
async function changeEntry(
  client: pg.PoolClient,
  sealer: Sealer,
  entryId: string,
  { change, caller, at, revision }: ChangeBy,
): Promise<boolean> {
  const next = query
    .updateTable('demand_entry')
    .set({ ...changedColumns(entryId, sealer, change, { caller, at }), revision: revision + 1 });
  const changed = await execute(client, next.where('id', '=', entryId).where('revision', '=', revision));
  if (changed === 0) {
    return false;
  }
  const facts = change.kind === 'check' ? { remark: change.remark } : {};
  await appendAudit(
    client,
    auditOf(entryId, { act: actOf(change), person: caller, at, facts, revision: revision + 1 }),
  );
  return true;
}

function changedColumns(
  entryId: string,
  sealer: Sealer,
  change: EntryChange,
  { caller, at }: { readonly caller: Caller; readonly at: Date },
) {
  switch (change.kind) {
    case 'edit':
      return columnsOf(entryId, change.data, sealer);
    case 'check':
      return {
        state: change.ok ? ('checked' as const) : ('refused' as const),
        checked_by: caller.personId,
        checked_at: at,
        remark: change.remark,
      };
    case 'end':
      // Nobody needs the person any more.
      return { state: 'ended' as const, name_sealed: null, phone_sealed: null };
    default:
      return unreachable(change);
  }
}

function actOf(change: EntryChange) {
  if (change.kind === 'check') {
    return change.ok ? 'checked' : 'refused';
  }
  return change.kind === 'end' ? 'ended' : 'edit';
}

function auditOf(
  entityId: string,
  entry: {
    readonly act: 'entered' | 'edit' | 'checked' | 'refused' | 'ended';
    readonly person: Caller | null;
    readonly at: Date;
    readonly facts: Readonly<Record<string, unknown>>;
    readonly revision: number;
  },
) {
  const { person, ...said } = entry;
  const by = person === null ? null : { personId: person.personId, organ: person.organ, section: person.section };
  return { entityKind: 'demandEntry', entityId, actId: null, ...said, person: by } as const;
}
