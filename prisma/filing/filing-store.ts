import { ENTITIES } from '../../domain/entities.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Filing, FilingQuery, FilingScope, FilingStore } from '../../api/filing/filing-ports.ts';
import {
  CHANGEABLE_CLAIM_STATES,
  NOT_RESTING_CLAIM_STATES,
  UNPAID_CLAIM_STATES,
} from '../../domain/claim/claim-state.ts';
import { LINES_WITHOUT_BASE } from '../../domain/line/line-state.ts';
import { PARTY_KINDS } from '../../domain/policy/route-codes.ts';
import { inTransaction } from '../kernel/connection.ts';
import { recordAccess } from '../kernel/access-record.ts';
import { readVersions } from '../kernel/document-versions.ts';
import { readDocument } from '../kernel/file-store.ts';
import { putFilingPaper } from './filing-papers.ts';
import {
  FILING_COLUMNS,
  FILING_TABLES,
  filingOf,
  oneOf,
  sightOf,
  VISIBLE_FILING,
  type FilingRow,
  type Sight,
} from './filing-rows.ts';
import { readVisits } from './filing-visits.ts';
import { auditFiling, insertFiling, judgeFiling, updateFiling, type By } from './filing-writing.ts';
import { LINKED_LIST, LIVE_ENTRY_STATES } from '../../domain/demand/demand-words.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { readAcceptedLines } from '../kernel/plan-lines.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { constants, execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { findOnRoster, readAttendance, readResults, readRoster, removeRosterRow } from './roster-store.ts';
import { addRosterRows, putAttendanceRows, putResultRows } from './roster-writing.ts';
import type { Sealer } from '../kernel/sealing.ts';

const knownEntries = sqlText<Row<'demand_entry', 'id'>, [ids: readonly string[]]>(
  'filing.knownDemandEntries',
  `SELECT id FROM demand_entry WHERE id = ANY ($1) AND list = '${LINKED_LIST}' AND state IN (${sqlList(LIVE_ENTRY_STATES)})`,
);

export function createFilingStore(pool: pg.Pool, sealer: Sealer): FilingStore {
  return {
    acceptedLines: (jurisdiction) => readAcceptedLines(pool, jurisdiction),

    async applicant(caller) {
      const party = await fetchFirst(
        pool,
        query.selectFrom('party').select(['id', 'name', 'kind']).where('id', '=', caller.partyId),
      );
      return party === undefined ? null : { ...party, kind: oneOf(PARTY_KINDS, party.kind) };
    },

    async knownDemand(ids) {
      const known = ids.length === 0 ? [] : await fetchAll(pool, knownEntries(ids));
      return known.map(({ id }) => id);
    },

    create: (filing, { caller, at, key }) =>
      inTransaction(pool, (client) => {
        const id = idOfCreation(ENTITIES.filing.idPrefix, caller.personId, key);
        return insertFiling(client, { ...filing, id }, { caller, at, sealer });
      }),

    async find(filingId, caller) {
      const row = await fetchFirst(pool, visibleFiling(...sightOf(caller, 'getClassFiling'), filingId));
      return row === undefined ? null : filingOf(row, sealer);
    },

    list: (asked, caller) => listFilings(pool, asked, caller, sealer),

    change: ({ filingId, caller, at, isOpen }, work) =>
      inTransaction(pool, async (client) => {
        const row = await lockFilingAndClaim(client, filingId, caller);
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
    paperVersions: (filingId, kind) => readVersions(pool, sealer, [{ of: 'filing', id: filingId }], kind),
    readPaper: (filingId, { kind, caller, at, purpose }) =>
      inTransaction(pool, async (client) => {
        const document = await readDocument(client, sealer, { of: 'filing', id: filingId }, kind);
        if (document !== null) {
          const facts = { document: kind, fileId: document.fileId, purpose };
          await recordAccess(client, { act: 'read', caller, at, entityId: filingId, facts });
        }
        return document;
      }),
    visits: (filingId) => readVisits(pool, filingId),
  };
}

/**
 * Locks the filing first, then its living claims in the order of their ids, in this order everywhere, and reads what
 * is judged when all are locked. The lock leaves keys free (NO KEY): a recording that has locked its claim may write
 * rows that name the filing.
 */
async function lockFilingAndClaim(
  client: pg.PoolClient,
  filingId: string,
  caller: Caller,
): Promise<FilingRow | undefined> {
  const asked = [...sightOf(caller, 'getClassFiling'), filingId] as const;
  if ((await execute(client, lockVisibleFiling(...asked))) === 0) {
    return undefined;
  }
  await execute(client, lockLivingClaim(filingId));
  return fetchFirst(client, visibleFiling(...asked));
}

const VISIBLE_BY_ID = `SELECT ${FILING_COLUMNS} FROM ${FILING_TABLES} WHERE ${VISIBLE_FILING} AND f.id = $7`;

const visibleFiling = sqlText<FilingRow, [...Sight, filingId: string]>('filing.visible', VISIBLE_BY_ID);

const lockVisibleFiling = sqlText<FilingRow, [...Sight, filingId: string]>(
  'filing.lockVisible',
  `${VISIBLE_BY_ID} FOR NO KEY UPDATE OF f`,
);

const lockLivingClaim = sqlText<never, [filingId: string]>(
  'filing.lockLivingClaim',
  `SELECT FROM claim WHERE filing_id = $1 AND kind <> 'advance' AND state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
   ORDER BY id FOR NO KEY UPDATE`,
);

/**
 * A result is the basis of a line's base, attendance that of its living allowance too. A line with a rule's refusal of
 * the base has none, whatever certificate it names. A training year that is followed by another rests on no result, unless it took the certificate's key (C05).
 */
const peopleInClaims = sqlText<
  { readonly trainee_id: string; readonly instalment: number },
  [filingId: string, ofAttendance: boolean]
>(
  'filing.peopleInClaims',
  `SELECT l.trainee_id, max(c.instalment) AS instalment FROM claim c JOIN filing f ON f.id = c.filing_id JOIN claim_line l ON l.claim_id = c.id
   WHERE c.filing_id = $1 AND c.kind <> 'advance' AND c.submitted_at IS NOT NULL
     AND c.state NOT IN (${sqlList(NOT_RESTING_CLAIM_STATES)}) AND l.trainee_id IS NOT NULL
     AND CASE WHEN $2 THEN l.state <> 'refused' ELSE l.base_fen > 0 AND l.state NOT IN (${sqlList(LINES_WITHOUT_BASE)})
       AND (l.certificate_no IS NOT NULL OR c.instalment >= coalesce(f.training_years, 1)) END
   GROUP BY l.trainee_id`,
);

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
    putDocument: (kind, document) => putFilingPaper(client, filing.id, { kind, document }, by),
    async addVisit({ kind, visitedOn, note }) {
      const id = newId('vis');
      const visit = { id, filing_id: filing.id, kind, visited_on: visitedOn, note, person_id: caller.personId, at };
      await execute(client, query.insertInto('supervision_entry').values(visit));
      return id;
    },
    async markClaimChanged() {
      await execute(
        client,
        query
          .updateTable('claim')
          .set({ training_data_changed: true })
          .where('filing_id', '=', filing.id)
          .where('kind', '<>', 'advance')
          .where('state', 'in', constants(CHANGEABLE_CLAIM_STATES)),
      );
    },
    async peopleInClaims(data) {
      const people = await fetchAll(client, peopleInClaims(filing.id, data === 'attendance'));
      return new Map(people.map(({ trainee_id: traineeId, instalment }) => [traineeId, instalment]));
    },
    audit: (act, facts) => auditFiling(client, filing.id, act, { facts, caller, at }),
  };
}

async function listFilings(
  pool: pg.Pool,
  asked: FilingQuery,
  caller: Caller,
  sealer: Sealer,
): Promise<readonly Filing[]> {
  const [afterMs, afterId] = asked.after ?? [null, null];
  const rows = await fetchAll(
    pool,
    filingPage(
      ...sightOf(caller, 'getClassFiling'),
      asked.state ?? null,
      asked.route ?? null,
      asked.jurisdiction ?? null,
      afterMs === null ? null : new Date(afterMs),
      afterId,
      asked.limit + 1,
      asked.q ?? null,
    ),
  );
  return rows.map((row) => filingOf(row, sealer));
}

const filingPage = sqlText<
  FilingRow,
  [
    ...Sight,
    state: string | null,
    route: string | null,
    jurisdiction: string | null,
    afterAt: Date | null,
    afterId: string | null,
    limit: number,
    partOfNumber: string | null,
  ]
>(
  'filing.page',
  `SELECT ${FILING_COLUMNS} FROM ${FILING_TABLES} WHERE ${VISIBLE_FILING}
     AND ($7::text IS NULL OR f.state = $7) AND ($8::text IS NULL OR f.route = $8) AND ($9::text IS NULL OR f.jurisdiction = $9)
     AND ($10::timestamptz IS NULL OR (f.created_at, f.id) < ($10, $11))
     AND ($13::text IS NULL OR position(upper($13) IN f.filing_no) > 0)
   ORDER BY f.created_at DESC, f.id DESC LIMIT $12`,
);
