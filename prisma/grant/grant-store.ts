import { putAct, putFacts } from '../../domain/filing/put-paper.ts';
import type pg from 'pg';
import type { GrantDraft, GrantQuery, GrantRecord, GrantStore, ScoreRow } from '../../api/grant/grant-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { WRITTEN_GRANT_STATES } from '../../domain/grant/grant-state.ts';
import { recordAccess } from '../kernel/access-record.ts';
import { isActKept } from '../kernel/act-store.ts';
import { inTransaction } from '../kernel/connection.ts';
import { readVersions } from '../kernel/document-versions.ts';
import { putDocument, readDocument } from '../kernel/file-store.ts';
import { idOfCreation, newReadableNo } from '../kernel/id-maker.ts';
import { sealPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, fetchFirst, jsonText, query, sqlText } from '../kernel/statements.ts';
import { grantOf, GRANT_SELECT, type GrantRow } from './grant-rows.ts';
import { grantSightOf, VISIBLE_GRANT, type GrantSight } from './grant-sight.ts';
import { audit } from './grant-audit.ts';
import { submitGrant, withdrawDraft } from './grant-submission.ts';

const visibleGrant = sqlText<GrantRow, [...GrantSight, grantId: string]>(
  'grant.visible',
  `${GRANT_SELECT} WHERE ${VISIBLE_GRANT} AND g.id = $4`,
);

const listedGrants = sqlText<
  GrantRow,
  [
    ...GrantSight,
    callId: string | null,
    state: string | null,
    kind: string | null,
    level: string | null,
    city: string | null,
    year: number | null,
    text: string | null,
    afterAt: Date | null,
    afterId: string | null,
    limit: number,
  ]
>(
  'grant.list',
  `${GRANT_SELECT} WHERE ${VISIBLE_GRANT} AND ($4::text IS NULL OR g.call_id = $4) AND ($5::text IS NULL OR g.state = $5)
     AND ($6::text IS NULL OR g.kind = $6) AND ($7::text IS NULL OR g.level = $7)
     AND ($8::text IS NULL OR g.applicant_jurisdiction = $8) AND ($9::int IS NULL OR g.year = $9)
     AND ($10::text IS NULL OR strpos(g.name, $10) > 0 OR strpos(a.name, $10) > 0 OR g.grant_no = $10)
     AND ($11::timestamptz IS NULL OR (g.created_at, g.id) < ($11, $12))
   ORDER BY g.created_at DESC, g.id DESC LIMIT $13`,
);

const scoresOf = sqlText<ScoreRow, [grantId: string]>(
  'grant.scores',
  `SELECT s.person_id AS "personId", p.display_name AS "displayName", s.state, s.points, s.total, s.reason, s.at
   FROM grant_score s JOIN person p ON p.id = s.person_id WHERE s.grant_id = $1 ORDER BY s.person_id`,
);

function createGrantPapers(
  pool: pg.Pool,
  sealer: Sealer,
): Pick<GrantStore, 'putDocument' | 'paperVersions' | 'readPaper'> {
  return {
    putDocument: (grantId, { kind, document, caller, at }) =>
      inTransaction(pool, async (client) => {
        const own = query.selectFrom('base_grant').select('id').where('id', '=', grantId);
        const written = own.where('state', '=', anyOf(WRITTEN_GRANT_STATES)).forUpdate();
        if ((await fetchFirst(client, written)) === undefined) {
          return null;
        }
        const paper = await putDocument(
          client,
          sealer,
          { of: 'grant', id: grantId },
          { kind, personId: caller.personId, at, document },
        );
        await audit(client, grantId, {
          act: putAct(paper),
          caller,
          at,
          facts: putFacts(paper),
        });
        return paper;
      }),

    paperVersions: (grantId, kind) => readVersions(pool, sealer, [{ of: 'grant', id: grantId }], kind),

    readPaper: (grantId, { kind, caller, at, purpose }) =>
      inTransaction(pool, async (client) => {
        const document = await readDocument(client, sealer, { of: 'grant', id: grantId }, kind);
        if (document !== null) {
          const facts = { document: kind, fileId: document.fileId, purpose };
          await recordAccess(client, { act: 'read', caller, at, entityId: grantId, facts });
        }
        return document;
      }),
  };
}

