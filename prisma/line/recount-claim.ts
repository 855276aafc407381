import type pg from 'pg';
import { dayAt } from '../../domain/calendar.ts';
import { claimedCertificate } from '../../domain/line/certificate-once.ts';
import { countLines } from '../../domain/line/count-lines.ts';
import type { StoredLine } from '../../domain/line/counted-line.ts';
import { LINES_WITHOUT_BASE } from '../../domain/line/line-state.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { ClaimSubjects } from '../../domain/line/line-subject.ts';
import { linesToCount, type ClassLine, type CountingBasis } from '../../domain/line/lines-to-count.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { newId } from '../kernel/id-maker.ts';
import { anyOf, fetchAll, fetchFirst, query, type Statement } from '../kernel/statements.ts';
import { readApprenticeships } from './claim-apprenticeships.ts';
import { linesWrite } from './claim-lines-writing.ts';
import { readSharedByOthers } from './claim-plausibility.ts';
import { readClassLines } from './class-lines.ts';
import { readSubjects } from './claim-subjects.ts';
import { writeTotals } from './claim-totals.ts';
import type { Counted, CountingContext } from './counting-context.ts';
import { readHeld } from './entitlement-keys.ts';
import { slotsToReserve } from './claim-slots.ts';
import { freeKeysWrites, freeSlotsWrites } from './key-freeing.ts';
import { judgeEvidence } from './evidence-judging.ts';
import { readAnswers } from './register-answers.ts';
import { freshSince } from './register-questions.ts';

/** What is read of a claim before it is counted again. */
export type ClaimToRecount = Awaited<ReturnType<typeof readToRecount>>;

/** @throws RangeError for a claim without snapshot */
export async function readToRecount(client: pg.PoolClient, claimId: string) {
  const [claim, law] = await Promise.all([
    readClaim(client, claimId),
    fetchFirst(
      client,
      query
        .selectFrom('claim as c')
        .innerJoin('policy_snapshot as s', 's.id', 'c.policy_snapshot_id')
        .select(['c.purpose', 's.content as snapshot'])
        .where('c.id', '=', claimId),
    ),
  ]);
  if (law === undefined) {
    throw new RangeError(`No claim ${claimId} with a policy snapshot`);
  }
  return { claim, ...law };
}

/** What is left of a claim after a count, and the statements that reserve the keys of its lines. */
export interface Recounted {
  readonly counted: Counted;
  readonly writes: readonly Statement<unknown>[];
}

/**
 * Judges and prices every line of a submitted claim again under its pinned law, from its class, the registers and the
 * keys that its people have taken in other claims. Every line that is then to be paid must have its keys, so a line that
 * was refused before takes them now or stays refused. A claim whose +50 % is being checked judges its evidence
 * instead, because its base is paid. The claim was read in the same transaction. Repeating is safe.
 */
export async function recountClaim(
  client: pg.PoolClient,
  context: CountingContext,
  { claim, purpose, snapshot }: ClaimToRecount,
  { at, basis }: { readonly at: Date; readonly basis: CountingBasis },
): Promise<Recounted> {
  if (purpose === 'float') {
    const evidence = await judgeEvidence(client, context, claim.id, at);
    return { counted: { ...evidence, waitsForRegister: false }, writes: [] };
  }
  const counted = await countRead(client, context, claim, { snapshot, at, basis });
  if (claim.kind === 'advance') {
    return { counted, writes: [] };
  }
  const { writes, ...left } = await slotsToReserve(client, claim.id, snapshot);
  const freed = freeSlotsWrites(claim.id, 'refused', claim.trainingYears);
  return { counted: left, writes: [...writes, ...freed] };
}

/** Counts every line under a snapshot that need not be pinned yet: for drafts and on the day of submission. */
export async function countClaim(
  client: pg.PoolClient,
  context: CountingContext,
  counting: { readonly claimId: string; readonly snapshot: PolicySnapshot; readonly at: Date },
): Promise<Counted> {
  return countRead(client, context, await readClaim(client, counting.claimId), { ...counting, basis: 'draft' });
}

