import type pg from 'pg';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import type { NamedCourse } from '../../domain/line/line-subject.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

/** A stored row of a claim's own file, still sealed. */
export interface SealedEntry {
  readonly id: string;
  readonly position: number;
  readonly traineeId: string | null;
  readonly idNumberSealed: Buffer | null;
  readonly idNumberIndex: Buffer | null;
  readonly nameSealed: Buffer | null;
  readonly phoneSealed: Buffer | null;
  readonly phoneIndex: Buffer | null;
  readonly accountSealed: Buffer | null;
  readonly accountIndex: Buffer | null;
  readonly facts: EntryFacts;
  /** R-028; null if the row names no occupation. */
  readonly isListed: boolean | null;
}

export async function readSealedEntries(client: Queryable, claimId: string): Promise<readonly SealedEntry[]> {
  const found = await client.query<SealedEntry>(
    `SELECT e.id, e.position, e.trainee_id AS "traineeId", t.id_number_sealed AS "idNumberSealed",
       t.id_number_index AS "idNumberIndex", e.name_sealed AS "nameSealed", e.phone_sealed AS "phoneSealed",
       e.phone_index AS "phoneIndex", e.account_sealed AS "accountSealed", e.account_index AS "accountIndex", e.facts,
       e.is_listed AS "isListed"
     FROM claim_entry e LEFT JOIN trainee t ON t.id = e.trainee_id WHERE e.claim_id = $1 ORDER BY e.position`,
    [claimId],
  );
  return found.rows;
}

/** The classes that entries name, by the class number in the entry. */
export async function readNamedCourses(
  client: Queryable,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, NamedCourse>> {
  const found = await client.query<NamedCourse & { readonly filingNo: string }>(
    `SELECT filing_no AS "filingNo", id AS "filingId", class_hours AS "classHours",
       occupation_code AS occupation, skill_level AS "skillLevel"
     FROM filing WHERE filing_no = ANY ($1)`,
    [numbers],
  );
  return new Map(found.rows.map(({ filingNo, ...course }) => [filingNo, course]));
}
