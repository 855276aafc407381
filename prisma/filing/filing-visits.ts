import type pg from 'pg';
import type { SupervisionVisit } from '../../api/filing/filing-ports.ts';
import { SUPERVISION_KINDS } from '../../domain/codes.ts';
import { fetchAll, query } from '../kernel/statements.ts';

export async function readVisits(pool: pg.Pool, filingId: string): Promise<readonly SupervisionVisit[]> {
  const rows = await fetchAll(
    pool,
    query
      .selectFrom('supervision_entry as v')
      .innerJoin('person as p', 'p.id', 'v.person_id')
      .select(['v.id', 'v.kind', 'v.visited_on', 'v.note', 'v.person_id', 'p.display_name', 'v.at'])
      .where('v.filing_id', '=', filingId)
      .orderBy('v.at')
      .orderBy('v.id'),
  );
  return rows.flatMap((row) => {
    const kind = SUPERVISION_KINDS.find((known) => known === row.kind);
    const by = { id: row.person_id, displayName: row.display_name };
    return kind === undefined ? [] : [{ id: row.id, kind, visitedOn: row.visited_on, note: row.note, by, at: row.at }];
  });
}
