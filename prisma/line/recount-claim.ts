import type pg from 'pg';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import { countLines } from '../../domain/line/count-lines.ts';
import type { StoredLine } from '../../domain/line/counted-line.ts';
import type { ClaimSubjects } from '../../domain/line/line-subject.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { newId } from '../kernel/id-maker.ts';
import { anyOf, execute, fetchAll, fetchFirst, query } from '../kernel/statements.ts';
import { readApprenticeships } from './claim-apprenticeships.ts';
import { writeLines } from './claim-lines-writing.ts';
import { readSharedByOthers } from './claim-plausibility.ts';
import { readSubjects } from './claim-subjects.ts';
import { writeTotals } from './claim-totals.ts';
import type { Counted, CountingContext } from './counting-context.ts';
import { readHeld } from './entitlement-keys.ts';
import { freeKeys } from './key-freeing.ts';
import { judgeEvidence } from './evidence-judging.ts';
import { readAnswers } from './register-answers.ts';
import { freshSince } from './register-questions.ts';

/**
 * Judges and prices every line of a claim again under its pinned law, from its class, the registers and the keys that
 * its people have taken in other claims. A claim whose +50 % is being checked judges its evidence instead, because its
 * base is paid. Repeating is safe.
 * @throws RangeError for a claim without class or snapshot
 */
export async function recountClaim(
  client: pg.PoolClient,
  context: CountingContext,
  claimId: string,
  at: Date,
): Promise<Counted> {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('claim as c')
      .leftJoin('policy_snapshot as s', 's.id', 'c.policy_snapshot_id')
      .select(['c.purpose', 's.content'])
      .where('c.id', '=', claimId),
  );
  if (row === undefined || row.content === null) {
    throw new RangeError(`No claim ${claimId} with a policy snapshot`);
  }
  return row.purpose === 'float'
    ? { ...(await judgeEvidence(client, context, claimId, at)), waitsForRegister: false }
    : countClaim(client, context, { claimId, snapshot: row.content, at });
}

/** Like `recountClaim`, under a snapshot that need not be pinned yet: for drafts and on the day of submission. */
export async function countClaim(
  client: pg.PoolClient,
  context: CountingContext,
  counting: { readonly claimId: string; readonly snapshot: PolicySnapshot; readonly at: Date },
): Promise<Counted> {
  const { claimId, snapshot, at } = counting;
  const claim = await readClaim(client, claimId, snapshot.referenceDate);
  if (claim.kind === 'advance') {
    // an advance is a share of its class and not a sum over people, so its line is not counted again.
    return writeTotals(client, claimId, null);
  }
  const { subjects, sealedOf } = await readSubjects(client, claim, snapshot.routeDefinition, context.sealer);
  const traineeIds = [...new Set(subjects.lines.flatMap(({ traineeId }) => traineeId ?? []))];
  const counted = countLines({
    subjects: withDirectory(subjects, context.directoryOf?.(claim.jurisdiction, dayAt(at.getTime()))),
    snapshot,
    submittedOn: dayAt((claim.submittedAt ?? at).getTime()),
    calendar: context.calendar,
    answers: await readAnswers(
      client,
      context.sealer,
      subjects.lines.flatMap((subject) => sealedOf(subject).personIndex ?? []),
      freshSince(context.answerDaysOf, claim.jurisdiction, at),
    ),
    held: await readHeld(client, { claimId, traineeIds }),
    apprenticeships: await readApprenticeships(client, claimId, traineeIds),
    sharedByOthers: await readSharedByOthers(client, claimId, subjects.lines, snapshot),
    stored: await readStoredLines(client, claimId),
    newLineId: () => newId('lin'),
  });
  await removeLines(client, counted.leftIds);
  await writeLines(client, claimId, counted.lines, sealedOf);
  await freeKeys(
    client,
    counted.lines.filter(({ state }) => state === 'refused').map(({ id }) => id),
  );
  return writeTotals(client, claimId, counted.waitsFor);
}

/** adds the directory of the day of counting to that of the filing. */
function withDirectory(subjects: ClaimSubjects, directoryNow: string | undefined): ClaimSubjects {
  const { wide } = subjects;
  return wide.filed === undefined || directoryNow === undefined
    ? subjects
    : { ...subjects, wide: { ...wide, filed: { ...wide.filed, directoryNow } } };
}

async function readClaim(client: pg.PoolClient, claimId: string, referenceOn: IsoDate) {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('claim as c')
      .innerJoin('party as p', 'p.id', 'c.applicant_party_id')
      .select(['c.id', 'c.kind', 'c.filing_id as filingId', 'c.jurisdiction', 'c.instalment'])
      .select(['c.submitted_at as submittedAt', 'p.id as partyId', 'p.kind as partyKind', 'p.name as partyName'])
      .where('c.id', '=', claimId),
  );
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId} to count`);
  }
  return { ...row, referenceOn };
}

function readStoredLines(client: pg.PoolClient, claimId: string): Promise<readonly StoredLine[]> {
  return fetchAll(
    client,
    query
      .selectFrom('claim_line')
      .select(['id', 'line_key as lineKey', 'position', 'refusals', 'findings', 'accepted_remark as acceptedRemark'])
      .select(['certificate_kind as certificateKind', 'certificate_no as certificateNo'])
      .select('certificate_date as certificateDate')
      .where('claim_id', '=', claimId),
  );
}

async function removeLines(client: pg.PoolClient, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length > 0) {
    await freeKeys(client, lineIds);
    await execute(client, query.deleteFrom('claim_line').where('id', '=', anyOf(lineIds)));
  }
}
