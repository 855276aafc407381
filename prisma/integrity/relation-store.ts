import type pg from 'pg';
import type { CaseBy, RelationStore } from '../../api/integrity/case-ports.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { anyOf, execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';

const declareParties = sqlText<
  Row<'declared_relation', 'party_id'>,
  [personId: string, partyIds: readonly string[], at: Date]
>(
  'integrity.declareParties',
  `INSERT INTO declared_relation (person_id, party_id, declared_at) SELECT $1, id, $3 FROM unnest($2::text[]) AS id
   ON CONFLICT DO NOTHING RETURNING party_id`,
);

export function createRelationStore(pool: pg.Pool): RelationStore {
  return {
    async list(personId) {
      const relations = await fetchAll(
        pool,
        query
          .selectFrom('declared_relation as relation')
          .innerJoin('party', 'party.id', 'relation.party_id')
          .select(['party.id', 'party.name', 'relation.declared_at'])
          .where('relation.person_id', '=', personId)
          .orderBy('relation.declared_at')
          .orderBy('party.id'),
      );
      return relations.map(({ id, name, declared_at: declaredAt }) => ({ party: { id, name }, declaredAt }));
    },

    declare: (partyIds, by) => inTransaction(pool, (client) => declare(client, partyIds, by)),
  };
}

/**
 * Locks the person's row, so that two declarations at the same time are applied one after the other. Withdrawn
 * relations stay in the audit.
 */
async function declare(
  client: pg.PoolClient,
  partyIds: readonly string[],
  { caller, at }: CaseBy,
): Promise<readonly number[]> {
  const { personId, organ, section } = caller;
  await execute(client, query.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate());
  const known = await fetchAll(client, query.selectFrom('party').select('id').where('id', '=', anyOf(partyIds)));
  const ids = new Set(known.map(({ id }) => id));
  const unknown = partyIds.flatMap((id, position) => (ids.has(id) ? [] : [position]));
  if (unknown.length > 0) {
    return unknown;
  }
  const ended = await fetchAll(
    client,
    query
      .deleteFrom('declared_relation')
      .where('person_id', '=', personId)
      .where((of) => of.not(of('party_id', '=', anyOf(partyIds))))
      .returning('party_id'),
  );
  const begun = await fetchAll(client, declareParties(personId, partyIds, at));
  if (ended.length + begun.length > 0) {
    await appendAudit(client, {
      entityKind: 'person',
      entityId: personId,
      revision: null,
      act: 'relationsDeclared',
      actId: null,
      person: { personId, organ, section },
      at,
      facts: { begun: begun.map((row) => row.party_id), ended: ended.map((row) => row.party_id) },
    });
  }
  return [];
}
