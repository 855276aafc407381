import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type {
  Filing,
  FilingData,
  FilingJudgement,
  FilingQuery,
  FilingScope,
  FilingStore,
  NewFiling,
} from '../../api/filing/filing-ports.ts';
import { PARTY_KINDS } from '../../domain/policy/route-codes.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { putDocument, readDocument } from '../kernel/file-store.ts';
import {
  FILING_COLUMNS,
  FILING_TABLES,
  filingOf,
  oneOf,
  sightOf,
  VISIBLE_FILING,
  type FilingRow,
} from './filing-rows.ts';
import { readVisits } from './filing-visits.ts';
import { idOfCreation, newId, newReadableNo } from '../kernel/id-maker.ts';
import { sealPayee } from '../kernel/payee-account.ts';
import { findOnRoster, readAttendance, readResults, readRoster, removeRosterRow } from './roster-store.ts';
import { addRosterRows, putAttendanceRows, putResultRows } from './roster-writing.ts';
import type { Sealer } from '../kernel/sealing.ts';

export function createFilingStore(pool: pg.Pool, sealer: Sealer): FilingStore {
  return {
    async applicant(caller) {
      const found = await pool.query<{ id: string; name: string; kind: string }>(
        'SELECT id, name, kind FROM party WHERE id = $1',
        [caller.partyId],
      );
      const [party] = found.rows;
      return party === undefined ? null : { ...party, kind: oneOf(PARTY_KINDS, party.kind) };
    },

    create: (filing, { caller, at, key }) =>
      inTransaction(pool, (client) => {
        const id = idOfCreation('fil', caller.personId, key);
        return insertFiling(client, { ...filing, id }, { caller, at, sealer });
      }),

    async find(filingId, caller) {
      const found = await pool.query<FilingRow>(
        `SELECT ${FILING_COLUMNS} FROM ${FILING_TABLES} WHERE ${VISIBLE_FILING} AND f.id = $7`,
        [...sightOf(caller), filingId],
      );
      return found.rows[0] === undefined ? null : filingOf(found.rows[0], sealer);
    },

    list: (query, caller) => listFilings(pool, query, caller, sealer),

    change: ({ filingId, caller, at, isOpen }, work) =>
      inTransaction(pool, async (client) => {
        const row = await holdFilingAndClaim(client, filingId, caller);
        if (row === undefined) {
          return { kind: 'hidden' };
        }
        const filing = filingOf(row, sealer);
        if (!isOpen(filing)) {
          return { kind: 'closed', state: filing.state };
        }
        return { kind: 'done', value: await work(scopeOf(client, filing, { caller, at, sealer })) };
      }),

    roster: (filingId) => readRoster(pool, filingId, sealer),
    attendance: (filingId) => readAttendance(pool, filingId, sealer),
    results: (filingId) => readResults(pool, filingId, sealer),
    document: (filingId, kind) => readDocument(pool, { of: 'filing', id: filingId }, kind),
    visits: (filingId) => readVisits(pool, filingId),
  };
}

/**
 * The filing first, then its living claim, in this order everywhere; what is judged is read when both are held. Keys stay
 * free (NO KEY): a recording that holds its claim may write rows that name the filing.
 */
async function holdFilingAndClaim(
  client: pg.PoolClient,
  filingId: string,
  caller: Caller,
): Promise<FilingRow | undefined> {
  const read = `SELECT ${FILING_COLUMNS} FROM ${FILING_TABLES} WHERE ${VISIBLE_FILING} AND f.id = $7`;
  const asked = [...sightOf(caller), filingId];
  const seen = await client.query(`${read} FOR NO KEY UPDATE OF f`, asked);
  if (seen.rowCount === 0) {
    return undefined;
  }
  await client.query(
    `SELECT FROM claim WHERE filing_id = $1 AND kind = 'main' AND state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
     ORDER BY id FOR NO KEY UPDATE`,
    [filingId],
  );
  const found = await client.query<FilingRow>(read, asked);
  return found.rows[0];
}

interface By {
  readonly caller: Caller;
  readonly at: Date;
  readonly sealer: Sealer;
}

function scopeOf(client: pg.PoolClient, filing: Filing, by: By): FilingScope {
  const { caller, at, sealer } = by;
  return {
    filing,
    roster: () => readRoster(client, filing.id, sealer),
    onRoster: (idNumbers) => findOnRoster(client, filing.id, { idNumbers, sealer }),
    attendance: () => readAttendance(client, filing.id, sealer),
    results: () => readResults(client, filing.id, sealer),
    update: (data, judgement) => updateFiling(client, filing, { data, judgement, sealer }),
    judge: (judgement) => judgeFiling(client, filing.id, judgement),
    addToRoster: (rows) => addRosterRows(client, filing.id, rows, { sealer, at }),
    removeFromRoster: (personId) => removeRosterRow(client, filing.id, personId, at),
    putAttendance: (rows) => putAttendanceRows(client, filing.id, rows),
    putResults: (rows) => putResultRows(client, filing.id, rows, at),
    putDocument: (kind, document) =>
      putDocument(client, { of: 'filing', id: filing.id }, { kind, personId: caller.personId, at, document }),
    async addVisit({ kind, visitedOn, note }) {
      const id = newId('vis');
      await client.query(
        'INSERT INTO supervision_entry (id, filing_id, kind, visited_on, note, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [id, filing.id, kind, visitedOn, note, caller.personId, at],
      );
      return id;
    },
    async markClaimChanged() {
      await client.query(
        "UPDATE claim SET training_data_changed = true WHERE filing_id = $1 AND kind = 'main' AND state IN ('draft', 'returnedToApplicant')",
        [filing.id],
      );
    },
    audit: (act, facts) => audit(client, filing.id, act, { facts, caller, at }),
  };
}