export function createGrantStore(pool: pg.Pool, sealer: Sealer): GrantStore {
  return {
    async applicant({ partyId }) {
      const party = query.selectFrom('party').select('kind').where('id', '=', partyId);
      return (await fetchFirst(pool, party)) ?? null;
    },
    create: (draft, asked) => inTransaction(pool, (client) => insertGrant(client, sealer, draft, asked)),
    change: (grantId, draft, asked) =>
      inTransaction(pool, (client) => changeGrant(client, sealer, { grantId, draft, ...asked })),

    ...createGrantPapers(pool, sealer),

    submit: (grantId, asked) => submitGrant(pool, grantId, asked),
    withdrawDraft: (grantId, asked) => inTransaction(pool, (client) => withdrawDraft(client, grantId, asked)),

    async hasBegun(grantId) {
      const begun = query.selectFrom('base_grant').select('id').where('id', '=', grantId);
      return (await fetchFirst(pool, begun.where('started_at', 'is not', null))) !== undefined;
    },

    async find(grantId, caller) {
      const row = await fetchFirst(pool, visibleGrant(...grantSightOf(caller, 'readGrant'), grantId));
      return row === undefined ? null : grantOf(row, sealer);
    },

    list: (asked, caller) => listGrants(pool, sealer, asked, caller),
    scores: (grantId) => fetchAll(pool, scoresOf(grantId)),
    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

async function listGrants(
  pool: pg.Pool,
  sealer: Sealer,
  asked: GrantQuery,
  caller: Caller,
): Promise<readonly GrantRecord[]> {
  const { callId, state, kind, level, city, year, q, limit, after } = asked;
  const [ms, id] = after ?? [null, null];
  const rows = await fetchAll(
    pool,
    listedGrants(
      ...grantSightOf(caller, 'listGrants'),
      callId ?? null,
      state ?? null,
      kind ?? null,
      level ?? null,
      city ?? null,
      year ?? null,
      q ?? null,
      ms === null ? null : new Date(ms),
      id,
      limit + 1,
    ),
  );
  return rows.map((row) => grantOf(row, sealer));
}

type Asked = Parameters<GrantStore['create']>[1];

async function insertGrant(
  client: pg.PoolClient,
  sealer: Sealer,
  { call, ...draft }: Parameters<GrantStore['create']>[0],
  { caller, at, key }: Asked,
): Promise<string> {
  const id = idOfCreation(ENTITIES.grant.idPrefix, caller.personId, key);
  const known = await fetchFirst(client, query.selectFrom('base_grant').select('id').where('id', '=', id));
  if (known !== undefined) {
    return id;
  }
  await execute(
    client,
    query.insertInto('base_grant').values({
      id,
      grant_no: newReadableNo('GR', call.jurisdiction, call.year),
      call_id: call.id,
      jurisdiction: call.jurisdiction,
      route: call.route,
      year: call.year,
      kind: call.kind,
      level: call.level,
      applicant_party_id: caller.partyId ?? '',
      applicant_person_id: caller.personId,
      applicant_jurisdiction: caller.jurisdiction,
      ...draftColumns(sealer, id, draft, { caller, call }),
      amount_fen: call.amountFen,
      state: 'draft',
      state_since: at,
      created_at: at,
    }),
  );
  await audit(client, id, { act: 'drafted', caller, at, facts: { callId: call.id, amountFen: call.amountFen } });
  return id;
}

/** Whose title it is: the applicant's, or the leader's by the blind index of the number. */
function draftColumns(
  sealer: Sealer,
  id: string,
  { name, address, content, leader, payee }: GrantDraft,
  { caller, call }: { readonly caller: Caller; readonly call: { readonly snapshot: GrantRecord['snapshot'] } },
) {
  const isLeaders = call.snapshot.routeDefinition.designation?.holder === 'leader';
  const leaderKey = leader === null ? null : `leader:${sealer.index(leader.idNumber.toUpperCase()).toString('hex')}`;
  const leaderText = leader === null ? null : JSON.stringify([leader.name, leader.idNumber]);
  return {
    name,
    address,
    content: jsonText(content),
    holder_key: isLeaders ? leaderKey : caller.partyId,
    leader_sealed: leaderText === null ? null : sealer.seal(leaderText, placeOf('base_grant.leader_sealed', id)),
    payee_sealed: sealPayee(sealer, payee, placeOf('base_grant.payee_sealed', id)),
  };
}

async function changeGrant(
  client: pg.PoolClient,
  sealer: Sealer,
  asked: {
    readonly grantId: string;
    readonly draft: GrantDraft;
    readonly caller: Caller;
    readonly at: Date;
    readonly revision: number;
  },
): Promise<'changed' | 'stale' | 'otherHolder'> {
  const { grantId, draft, caller, at, revision } = asked;
  const own = query
    .selectFrom('base_grant')
    .innerJoin('grant_call', 'grant_call.id', 'base_grant.call_id')
    .innerJoin('policy_snapshot', 'policy_snapshot.id', 'grant_call.policy_snapshot_id')
    .select(['base_grant.state', 'base_grant.revision', 'base_grant.holder_key', 'policy_snapshot.content'])
    .where('base_grant.id', '=', grantId)
    .where('base_grant.state', '=', anyOf(WRITTEN_GRANT_STATES))
    .forUpdate('base_grant');
  const row = await fetchFirst(client, own);
  if (row === undefined || row.revision !== revision) {
    return 'stale';
  }
  const columns = draftColumns(sealer, grantId, draft, {
    caller,
    call: { snapshot: row.content },
  });
  // What was submitted keeps its holder, and its workflow counts its revisions.
  const isDraft = row.state === 'draft';
  if (!isDraft && columns.holder_key !== row.holder_key) {
    return 'otherHolder';
  }
  const first = isDraft ? { revision: revision + 1 } : {};
  await execute(
    client,
    query
      .updateTable('base_grant')
      .set({ ...columns, ...first })
      .where('id', '=', grantId),
  );
  await audit(client, grantId, { act: 'edit', caller, at, facts: {} });
  return 'changed';
}
