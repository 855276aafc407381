import type { RegisterQuestion } from '../../activities/register-ports.ts';
import { addDays, dayAt, startOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { registerAnswerDays } from '../../domain/policy/office-parameters.ts';
import { fetchAll, fetchFirst, query, sqlText, type Connection } from '../kernel/statements.ts';

/** For how many days a register's answer counts in a jurisdiction. */
export type AnswerDaysOf = (jurisdiction: string, on: IsoDate) => number;

export function answerDaysOf(library: PolicyLibrary): AnswerDaysOf {
  return (jurisdiction, on) => registerAnswerDays(library, jurisdiction, on);
}

/** The earliest instant whose answers still count at `at`: the beginning of a day. */
export function freshSince(answerDays: AnswerDaysOf, jurisdiction: string, at: Date): Date {
  const today = dayAt(at.getTime());
  return new Date(startOfDayMs(addDays(today, -answerDays(jurisdiction, today))));
}

const peopleOfClaim = sqlText<{ readonly person: Buffer }, [string]>(
  'line.peopleOfClaim',
  `SELECT t.id_number_index AS person FROM trainee t WHERE t.id IN (
     SELECT l.trainee_id FROM claim_line l WHERE l.claim_id = $1
     UNION SELECT e.trainee_id FROM claim_entry e WHERE e.claim_id = $1
     UNION SELECT r.trainee_id FROM claim c JOIN roster_entry r ON r.filing_id = c.filing_id
       WHERE c.id = $1 AND r.removed_at IS NULL)`,
);

function peopleOfFiling(filingId: string, partyId: string) {
  return query
    .selectFrom('roster_entry')
    .innerJoin('trainee', 'trainee.id', 'roster_entry.trainee_id')
    .innerJoin('filing', 'filing.id', 'roster_entry.filing_id')
    .select('trainee.id_number_index as person')
    .where('roster_entry.filing_id', '=', filingId)
    .where('filing.applicant_party_id', '=', partyId)
    .where('roster_entry.removed_at', 'is', null);
}

const jurisdictionOf = sqlText<{ readonly jurisdiction: string }, [string]>(
  'line.jurisdictionOfClaimOrFiling',
  'SELECT jurisdiction FROM claim WHERE id = $1 UNION ALL SELECT jurisdiction FROM filing WHERE id = $1',
);

/**
 * The register questions that must be answered before a claim is counted at an instant, about all people in its lines,
 * entries and roster.
 */
export async function questionOfClaim(
  connection: Connection,
  answerDays: AnswerDaysOf,
  claimId: string,
  at: Date,
): Promise<RegisterQuestion> {
  const found = await fetchAll(connection, peopleOfClaim(claimId));
  return { people: found.map(({ person }) => person), ...(await scopeOf(connection, answerDays, claimId, at)) };
}

/** Like `questionOfClaim`, about the people on a class's roster; about nobody if the class is of another party. */
export async function questionOfFiling(
  connection: Connection,
  answerDays: AnswerDaysOf,
  { filingId, partyId }: { readonly filingId: string; readonly partyId: string },
  at: Date,
): Promise<RegisterQuestion> {
  const found = await fetchAll(connection, peopleOfFiling(filingId, partyId));
  return { people: found.map(({ person }) => person), ...(await scopeOf(connection, answerDays, filingId, at)) };
}

async function scopeOf(
  connection: Connection,
  answerDays: AnswerDaysOf,
  id: string,
  at: Date,
): Promise<Omit<RegisterQuestion, 'people'>> {
  const found = await fetchFirst(connection, jurisdictionOf(id));
  return found === undefined
    ? { freshSince: at, jurisdiction: '' }
    : { freshSince: freshSince(answerDays, found.jurisdiction, at), jurisdiction: found.jurisdiction };
}
