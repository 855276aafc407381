import type pg from 'pg';
import type { CaseBy, DeclaredRelation, RelationStore } from '../../api/integrity/case-ports.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';

export function createRelationStore(pool: pg.Pool): RelationStore {
  return {
    async list(personId) {
      const found = await pool.query<DeclaredRelation>(
        `SELECT json_build_object('id', a.id, 'name', a.name) AS party, r.declared_at AS "declaredAt"
         FROM declared_relation r JOIN party a ON a.id = r.party_id WHERE r.person_id = $1 ORDER BY r.declared_at, a.id`,
        [personId],
      );
      return found.rows;
    },

    declare: (partyIds, by) => inTransaction(pool, (client) => declare(client, partyIds, by)),
  };
}

/** The person's row is held, so that of two declarations at once one stands whole. What was taken back stays in the audit. */
async function declare(
  client: pg.PoolClient,
  partyIds: readonly string[],
  { caller, at }: CaseBy,
): Promise<readonly number[]> {
  const { personId, organ, section } = caller;
  await client.query('SELECT FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId]);
  const known = await client.query<{ id: string }>('SELECT id FROM party WHERE id = ANY ($1)', [partyIds]);
  const ids = new Set(known.rows.map(({ id }) => id));
  const unknown = partyIds.flatMap((id, position) => (ids.has(id) ? [] : [position]));
  if (unknown.length > 0) {
    return unknown;
  }
  const ended = await client.query<{ party_id: string }>(
    'DELETE FROM declared_relation WHERE person_id = $1 AND party_id <> ALL ($2) RETURNING party_id',
    [personId, partyIds],
  );
  const begun = await client.query<{ party_id: string }>(
    `INSERT INTO declared_relation (person_id, party_id, declared_at) SELECT $1, id, $3 FROM unnest($2::text[]) AS id
     ON CONFLICT DO NOTHING RETURNING party_id`,
    [personId, partyIds, at],
  );
  if (ended.rows.length + begun.rows.length > 0) {
    await appendAudit(client, {
      entityKind: 'person',
      entityId: personId,
      revision: null,
      act: 'relationsDeclared',
      actId: null,
      person: { personId, organ, section },
      at,
      facts: { begun: begun.rows.map((row) => row.party_id), ended: ended.rows.map((row) => row.party_id) },
    });
  }
  return [];
}
