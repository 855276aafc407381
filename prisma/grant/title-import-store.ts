import type pg from 'pg';
import type { ImportConfirmed, TitleImport, TitleImports } from '../../api/grant/title-import-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { LIVING_TITLE_STATES } from '../../domain/grant/grant-state.ts';
import { titleKey, type ImportedTitle } from '../../domain/grant/title-import.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction, violates } from '../kernel/connection.ts';
import { idOfCreation, newId, newReadableNo } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, jsonText, query, sqlText } from '../kernel/statements.ts';
import { importFacts } from './import-facts.ts';

const livingTitles = sqlText<Pick<ImportedTitle, 'kind' | 'level' | 'holder' | 'city'>, [within: string]>(
  'grant.livingTitles',
  `SELECT g.kind, g.level, p.name AS holder, g.applicant_jurisdiction AS city
   FROM base_grant g JOIN party p ON p.id = g.applicant_party_id
   WHERE g.title_state IN (${sqlList(LIVING_TITLE_STATES)}) AND g.jurisdiction LIKE $1`,
);

const IMPORT = `SELECT i.id, i.jurisdiction, i.state, i.entered_by AS "makerId", m.display_name AS "enteredBy",
    i.entered_at AS "enteredAt", d.display_name AS "decidedBy", i.decided_by AS "deciderId", i.decided_at AS "decidedAt",
    (SELECT json_agg(json_build_object('kind', r.kind, 'level', r.level, 'name', r.name, 'holder', r.holder, 'city', r.city,
        'designatedOn', r.designated_on, 'amountFen', r.amount_fen, 'paidFen', r.paid_fen,
        'grantId', (SELECT g.id FROM base_grant g JOIN party p ON p.id = g.applicant_party_id WHERE g.import_id = i.id
          AND (g.kind, g.level, p.name, g.applicant_jurisdiction) = (r.kind, r.level, r.holder, r.city))) ORDER BY r.no)
      FROM designation_import_row r WHERE r.import_id = i.id) AS titles
  FROM designation_import i JOIN person m ON m.id = i.entered_by LEFT JOIN person d ON d.id = i.decided_by`;

const oneImport = sqlText<TitleImport, [importId: string, within: string]>(
  'grant.titleImport',
  `${IMPORT} WHERE i.id = $1 AND i.jurisdiction LIKE $2`,
);

const listedImports = sqlText<
  TitleImport,
  [within: string, beforeAt: Date | null, beforeId: string | null, limit: number]
>(
  'grant.titleImports',
  `${IMPORT} WHERE i.jurisdiction LIKE $1 AND ($2::timestamptz IS NULL OR (i.entered_at, i.id) < ($2, $3))
   ORDER BY i.entered_at DESC, i.id DESC LIMIT $4`,
);

export function createTitleImports(pool: pg.Pool): TitleImports {
  return {
    async living(jurisdiction) {
      return new Set((await fetchAll(pool, livingTitles(withinOf(jurisdiction)))).map(titleKey));
    },
    enter: (titles, asked) => inTransaction(pool, (client) => enter(client, titles, asked)),
    async list(jurisdiction, { limit, after }) {
      const [ms, id] = after ?? [null, null];
      return fetchAll(pool, listedImports(withinOf(jurisdiction), ms === null ? null : new Date(ms), id, limit + 1));
    },
    async find(importId, jurisdiction) {
      return (await fetchFirst(pool, oneImport(importId, withinOf(jurisdiction)))) ?? null;
    },
    async confirm(importId, asked) {
      try {
        return await inTransaction(pool, (client) => confirm(client, importId, asked));
      } catch (error) {
        if (violates(error, 'base_grant_one_title')) {
          return { ok: false, code: 'ALREADY_DESIGNATED' };
        }
        throw error;
      }
    },
  };
}

async function enter(
  client: pg.PoolClient,
  titles: readonly ImportedTitle[],
  { caller, at, key }: Parameters<TitleImports['enter']>[1],
): Promise<string> {
  const id = idOfCreation('gim', caller.personId, key);
  const known = query.selectFrom('designation_import').select('id').where('id', '=', id);
  if ((await fetchFirst(client, known)) !== undefined) {
    return id;
  }
  const { jurisdiction, personId } = caller;
  const entered = { id, jurisdiction, state: 'waitsForConfirmation', entered_by: personId, entered_at: at } as const;
  await execute(client, query.insertInto('designation_import').values(entered));
  const rows = titles.map((title, position) => ({
    import_id: id,
    no: position + 1,
    kind: title.kind,
    level: title.level,
    name: title.name,
    holder: title.holder,
    city: title.city,
    designated_on: title.designatedOn,
    amount_fen: title.amountFen,
    paid_fen: title.paidFen,
  }));
  await execute(client, query.insertInto('designation_import_row').values(rows));
  return id;
}

