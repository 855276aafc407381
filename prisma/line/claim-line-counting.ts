import type pg from 'pg';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { Counted, CountingContext } from './claim-counting-context.ts';
import { judgeLines, waitingRegister } from './claim-judging.ts';
import { countedLine, type CountedLine, type StoredLine } from './claim-counted-line.ts';
import { readSubjects, type ClaimSubjects, type CountedClaim } from './claim-subjects.ts';
import { writeTotals } from './claim-totals.ts';
import { freeKeys } from './entitlement-keys.ts';
import { newId } from '../kernel/id-maker.ts';

/** As `recountClaim`, by a snapshot that need not be pinned yet: for drafts and on the day of submission. */
export async function countClaim(
  client: pg.PoolClient,
  { sealer, registers, calendar, directoryOf }: CountingContext,
  counting: { readonly claimId: string; readonly snapshot: PolicySnapshot; readonly at: Date },
): Promise<Counted> {
  const { claimId, snapshot, at } = counting;
  const claim = await readClaim(client, claimId, snapshot.referenceDate);
  if (claim.kind === 'advance') {
    // an advance is a share of its class and no sum over people: its line stands as it was made.
    return writeTotals(client, claimId, null);
  }
  const read = await readSubjects(client, claim, snapshot.routeDefinition, sealer);
  const subjects = withDirectory(read, directoryOf?.(claim.jurisdiction, dayAt(at.getTime())));
  const people = subjects.lines.flatMap(({ idNumberIndex }) => idNumberIndex ?? []);
  const answers = await registers.lookUp(people);
  const submittedOn = dayAt((claim.submittedAt ?? at).getTime());
  const judged = await judgeLines(client, { claimId, subjects, snapshot, registers: answers, submittedOn, calendar });
  const stored = await leaveOut(
    client,
    claimId,
    judged.map(({ subject }) => subject.lineKey),
  );
  let lastPosition = Math.max(0, ...[...stored.values()].map(({ position }) => position));
  const lines = judged.map((line) => {
    const before = stored.get(line.subject.lineKey);
    lastPosition += before === undefined ? 1 : 0;
    return countedLine(line, snapshot, before ?? { id: newId('lin'), position: lastPosition });
  });
  await writeLines(client, claimId, lines);
  await freeKeys(
    client,
    lines.filter(({ state }) => state === 'refused').map(({ id }) => id),
  );
  return writeTotals(client, claimId, waitingRegister(judged, answers, snapshot));
}

/** the directory of the day of counting beside the one of the filing. */
function withDirectory(subjects: ClaimSubjects, directoryNow: string | undefined): ClaimSubjects {
  const { wide } = subjects;
  return wide.filed === undefined || directoryNow === undefined
    ? subjects
    : { ...subjects, wide: { ...wide, filed: { ...wide.filed, directoryNow } } };
}

