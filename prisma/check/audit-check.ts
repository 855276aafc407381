import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import type { Found } from '../../domain/check/finding-changes.ts';
import { newChainCheck } from '../../domain/oversight/audit-verification.ts';
import type { AuditDigests } from '../../domain/oversight/audit-log.ts';
import { fetchAll, fetchFirst, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';
import { logRowOf } from '../oversight/audit-log-reading.ts';
import { isOneOf } from '../../domain/verdict.ts';

/** Chains that are read at once. */
const AT_ONCE = 200;

type Chain = Row<'audit_entry', 'entity_kind' | 'entity_id'>;

/** The chains that have an entry after $1, and those of $2, as `kind/id`. */
const changedChains = sqlText<Chain, [after: number, also: readonly string[]]>(
  'check.changedChains',
  `SELECT entity_kind, entity_id FROM audit_entry WHERE id > $1
   UNION SELECT e.entity_kind, e.entity_id FROM unnest($2::text[]) AS also (subject)
     JOIN audit_entry e ON e.entity_kind = split_part(also.subject, '/', 1)
       AND e.entity_id = substr(also.subject, strpos(also.subject, '/') + 1)
   ORDER BY 1, 2`,
);

const entriesOf = sqlText<Row<'audit_entry'>, [kinds: readonly string[], ids: readonly string[]]>(
  'check.entriesOfChains',
  `SELECT e.* FROM unnest($1::text[], $2::text[]) AS chain (kind, id)
     JOIN audit_entry e ON e.entity_kind = chain.kind AND e.entity_id = chain.id
   ORDER BY e.entity_kind, e.entity_id, e.seq`,
);

/** The last record of each entity that began has its entry: who cuts off the end of a chain leaves the revision behind. */
const cutChains = sqlText<{ readonly entity: EntityKind; readonly id: string; readonly revision: number }, []>(
  'check.cutChains',
  ENTITY_KINDS.map(
    (kind) => `SELECT '${kind}'::text AS entity, e.id, e.revision FROM ${ENTITIES[kind].table} e
     WHERE e.course IS NOT NULL AND e.revision > 0 AND NOT EXISTS (SELECT FROM audit_entry a
       WHERE a.entity_kind = '${kind}' AND a.entity_id = e.id AND a.revision = e.revision)`,
  ).join('\n   UNION ALL '),
);

const jurisdictionsOf = sqlText<
  { readonly entity: EntityKind; readonly id: string; readonly jurisdiction: string },
  [ids: readonly string[]]
>(
  'check.jurisdictionsOfChains',
  ENTITY_KINDS.map(
    (kind) =>
      `SELECT '${kind}'::text AS entity, id, jurisdiction FROM ${ENTITIES[kind].table} WHERE id = ANY ($1::text[])`,
  ).join('\n   UNION ALL '),
);

const lastEntry = sqlText<{ readonly id: number }, []>(
  'check.lastEntry',
  'SELECT coalesce(max(id), 0)::bigint AS id FROM audit_entry',
);

/**
 * A2: verifies the chains that have an entry after `after`, and those in which the last run found something, from their first
 * entry on. The places in the sequence and the roots of the days are verified by `npm run audit:verify` and by the auditor.
 */
export async function checkAudit(
  connection: Connection,
  digests: AuditDigests,
  { after, also }: { readonly after: number; readonly also: readonly string[] },
): Promise<{ readonly examined: number; readonly auditTo: number; readonly found: readonly Found[] }> {
  const before = await fetchFirst(connection, query.selectFrom('audit_before_keys').select('last_entry_id'));
  const auditTo = (await fetchFirst(connection, lastEntry()))?.id ?? 0;
  const chains = await fetchAll(connection, changedChains(after, also));
  const check = newChainCheck(digests, before?.last_entry_id ?? 0);
  let examined = 0;
  for (let from = 0; from < chains.length; from += AT_ONCE) {
    const some = chains.slice(from, from + AT_ONCE);
    const entries = await fetchAll(
      connection,
      entriesOf(
        some.map(({ entity_kind: kind }) => kind),
        some.map(({ entity_id: id }) => id),
      ),
    );
    entries.forEach((entry) => check.see(logRowOf(entry)));
    examined += entries.length;
  }
  const cut = (await fetchAll(connection, cutChains())).map(({ entity, id, revision }) => ({
    what: 'tailCut' as const,
    entityKind: entity,
    entityId: id,
    seq: revision,
  }));
  const faults = firstOfEach([...check.findings, ...cut]);
  const places = await fetchAll(connection, jurisdictionsOf(faults.map(({ entityId }) => entityId ?? '')));
  const found = faults.map(({ what, entityKind, entityId, seq }): Found => {
    const isEntity = entityKind !== null && isOneOf(ENTITY_KINDS, entityKind);
    return {
      kind: 'auditChain',
      subject: `${entityKind ?? ''}/${entityId ?? ''}`,
      entityKind: isEntity ? entityKind : null,
      entityId: isEntity ? entityId : null,
      claimId: entityKind === 'claim' ? entityId : null,
      jurisdiction: places.find(({ entity, id }) => entity === entityKind && id === entityId)?.jurisdiction ?? null,
      since: null,
      evidence: [
        { fact: 'what', value: what },
        { fact: 'chain', value: `${entityKind ?? ''} ${entityId ?? ''}` },
        { fact: 'seq', value: String(seq ?? '') },
      ],
    };
  });
  return { examined, auditTo, found };
}

/** One finding per chain: what follows a break is mostly its consequence. */
function firstOfEach<Fault extends { readonly entityKind: string | null; readonly entityId: string | null }>(
  faults: readonly Fault[],
): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ entityKind, entityId }) => {
    const chain = `${entityKind ?? ''}/${entityId ?? ''}`;
    const isFirst = !seen.has(chain);
    seen.add(chain);
    return isFirst;
  });
}
