import type { WaitingClaim } from '../../api/oversight/diagnosis-ports.ts';
import { diagnose } from '../../domain/oversight/diagnose.ts';
import { stuckCause, stuckCodes, type StuckCause } from '../../domain/oversight/stuck.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { execute, fetchAll, jsonText, query, sqlText, type Connection } from '../kernel/statements.ts';
import { readWaiting } from '../oversight/diagnosis-facts.ts';

/** Every office that has claims, each by one look into the index. */
const offices = sqlText<{ readonly jurisdiction: string }, []>(
  'check.officesWithClaims',
  `WITH RECURSIVE place AS ((SELECT jurisdiction FROM claim ORDER BY jurisdiction LIMIT 1)
     UNION ALL SELECT (SELECT min(c.jurisdiction) FROM claim c WHERE c.jurisdiction > place.jurisdiction) FROM place
       WHERE place.jurisdiction IS NOT NULL)
   SELECT jurisdiction FROM place WHERE jurisdiction IS NOT NULL`,
);

/** Counts the stuck claims of every office by the cause that the diagnosis says, for the metrics. */
export async function storeStuckClaims(connection: Connection, library: PolicyLibrary, at: Date): Promise<void> {
  const counts: Partial<Record<StuckCause, number>> = {};
  for (const { jurisdiction } of await fetchAll(connection, offices())) {
    const asked = { sight: [null, jurisdiction, null, null], jurisdiction, which: 'stuck' } as const;
    for await (const claims of readWaiting(connection, library, asked, at)) {
      for (const cause of claims.flatMap(causeOf)) {
        counts[cause] = (counts[cause] ?? 0) + 1;
      }
    }
  }
  await execute(
    connection,
    query
      .updateTable('integrity_turn')
      .set({ stuck_claims: jsonText(counts) })
      .where('id', '=', 1),
  );
}

/** As the stuck list says it; none where it has no reason to show the claim. */
function causeOf({ facts }: WaitingClaim): readonly StuckCause[] {
  const found = diagnose(facts);
  return stuckCodes(found, facts).length === 0 ? [] : [stuckCause(found, facts)];
}
