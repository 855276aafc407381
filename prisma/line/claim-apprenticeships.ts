import type { OccupiedSpan } from '../../domain/line/apprenticeship.ts';
import { ACCEPTED_FILING_STATES } from '../../domain/filing/filing-course.ts';
import { anyOf, constants, fetchAll, query, type Connection } from '../kernel/statements.ts';

/**
 * C05: the accepted apprenticeships of these people with any trainer, claimed or not, except the claim's own class.
 * Only apprenticeships have training years.
 */
export async function readApprenticeships(
  connection: Connection,
  claimId: string,
  traineeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OccupiedSpan[]>> {
  const rows = await fetchAll(
    connection,
    query
      .selectFrom('roster_entry as r')
      .innerJoin('filing as f', 'f.id', 'r.filing_id')
      .select(['r.trainee_id', 'f.occupation_code as occupation', 'f.opens_on', 'f.ends_on'])
      .where('r.trainee_id', '=', anyOf(traineeIds))
      .where('r.removed_at', 'is', null)
      .where('f.training_years', 'is not', null)
      .where('f.state', 'in', constants(ACCEPTED_FILING_STATES))
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('claim as c')
              .select('c.id')
              .where('c.id', '=', claimId)
              .whereRef('c.filing_id', '=', 'f.id'),
          ),
        ),
      )
      .orderBy('r.trainee_id')
      .orderBy('f.opens_on')
      .orderBy('f.id'),
  );
  const byTrainee = new Map<string, OccupiedSpan[]>();
  for (const { trainee_id: traineeId, occupation, opens_on: startsOn, ends_on: endsOn } of rows) {
    byTrainee.set(traineeId, [...(byTrainee.get(traineeId) ?? []), { occupation, startsOn, endsOn }]);
  }
  return byTrainee;
}