async function readClaim(
  client: pg.PoolClient,
  claimId: string,
  referenceOn: IsoDate,
): Promise<CountedClaim & { readonly kind: string; readonly submittedAt: Date | null }> {
  const found = await client.query<
    Omit<CountedClaim, 'referenceOn'> & { readonly kind: string; readonly submittedAt: Date | null }
  >(
    `SELECT c.id, c.kind, c.filing_id AS "filingId", c.jurisdiction, p.id AS "partyId", p.kind AS "partyKind", p.name AS "partyName",
       c.instalment,
       c.submitted_at AS "submittedAt"
     FROM claim c JOIN party p ON p.id = c.applicant_party_id WHERE c.id = $1`,
    [claimId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId} to count`);
  }
  return { ...row, referenceOn };
}

/** Whoever left the roster or the file leaves the claim too; the lines that stay, by their keys. */
async function leaveOut(
  client: pg.PoolClient,
  claimId: string,
  lineKeys: readonly string[],
): Promise<ReadonlyMap<string, StoredLine>> {
  const gone = await client.query<{ id: string }>(
    'SELECT id FROM claim_line WHERE claim_id = $1 AND NOT (line_key = ANY ($2))',
    [claimId, lineKeys],
  );
  const ids = gone.rows.map(({ id }) => id);
  if (ids.length > 0) {
    await freeKeys(client, ids);
    await client.query('DELETE FROM claim_line WHERE id = ANY ($1)', [ids]);
  }
  const stored = await client.query<StoredLine>(
    `SELECT id, line_key AS "lineKey", position, refusals, accepted_remark AS "acceptedRemark",
       certificate_kind AS "certificateKind", certificate_no AS "certificateNo", certificate_date AS "certificateDate", findings
     FROM claim_line WHERE claim_id = $1`,
    [claimId],
  );
  return new Map(stored.rows.map((line) => [line.lineKey, line]));
}

/** One statement for all lines. */
async function writeLines(client: pg.PoolClient, claimId: string, lines: readonly CountedLine[]): Promise<void> {
  await client.query(
    `INSERT INTO claim_line AS kept (id, claim_id, position, line_key, trainee_id, entry_id, name_sealed, payee_sealed,
       account_index, state, attended_hours, certificate_kind, certificate_no, certificate_date, occupation_code, skill_level,
       base_fen, formula, allowance_fen, allowance_formula, refusals, findings, accepted_remark, wanted_keys)
     SELECT id, $1, position, line_key, trainee_id, entry_id, name_sealed, payee_sealed, account_index, state, attended_hours,
       certificate_kind, certificate_no, certificate_date, occupation_code, skill_level, base_fen, formula, allowance_fen,
       allowance_formula, refusals, findings, accepted_remark, wanted_keys
     FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[],
       $10::text[], $11::numeric[], $12::text[], $13::text[], $14::date[], $15::text[], $16::text[], $17::bigint[],
       $18::text[], $19::bigint[], $20::text[], $21::jsonb[], $22::jsonb[], $23::text[], $24::jsonb[])
       AS line (id, position, line_key, trainee_id, entry_id, name_sealed, payee_sealed, account_index, state, attended_hours,
         certificate_kind, certificate_no, certificate_date, occupation_code, skill_level, base_fen, formula, allowance_fen,
         allowance_formula, refusals, findings, accepted_remark, wanted_keys)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, attended_hours = excluded.attended_hours,
       certificate_kind = excluded.certificate_kind, certificate_no = excluded.certificate_no,
       certificate_date = excluded.certificate_date, occupation_code = excluded.occupation_code,
       skill_level = excluded.skill_level, base_fen = excluded.base_fen, formula = excluded.formula,
       allowance_fen = excluded.allowance_fen, allowance_formula = excluded.allowance_formula,
       refusals = excluded.refusals, findings = excluded.findings, name_sealed = excluded.name_sealed,
       payee_sealed = excluded.payee_sealed, account_index = excluded.account_index,
       accepted_remark = excluded.accepted_remark, wanted_keys = excluded.wanted_keys`,
    [
      claimId,
      lines.map((line) => line.id),
      lines.map((line) => line.position),
      lines.map((line) => line.subject.lineKey),
      lines.map((line) => line.subject.traineeId),
      lines.map((line) => line.subject.entryId),
      lines.map((line) => line.subject.nameSealed),
      lines.map((line) => line.subject.payeeSealed),
      lines.map((line) => line.subject.accountIndex),
      lines.map((line) => line.state),
      lines.map((line) => line.subject.own.attendedHours),
      lines.map((line) => line.subject.own.result?.certificate?.kind ?? null),
      lines.map((line) => line.subject.own.result?.certificate?.certificateNo ?? null),
      lines.map((line) => line.subject.own.result?.certificate?.issuedOn ?? null),
      lines.map((line) => line.subject.own.occupation),
      lines.map((line) => line.subject.own.skillLevel),
      lines.map((line) => line.baseFen),
      lines.map((line) => JSON.stringify(line.formula)),
      lines.map((line) => line.allowanceFen),
      lines.map((line) => (line.allowanceFormula === null ? null : JSON.stringify(line.allowanceFormula))),
      lines.map((line) => JSON.stringify(line.refusals)),
      lines.map((line) => JSON.stringify(line.findings)),
      lines.map((line) => line.acceptedRemark),
      lines.map((line) => JSON.stringify(line.wishes)),
    ],
  );
}
