import type pg from 'pg';
import type { SupervisionVisit } from '../../api/filing/filing-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { SUPERVISION_KINDS } from '../../domain/codes.ts';

export async function readVisits(pool: pg.Pool, filingId: string): Promise<readonly SupervisionVisit[]> {
  const found = await pool.query<{
    id: string;
    kind: string;
    visited_on: IsoDate;
    note: string;
    person_id: string;
    display_name: string;
    at: Date;
  }>(
    `SELECT v.id, v.kind, v.visited_on, v.note, v.person_id, p.display_name, v.at
     FROM supervision_entry v JOIN person p ON p.id = v.person_id WHERE v.filing_id = $1 ORDER BY v.at, v.id`,
    [filingId],
  );
  return found.rows.flatMap((row) => {
    const kind = SUPERVISION_KINDS.find((known) => known === row.kind);
    const by = { id: row.person_id, displayName: row.display_name };
    return kind === undefined ? [] : [{ id: row.id, kind, visitedOn: row.visited_on, note: row.note, by, at: row.at }];
  });
}