type Confirming = Parameters<TitleImports['confirm']>[1];

/** All titles of the file or none; each asks for its workflow, and bears the keyed word of who confirmed it. */
async function confirm(client: pg.PoolClient, importId: string, asked: Confirming): Promise<ImportConfirmed> {
  const { caller, at, lawOf } = asked;
  const locked = query.selectFrom('designation_import').select(['state', 'entered_by']).where('id', '=', importId);
  const row = await fetchFirst(client, locked.forUpdate());
  if (row === undefined || row.state !== 'waitsForConfirmation') {
    return { ok: false, code: 'ALREADY_CONFIRMED' };
  }
  if (row.entered_by === caller.personId) {
    return { ok: false, code: 'SAME_PERSON_FORBIDDEN' };
  }
  const found = await fetchFirst(client, oneImport(importId, withinOf(caller.jurisdiction)));
  const titles = (found?.titles ?? []).map((title) => ({ title, law: lawOf(title) }));
  const grantIds: string[] = [];
  for (const [position, { title, law }] of titles.entries()) {
    if (law === null) {
      return { ok: false, code: 'ROUTE_NOT_OPEN' };
    }
    grantIds.push(await insertTitle(client, { importId, no: position + 1, title, law }, { caller, at }));
  }
  const confirmed = { state: 'confirmed', decided_by: caller.personId, decided_at: at } as const;
  await execute(client, query.updateTable('designation_import').set(confirmed).where('id', '=', importId));
  return { ok: true, grantIds };
}

const NO_CONTENT = {
  plan: { goals: '', highSkillCapacityTarget: null, publicServiceCapacityTarget: null, backbonesTarget: null },
  budget: { ownFundsFen: 0, items: [] },
  honours: [],
};

async function insertTitle(
  client: pg.PoolClient,
  {
    importId,
    no,
    title,
    law,
  }: {
    readonly importId: string;
    readonly no: number;
    readonly title: ImportedTitle;
    readonly law: NonNullable<ReturnType<Confirming['lawOf']>>;
  },
  { caller, at }: { readonly caller: Caller; readonly at: Date },
): Promise<string> {
  const id = newId(ENTITIES.grant.idPrefix);
  const year = Number(title.designatedOn.slice(0, 4));
  const partyId = (await fetchFirst(client, holderOf(importId, no, newId('pty'))))?.id ?? '';
  const { kind, level, name, designatedOn, amountFen, paidFen } = title;
  await execute(
    client,
    query.insertInto('base_grant').values({
      id,
      grant_no: newReadableNo('GR', caller.jurisdiction, year),
      import_id: importId,
      imported_paid_fen: paidFen,
      jurisdiction: caller.jurisdiction,
      route: law.route,
      year,
      kind,
      level,
      applicant_party_id: partyId,
      applicant_jurisdiction: title.city,
      holder_key: partyId,
      level_key: level,
      name,
      content: jsonText(NO_CONTENT),
      amount_fen: amountFen,
      state: 'active',
      title_state: 'designated',
      designated_on: designatedOn,
      policy_snapshot_id: await pinSnapshot(client, law.snapshot, at),
      state_since: at,
      submitted_at: at,
      start_requested_at: at,
      created_at: at,
    }),
  );
  const facts = importFacts({ importId, kind, level, name, partyId, designatedOn, amountFen, paidFen });
  await auditImport(client, id, { caller, at, facts });
  return id;
}

function auditImport(
  client: pg.PoolClient,
  grantId: string,
  { caller, at, facts }: { readonly caller: Caller; readonly at: Date; readonly facts: ReturnType<typeof importFacts> },
): Promise<void> {
  const { personId, organ, section } = caller;
  const about = { entityKind: 'grant', entityId: grantId, revision: null, act: 'imported', actId: null } as const;
  return appendAudit(client, { ...about, person: { personId, organ, section }, at, facts });
}

/** The body of this name in the city; one that nobody signs in for is put down. */
const holderOf = sqlText<{ readonly id: string }, [importId: string, no: number, newPartyId: string]>(
  'grant.holderOfImport',
  'SELECT holder_of_import($1, $2, $3) AS id',
);
