import type pg from 'pg';
import type { AuditBreak, AuditLine, AuditReads } from '../../api/oversight/audit-ports.ts';
import type { AuditedKind } from '../../domain/act-words.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { NOBODY } from '../kernel/access-record.ts';
import { FIRST_HASH, hashOfAudit } from '../kernel/audit-writing.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';
import type { Tables } from '../kernel/tables.ts';

type AuditRow = Row<'audit_entry'> & { readonly display_name: Row<'person'>['display_name'] | null };

const COLUMNS = `a.id, a.entity_kind, a.entity_id, a.seq, a.revision, a.act, a.act_id, a.person_id, p.display_name, a.organ,
  a.section, a.at, a.facts, a.previous_hash, a.hash`;
const TABLES = 'audit_entry a LEFT JOIN person p ON p.id = a.person_id';

/**
 * The tables of what has an audit chain and no workflow; an event's jurisdiction is that of its batch, and an access is
 * of its person.
 */
const OTHER_TABLES = { case: 'integrity_case', person: 'person' } as const satisfies Readonly<
  Record<Exclude<AuditedKind, EntityKind | 'payoutEvent' | 'access'>, keyof Tables>
>;

/** What an entry is about; an access also has an entity that was looked at. */
const ABOUT = `(a.entity_id, CASE WHEN a.entity_kind = 'access' THEN a.facts ->> 'entityId' END)`;

/**
 * Entries of all entities in the caller's jurisdiction ($1), of every kind. Who tried to sign in under an unknown name is
 * of no jurisdiction, and every auditor sees it.
 */
const IN_SIGHT = `(${[...ENTITY_KINDS.map((kind) => ENTITIES[kind].table), ...Object.values(OTHER_TABLES)]
  .map((table) => `EXISTS (SELECT FROM ${table} e WHERE e.id IN ${ABOUT} AND e.jurisdiction LIKE $1)`)
  .join(' OR ')}
  OR a.entity_kind = 'access' AND a.entity_id = '${NOBODY}'
  OR EXISTS (SELECT FROM payout_inbox e LEFT JOIN payout_instruction i ON i.id = e.instruction_id
    LEFT JOIN batch b ON b.id = i.batch_id WHERE e.id = a.entity_id AND (b.id IS NULL OR b.jurisdiction LIKE $1)))`;

/** Entries are read in pages of this size, so that a check of several years fits into memory. */
const VERIFY_PAGE = 5_000;

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

/** Where a page ends. */
type ChainPlace = readonly [entityKind: string, entityId: string, seq: number];

const chainPage = sqlText<AuditRow, [jurisdictions: string, ...ChainPlace, limit: number]>(
  'oversight.chainPage',
  `SELECT ${COLUMNS} FROM ${TABLES} WHERE ${IN_SIGHT} AND (a.entity_kind, a.entity_id, a.seq) > ($2, $3, $4)
   ORDER BY a.entity_kind, a.entity_id, a.seq LIMIT $5`,
);

export function createAuditReads(pool: pg.Pool): AuditReads {
  return {
    async list({ entityIds, entityKind, limit, afterId }, caller) {
      const page = await fetchAll(
        pool,
        auditPage(withinOf(caller.jurisdiction), entityIds, afterId ?? 0, limit + 1, entityKind),
      );
      return page.map(lineOf);
    },

    async verify(caller) {
      const check = newCheck();
      let last: ChainPlace = ['', '', 0];
      for (;;) {
        const page = await fetchAll(pool, chainPage(withinOf(caller.jurisdiction), ...last, VERIFY_PAGE));
        for (const row of page) {
          check.see(row);
        }
        const end = page.at(-1);
        if (end === undefined || page.length < VERIFY_PAGE) {
          return check.outcome();
        }
        last = [end.entity_kind, end.entity_id, end.seq];
      }
    },
  };
}

function newCheck() {
  const breaks: AuditBreak[] = [];
  let entities = 0;
  let entries = 0;
  let before: AuditRow | undefined;
  return {
    see(row: AuditRow): void {
      const follows = before?.entity_kind === row.entity_kind && before.entity_id === row.entity_id;
      const previous = follows ? before : undefined;
      entities += follows ? 0 : 1;
      entries += 1;
      const what = whatIsBroken(row, previous);
      if (what !== null) {
        breaks.push({ entityKind: row.entity_kind, entityId: row.entity_id, seq: row.seq, what });
      }
      before = row;
    },
    outcome: () => ({ entities, entries, breaks: breaks.slice(0, 100) }),
  };
}

function whatIsBroken(row: AuditRow, previous: AuditRow | undefined): AuditBreak['what'] | null {
  if (row.seq !== (previous?.seq ?? 0) + 1) {
    return 'gap';
  }
  if (!row.previous_hash.equals(previous?.hash ?? FIRST_HASH)) {
    return 'chain';
  }
  const person = row.person_id === null ? null : { personId: row.person_id, organ: row.organ, section: row.section };
  const hash = hashOfAudit(row.previous_hash, row.seq, {
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    revision: row.revision,
    act: row.act,
    actId: row.act_id,
    person,
    at: row.at,
    facts: row.facts,
  });
  return hash.equals(row.hash) ? null : 'content';
}

function lineOf(row: AuditRow): AuditLine {
  return {
    id: row.id,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    seq: row.seq,
    revision: row.revision,
    act: row.act,
    actId: row.act_id,
    person: row.person_id === null ? null : { id: row.person_id, displayName: row.display_name ?? '' },
    organ: row.organ,
    section: row.section,
    at: row.at,
    facts: row.facts,
    hash: row.hash.toString('hex'),
  };
}
