import { sqlList } from '../kernel/sql-list.ts';
import { ACCEPTED_FILING_STATES } from '../../domain/filing/filing-course.ts';
import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import type { OccupiedSpan } from '../../domain/line/apprenticeship.ts';

/**
 * C05: the accepted apprenticeships of these people with any trainer, claimed or not, except the claim's own class.
 * Only apprenticeships have training years.
 */
export async function readApprenticeships(
  client: Pick<pg.PoolClient, 'query'>,
  claimId: string,
  traineeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OccupiedSpan[]>> {
  const found = await client.query<{ trainee_id: string; occupation: string; opens_on: IsoDate; ends_on: IsoDate }>(
    `SELECT r.trainee_id, f.occupation_code AS occupation, f.opens_on, f.ends_on
     FROM roster_entry r JOIN filing f ON f.id = r.filing_id
     WHERE r.trainee_id = ANY ($1) AND r.removed_at IS NULL AND f.training_years IS NOT NULL
       AND f.state IN (${sqlList(ACCEPTED_FILING_STATES)})
       AND NOT EXISTS (SELECT FROM claim c WHERE c.id = $2 AND c.filing_id = f.id)
     ORDER BY r.trainee_id, f.opens_on, f.id`,
    [traineeIds, claimId],
  );
  const byTrainee = new Map<string, OccupiedSpan[]>();
  for (const { trainee_id: traineeId, occupation, opens_on: startsOn, ends_on: endsOn } of found.rows) {
    byTrainee.set(traineeId, [...(byTrainee.get(traineeId) ?? []), { occupation, startsOn, endsOn }]);
  }
  return byTrainee;
}
