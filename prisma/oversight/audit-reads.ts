import type pg from 'pg';
import type { AuditLine, AuditReads } from '../../api/oversight/audit-ports.ts';
import type { AuditedKind } from '../../domain/act-words.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { NOBODY } from '../kernel/access-record.ts';
import type { KeptApart } from '../../domain/oversight/audit-verification.ts';
import type { AuditReadKeys } from '../kernel/audit-digests.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import type { Tables } from '../kernel/tables.ts';
import { publicRootOf, verifyAuditLog } from './audit-log-reading.ts';

type AuditRow = Omit<Row<'audit_entry'>, 'mac'> & {
  readonly display_name: Row<'person'>['display_name'] | null;
  readonly is_private: boolean;
};

const COLUMNS = `a.id, a.entity_kind, a.entity_id, a.seq, a.revision, a.act, a.act_id, a.person_id, p.display_name, coalesce(y.kind = 'person', false) AS is_private, a.organ,
  a.section, a.at, a.facts, a.previous_hash, a.hash`;
const TABLES = 'audit_entry a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN party y ON y.id = p.party_id';

/**
 * The tables of what has an audit chain and no workflow; an event's jurisdiction is that of its batch, an endpoint's that of
 * its owner, an access is of its person, and a finding may be of no office.
 */
const OTHER_TABLES = {
  case: 'integrity_case',
  person: 'person',
  demandEntry: 'demand_entry',
  period: 'period',
  reconciliation: 'reconciliation',
  accountingPeriod: 'accounting_period',
  bankFile: 'bank_file',
  repair: 'repair',
} as const satisfies Readonly<
  Record<
    Exclude<
      AuditedKind,
      EntityKind | 'payoutEvent' | 'access' | 'webhookEndpoint' | 'machineClient' | 'integrityFinding'
    >,
    keyof Tables
  >
>;

/** What an entry is about; an access also has an entity that was looked at. */
const ABOUT = `(a.entity_id, CASE WHEN a.entity_kind = 'access' THEN a.facts ->> 'entityId' END)`;

/** A draft is its owner's alone, and so is its chain (S7). */
const NO_DRAFT: Readonly<Partial<Record<keyof Tables, string>>> = {
  claim: ' AND e.submitted_at IS NOT NULL',
  filing: ' AND e.filed_at IS NOT NULL',
  base_grant: ' AND e.submitted_at IS NOT NULL',
};

/**
 * Entries of all entities in the caller's jurisdiction ($1), of every kind. Who tried to sign in under an unknown name is
 * of no jurisdiction, and every auditor sees it.
 */
const IN_SIGHT = `(${[...ENTITY_KINDS.map((kind) => ENTITIES[kind].table), ...Object.values(OTHER_TABLES)]
  .map(
    (table) =>
      `EXISTS (SELECT FROM ${table} e WHERE e.id IN ${ABOUT} AND e.jurisdiction LIKE $1${NO_DRAFT[table] ?? ''})`,
  )
  .join(' OR ')}
  OR a.entity_kind = 'access' AND a.entity_id = '${NOBODY}'
  OR EXISTS (SELECT FROM integrity_finding e WHERE e.id IN ${ABOUT} AND (e.jurisdiction IS NULL OR e.jurisdiction LIKE $1))
  OR EXISTS (SELECT FROM webhook_endpoint e JOIN person o ON o.id = e.owner_id WHERE e.id IN ${ABOUT} AND o.jurisdiction LIKE $1)
  OR EXISTS (SELECT FROM machine_client e JOIN person o ON o.id = e.person_id WHERE e.id IN ${ABOUT} AND o.jurisdiction LIKE $1)
  OR EXISTS (SELECT FROM payout_inbox e LEFT JOIN payout_instruction i ON i.id = e.instruction_id
    LEFT JOIN batch b ON b.id = i.batch_id WHERE e.id = a.entity_id
      AND (b.jurisdiction LIKE $1 OR b.id IS NULL AND EXISTS (SELECT FROM machine_client m, unnest(m.jurisdictions) AS place
        WHERE (m.id = e.machine_client_id OR e.machine_client_id = '') AND place LIKE $1))))`;

const auditPage = sqlText<
  AuditRow,
  [
    jurisdictions: string,
    entityIds: readonly string[] | null,
    afterId: number,
    limit: number,
    entityKind: AuditedKind | null,
  ]
>(
  'oversight.auditPage',
  `SELECT ${COLUMNS} FROM ${TABLES} WHERE ${IN_SIGHT} AND a.id > $3
     AND ($2::text[] IS NULL OR a.entity_id = ANY ($2)
       OR a.entity_kind = 'access' AND a.facts ->> 'entityId' = ANY ($2))
     AND ($5::text IS NULL OR a.entity_kind = $5)
   ORDER BY a.id LIMIT $4`,
);

const countInSight = sqlText<{ readonly entities: number; readonly entries: number }, [jurisdictions: string]>(
  'oversight.countAuditInSight',
  `SELECT count(DISTINCT (a.entity_kind, a.entity_id)) AS entities, count(*) AS entries FROM audit_entry a WHERE ${IN_SIGHT}`,
);

/** `apart`: what was kept outside the database; null where this process does not have it. */
export function createAuditReads(pool: pg.Pool, keys: AuditReadKeys, apart: () => KeptApart | null): AuditReads {
  return {
    async list({ entityIds, entityKind, limit, afterId }, caller) {
      const page = await fetchAll(
        pool,
        auditPage(withinOf(caller.jurisdiction), entityIds, afterId ?? 0, limit + 1, entityKind),
      );
      return page.map(lineOf);
    },

    async verify(caller) {
      const seen = await fetchFirst(pool, countInSight(withinOf(caller.jurisdiction)));
      // The copies first: what is sealed later is in none of them.
      const kept = apart();
      const { sealed, roots, findings } = await verifyAuditLog(pool, keys, kept ?? undefined);
      const [entities, entries] = [seen?.entities ?? 0, seen?.entries ?? 0];
      const areCopiesCompared = kept !== null && isKept(kept, roots);
      return { entities, entries, sealed, roots, areCopiesCompared, breaks: findings };
    },

    async roots({ from, to, limit, beforeDay }) {
      const chosen = query
        .selectFrom('audit_root')
        .select(['day', 'sequence_from', 'sequence_to', 'root', 'signature'])
        .where('day', '>=', parseIsoDate(from ?? FIRST_DAY))
        .where('day', '<=', parseIsoDate(to ?? LAST_DAY))
        .where('day', '<', beforeDay ?? parseIsoDate(LAST_DAY))
        .orderBy('day', 'desc')
        .limit(limit + 1);
      return (await fetchAll(pool, chosen)).map(publicRootOf);
    },

    publicKeys: () => keys.rootKeys.map((key) => key.export({ type: 'spki', format: 'der' }).toString('base64')),
  };
}

/**
 * False where the copy of the last place is missing, or that of all roots. One that lost only some of the roots counts, and
 * is compared as far as it goes.
 */
function isKept(kept: KeptApart, roots: number): boolean {
  return kept.head !== null && (roots === 0 || kept.roots.length > 0);
}

const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2199-12-31';

function lineOf(row: AuditRow): AuditLine {
  return {
    id: row.id,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    seq: row.seq,
    revision: row.revision,
    act: row.act,
    actId: row.act_id,
    person:
      row.person_id === null
        ? null
        : { id: row.person_id, displayName: row.display_name ?? '', isPrivate: row.is_private },
    organ: row.organ,
    section: row.section,
    at: row.at,
    facts: row.facts,
    hash: row.hash.toString('hex'),
  };
}