async function insertFiling(
  client: pg.PoolClient,
  filing: NewFiling & { readonly id: string },
  { caller, at, sealer }: By,
): Promise<string> {
  const { id } = filing;
  const known = await client.query('SELECT FROM filing WHERE id = $1', [id]);
  if (known.rowCount === 1) {
    return id;
  }
  await addPlanLine(client, filing.planLine);
  await client.query(
    `INSERT INTO filing (id, filing_no, jurisdiction, route, plan_line_id, applicant_party_id, applicant_person_id,
       occupation_code, occupation_name, skill_level, certificate_kind, class_hours, opens_on, ends_on, delivery_mode,
       location, payee_sealed, state, responsible_department, department_source, warnings, directory_snapshot,
       facts, state_since, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'draft', $18, $19, $20, $21, $22, $23,
       $23)`,
    [
      id,
      newReadableNo('KB', filing.jurisdiction, filing.opensOn.slice(0, 4)),
      filing.jurisdiction,
      filing.route,
      filing.planLine,
      caller.partyId,
      caller.personId,
      filing.occupation.code,
      filing.occupation.name,
      filing.skillLevel,
      filing.certificateKind,
      filing.classHours,
      filing.opensOn,
      filing.endsOn,
      filing.deliveryMode,
      filing.location,
      sealPayee(sealer, filing.payee),
      filing.responsibleDepartment,
      filing.departmentSource,
      JSON.stringify(filing.warnings),
      JSON.stringify(filing.directorySnapshot),
      JSON.stringify(filing.facts),
      at,
    ],
  );
  await audit(client, id, 'create', { facts: { route: filing.route, planLine: filing.planLine }, caller, at });
  return id;
}

/** The packs own the plan; a line that a filing names gets its row when it is named first. */
async function addPlanLine(client: pg.PoolClient, planLine: string | null): Promise<void> {
  if (planLine !== null) {
    const [jurisdiction, year, organ, program] = planLine.split('/');
    await client.query(
      'INSERT INTO plan_line (id, jurisdiction, year, organ, program) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [planLine, jurisdiction, Number(year), organ, program],
    );
  }
}

async function updateFiling(
  client: pg.PoolClient,
  filing: Filing,
  changed: { readonly data: FilingData; readonly judgement: FilingJudgement; readonly sealer: Sealer },
): Promise<void> {
  const { data, judgement, sealer } = changed;
  await addPlanLine(client, data.planLine);
  await client.query(
    `UPDATE filing SET plan_line_id = $2, occupation_code = $3, occupation_name = $4, skill_level = $5,
       certificate_kind = $6, class_hours = $7, opens_on = $8, ends_on = $9, delivery_mode = $10, location = $11, payee_sealed = $12,
       facts = $13
     WHERE id = $1`,
    [
      filing.id,
      data.planLine,
      data.occupation.code,
      data.occupation.name,
      data.skillLevel,
      data.certificateKind,
      data.classHours,
      data.opensOn,
      data.endsOn,
      data.deliveryMode,
      data.location,
      sealPayee(sealer, data.payee),
      JSON.stringify(data.facts),
    ],
  );
  await judgeFiling(client, filing.id, judgement);
}

async function judgeFiling(client: pg.PoolClient, filingId: string, judgement: FilingJudgement): Promise<void> {
  await client.query(
    `UPDATE filing SET responsible_department = $2, department_source = $3, warnings = $4, directory_snapshot = $5
     WHERE id = $1`,
    [
      filingId,
      judgement.responsibleDepartment,
      judgement.departmentSource,
      JSON.stringify(judgement.warnings),
      JSON.stringify(judgement.directorySnapshot),
    ],
  );
}

async function listFilings(
  pool: pg.Pool,
  query: FilingQuery,
  caller: Caller,
  sealer: Sealer,
): Promise<readonly Filing[]> {
  const [afterMs, afterId] = query.after ?? [null, null];
  const found = await pool.query<FilingRow>(
    `SELECT ${FILING_COLUMNS} FROM ${FILING_TABLES} WHERE ${VISIBLE_FILING}
       AND ($7::text IS NULL OR f.state = $7) AND ($8::text IS NULL OR f.route = $8) AND ($9::text IS NULL OR f.jurisdiction = $9)
       AND ($10::timestamptz IS NULL OR (f.created_at, f.id) < ($10, $11))
     ORDER BY f.created_at DESC, f.id DESC LIMIT $12`,
    [
      ...sightOf(caller),
      query.state ?? null,
      query.route ?? null,
      query.jurisdiction ?? null,
      afterMs === null ? null : new Date(afterMs),
      afterId,
      query.limit + 1,
    ],
  );
  return found.rows.map((row) => filingOf(row, sealer));
}

function audit(
  client: pg.PoolClient,
  filingId: string,
  act: string,
  said: { readonly facts: Readonly<Record<string, unknown>>; readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { facts, caller, at } = said;
  const { personId, organ, section } = caller;
  const person = { personId, organ, section };
  return appendAudit(client, {
    entityKind: 'filing',
    entityId: filingId,
    revision: null,
    act,
    actId: null,
    person,
    at,
    facts,
  });
}
