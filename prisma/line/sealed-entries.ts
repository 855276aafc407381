import { peopleTrainedBy, type FiledTraining } from '../../domain/line/training-proof.ts';
import type { NamedCourse } from '../../domain/line/line-subject.ts';
import { fetchAll, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';

type Entry = Row<'claim_entry'>;
type OfTrainee<Column extends keyof Row<'trainee'>> = Row<'trainee'>[Column] | null;

/** A stored row of a claim's own file, still sealed. */
export interface SealedEntry {
  readonly id: Entry['id'];
  readonly position: Entry['position'];
  readonly traineeId: Entry['trainee_id'];
  readonly idNumberSealed: OfTrainee<'id_number_sealed'>;
  readonly idNumberIndex: OfTrainee<'id_number_index'>;
  readonly nameSealed: Entry['name_sealed'];
  readonly phoneSealed: Entry['phone_sealed'];
  readonly phoneIndex: Entry['phone_index'];
  readonly accountSealed: Entry['account_sealed'];
  readonly accountIndex: Entry['account_index'];
  readonly facts: Entry['facts'];
  /** R-028; null if the row names no occupation. */
  readonly isListed: Entry['is_listed'];
  /** A paper shows the training of the row's person (C06). */
  readonly hasTrainingProof: boolean;
}

export function readSealedEntries(connection: Connection, claimId: string): Promise<readonly SealedEntry[]> {
  return fetchAll(
    connection,
    query
      .selectFrom('claim_entry as e')
      .leftJoin('trainee as t', 't.id', 'e.trainee_id')
      .select(['e.id', 'e.position', 'e.trainee_id as traineeId', 'e.facts', 'e.is_listed as isListed'])
      .select(['t.id_number_sealed as idNumberSealed', 't.id_number_index as idNumberIndex'])
      .select(['e.name_sealed as nameSealed', 'e.phone_sealed as phoneSealed', 'e.phone_index as phoneIndex'])
      .select(['e.account_sealed as accountSealed', 'e.account_index as accountIndex'])
      .select((is) =>
        is
          .exists(
            is
              .selectFrom('claim_line as l')
              .innerJoin('claim_line_document as d', 'd.line_id', 'l.id')
              .select('d.kind')
              .whereRef('l.claim_id', '=', 'e.claim_id')
              .whereRef('l.entry_id', '=', 'e.id')
              .where('d.kind', '=', 'TRAINING_PROOF'),
          )
          .$castTo<boolean>()
          .as('hasTrainingProof'),
      )
      .where('e.claim_id', '=', claimId)
      .orderBy('e.position'),
  );
}

type NamedCourseRow = Omit<NamedCourse, 'trained'> & FiledTraining & { readonly filingNo: Row<'filing'>['filing_no'] };

/** The classes that entries name, by the class number in the entry, with those of the entries' trainees on their roster. */
export async function readNamedCourses(
  connection: Connection,
  numbers: readonly string[],
  traineeIds: readonly string[],
): Promise<ReadonlyMap<string, NamedCourse>> {
  const rows = await fetchAll(connection, namedCourses(numbers, traineeIds));
  return new Map(
    rows.map(({ filingNo, filingId, classHours, occupation, skillLevel, ...filed }) => [
      filingNo,
      { filingId, classHours, occupation, skillLevel, trained: peopleTrainedBy(filed) },
    ]),
  );
}

const namedCourses = sqlText<NamedCourseRow, [numbers: readonly string[], traineeIds: readonly string[]]>(
  'line.namedCourses',
  `SELECT f.filing_no AS "filingNo", f.id AS "filingId", f.class_hours AS "classHours", f.occupation_code AS occupation,
     f.skill_level AS "skillLevel", f.state, p.kind AS institution, f.directory_snapshot AS directory,
     ARRAY(SELECT r.trainee_id FROM roster_entry r
       WHERE r.filing_id = f.id AND r.removed_at IS NULL AND r.trainee_id = ANY ($2)) AS "onRoster"
   FROM filing f JOIN party p ON p.id = f.applicant_party_id WHERE f.filing_no = ANY ($1)`,
);