async function countRead(
  client: pg.PoolClient,
  context: CountingContext,
  row: Awaited<ReturnType<typeof readClaim>>,
  { snapshot, at, basis }: { readonly snapshot: PolicySnapshot; readonly at: Date; readonly basis: CountingBasis },
): Promise<Counted> {
  const { trainingYears, ...read } = row;
  const claim = { ...read, referenceOn: snapshot.referenceDate };
  const claimId = claim.id;
  if (claim.kind === 'advance') {
    // an advance is a share of its class and not a sum over people, so its line is not counted again.
    return writeTotals(client, claimId, null);
  }
  const [{ subjects: found, sealedOf }, stored, others] = await Promise.all([
    readSubjects(client, claim, snapshot.routeDefinition, context.sealer),
    readStoredLines(client, claimId),
    readOthersOfSpan(client, claim),
  ]);
  const subjects =
    claim.filingId === null
      ? found
      : { ...found, lines: linesToCount(found.lines, { kind: claim.kind, basis, stored, others }) };
  const traineeIds = [...new Set(subjects.lines.flatMap(({ traineeId }) => traineeId ?? []))];
  const certificates = subjects.lines.flatMap(({ own }) => claimedCertificate(own.result) ?? []);
  const [answers, held, apprenticeships, sharedByOthers] = await Promise.all([
    readAnswers(client, context.sealer, {
      people: subjects.lines.flatMap((subject) => sealedOf(subject).personIndex ?? []),
      freshSince: freshSince(context.answerDaysOf, claim.jurisdiction, at),
      jurisdiction: claim.jurisdiction,
    }),
    readHeld(client, { claimId, traineeIds, certificates }),
    readApprenticeships(client, claimId, traineeIds),
    readSharedByOthers(client, claimId, subjects.lines, snapshot),
  ]);
  const counted = countLines({
    subjects: withDirectory(subjects, context.directoryOf?.(claim.jurisdiction, dayAt(at.getTime()))),
    snapshot,
    submittedOn: dayAt((claim.submittedAt ?? at).getTime()),
    calendar: context.calendar,
    answers,
    held,
    apprenticeships,
    sharedByOthers,
    stored,
    newLineId: () => newId('lin'),
  });
  const keylessIds = counted.lines.filter(({ state }) => isOneOf(LINES_WITHOUT_BASE, state)).map(({ id }) => id);
  return writeTotals(client, claimId, counted.waitsFor, [
    ...removeLinesWrites(counted.leftIds, trainingYears),
    linesWrite(claimId, counted.lines, { sealedOf, sealer: context.sealer }),
    ...freeKeysWrites(keylessIds, trainingYears),
  ]);
}

/** L12: the lines of the class's other claims for the same span; none without a class. */
async function readOthersOfSpan(
  client: pg.PoolClient,
  { id, filingId, instalment }: Pick<Awaited<ReturnType<typeof readClaim>>, 'id' | 'filingId' | 'instalment'>,
): Promise<readonly ClassLine[]> {
  const lines = filingId === null ? [] : await readClassLines(client, filingId, id);
  return lines.filter((line) => line.instalment === instalment);
}

/** adds the directory of the day of counting to that of the filing. */
function withDirectory(subjects: ClaimSubjects, directoryNow: string | undefined): ClaimSubjects {
  const { claimContext } = subjects;
  return claimContext.filed === undefined || directoryNow === undefined
    ? subjects
    : { ...subjects, claimContext: { ...claimContext, filed: { ...claimContext.filed, directoryNow } } };
}

async function readClaim(client: pg.PoolClient, claimId: string) {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('claim as c')
      .innerJoin('party as p', 'p.id', 'c.applicant_party_id')
      .leftJoin('filing as f', 'f.id', 'c.filing_id')
      .select(['c.id', 'c.kind', 'c.filing_id as filingId', 'c.jurisdiction', 'c.instalment'])
      .select(['c.submitted_at as submittedAt', 'p.id as partyId', 'p.kind as partyKind', 'p.name as partyName'])
      .select('f.training_years as trainingYears')
      .where('c.id', '=', claimId),
  );
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId} to count`);
  }
  return row;
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

function removeLinesWrites(lineIds: readonly string[], trainingYears: number | null): readonly Statement<unknown>[] {
  return lineIds.length === 0
    ? []
    : [...freeKeysWrites(lineIds, trainingYears), query.deleteFrom('claim_line').where('id', '=', anyOf(lineIds))];
}
