import type pg from 'pg';
import { dayAt } from '../domain/calendar.ts';
import type { PolicySnapshot } from '../domain/policy/policy-snapshot.ts';
import { priceLine } from '../domain/rules/pricing.ts';
import { readClassFacts, type ClassFacts } from './claim-class-facts.ts';
import type { Counted, CountingContext } from './claim-counting-context.ts';
import { judgeTrainees, waitingRegister, type JudgedTrainee } from './claim-judging.ts';
import { isByReviewer, isOf, ruleRefusals, type StoredFinding, type StoredRefusal } from './claim-remarks.ts';
import { writeTotals } from './claim-totals.ts';
import { newId } from './id-maker.ts';

/** As `recountClaim`, by a snapshot that need not be pinned yet: for drafts and on the day of submission. */
export async function countClaim(
  client: pg.PoolClient,
  { sealer, registers }: CountingContext,
  counting: { readonly claimId: string; readonly snapshot: PolicySnapshot; readonly at: Date },
): Promise<Counted> {
  const { claimId, snapshot, at } = counting;
  const found = await client.query<{ filing_id: string | null; submitted_at: Date | null }>(
    'SELECT filing_id, submitted_at FROM claim WHERE id = $1',
    [claimId],
  );
  const row = found.rows[0];
  if (row === undefined || row.filing_id === null) {
    throw new RangeError(`Claim ${claimId} has no class to count`);
  }
  const facts = await readClassFacts(client, row.filing_id, sealer);
  const answers = await registers.lookUp(facts.trainees.map((trainee) => trainee.idNumberIndex));
  const submittedOn = dayAt((row.submitted_at ?? at).getTime());
  const judged = await judgeTrainees(client, { claimId, facts, snapshot, registers: answers, submittedOn });
  await writeLines(client, { claimId, facts, snapshot, judged });
  await freeRefused(client, claimId);
  return writeTotals(client, claimId, waitingRegister(judged, answers));
}

/** A line that is refused now gives back what it held. */
async function freeRefused(client: pg.PoolClient, claimId: string): Promise<void> {
  for (const table of ['yearly_slot', 'occupation_level_key', 'training_key']) {
    await client.query(
      `DELETE FROM ${table} WHERE line_id IN (SELECT id FROM claim_line WHERE claim_id = $1 AND state = 'refused')`,
      [claimId],
    );
  }
}

interface StoredLine {
  readonly id: string;
  readonly trainee_id: string;
  readonly position: number;
  readonly refusals: readonly StoredRefusal[];
  readonly accepted_remark: string | null;
  readonly certificate_kind: string | null;
  readonly certificate_no: string | null;
  readonly certificate_date: string | null;
  readonly findings: readonly StoredFinding[];
}

interface LinesToWrite {
  readonly claimId: string;
  readonly facts: ClassFacts;
  readonly snapshot: PolicySnapshot;
  readonly judged: readonly JudgedTrainee[];
}

/** One statement for all lines. Whoever left the roster leaves the claim too, which happens before its submission only. */
async function writeLines(client: pg.PoolClient, toWrite: LinesToWrite): Promise<void> {
  const { claimId, facts, judged } = toWrite;
  await client.query('DELETE FROM claim_line WHERE claim_id = $1 AND NOT (trainee_id = ANY ($2))', [
    claimId,
    judged.map(({ trainee }) => trainee.traineeId),
  ]);
  const stored = await client.query<StoredLine>(
    `SELECT id, trainee_id, position, refusals, accepted_remark, certificate_kind, certificate_no, certificate_date, findings
     FROM claim_line WHERE claim_id = $1`,
    [claimId],
  );
  const known = new Map(stored.rows.map((line) => [line.trainee_id, line]));
  let lastPosition = Math.max(0, ...stored.rows.map((line) => line.position));
  const lines = judged.map((one) => {
    const line = known.get(one.trainee.traineeId);
    lastPosition += line === undefined ? 1 : 0;
    return lineOf(one, line ?? { id: newId('lin'), position: lastPosition }, line, toWrite);
  });
  await client.query(
    `INSERT INTO claim_line AS kept (id, claim_id, position, trainee_id, name_sealed, state, attended_hours, certificate_kind,
       certificate_no, certificate_date, occupation_code, skill_level, base_fen, formula, refusals, findings, accepted_remark)
     SELECT id, $1, position, trainee_id, name_sealed, state, attended_hours, certificate_kind, certificate_no,
       certificate_date, $2, $3, base_fen, formula, refusals, findings, accepted_remark
     FROM unnest($4::text[], $5::int[], $6::text[], $7::bytea[], $8::text[], $9::numeric[], $10::text[], $11::text[],
       $12::date[], $13::bigint[], $14::text[], $15::jsonb[], $16::jsonb[], $17::text[])
       AS line (id, position, trainee_id, name_sealed, state, attended_hours, certificate_kind, certificate_no,
         certificate_date, base_fen, formula, refusals, findings, accepted_remark)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, attended_hours = excluded.attended_hours,
       certificate_kind = excluded.certificate_kind, certificate_no = excluded.certificate_no,
       certificate_date = excluded.certificate_date, occupation_code = excluded.occupation_code,
       skill_level = excluded.skill_level, base_fen = excluded.base_fen, formula = excluded.formula,
       refusals = excluded.refusals, findings = excluded.findings, name_sealed = excluded.name_sealed,
       accepted_remark = excluded.accepted_remark`,
    [
      claimId,
      facts.occupationCode,
      facts.skillLevel,
      lines.map((line) => line.id),
      lines.map((line) => line.position),
      lines.map((line) => line.trainee.traineeId),
      lines.map((line) => line.trainee.nameSealed),
      lines.map((line) => line.state),
      lines.map((line) => line.trainee.attendedHours),
      lines.map((line) => line.trainee.certificate?.kind ?? null),
      lines.map((line) => line.trainee.certificate?.certificateNo ?? null),
      lines.map((line) => line.trainee.certificate?.issuedOn ?? null),
      lines.map((line) => line.baseFen),
      lines.map((line) => line.formula),
      lines.map((line) => JSON.stringify(line.refusals)),
      lines.map((line) => JSON.stringify(line.findings)),
      lines.map((line) => line.acceptedRemark),
    ],
  );
}

/** A line that the rules refuse is worth nothing and says so; a reviewer's refusal leaves the price for all to see. */
function lineOf(
  { trainee, judgement }: JudgedTrainee,
  { id, position }: Pick<StoredLine, 'id' | 'position'>,
  before: StoredLine | undefined,
  { facts, snapshot }: LinesToWrite,
) {
  const kept = (before?.refusals ?? []).filter((refusal) => isByReviewer(refusal) && isOf(refusal, 'base'));
  const refusals = [...ruleRefusals(judgement.refusals, 'base'), ...kept];
  const price = priceLine(facts.classHours, snapshot.rate.value);
  if (price.baseFen <= 0) {
    throw new RangeError('A line that costs nothing: hours or rate are wrong');
  }
  const isRefusedByRule = judgement.refusals.length > 0;
  const codes = judgement.refusals.map((refusal) => refusal.code).join(', ');
  const formula = isRefusedByRule
    ? { zh: `不予补贴（${codes}）：0.00 元`, en: `Refused (${codes}): 0.00 CNY` }
    : price.formula;
  return {
    id,
    position,
    trainee,
    state: kept.length > 0 ? 'refused' : judgement.state,
    baseFen: isRefusedByRule ? 0 : price.baseFen,
    formula: JSON.stringify(formula),
    refusals,
    findings: judgement.findings,
    acceptedRemark:
      before !== undefined && isAsAccepted(before, trainee, judgement.findings) ? before.accepted_remark : null,
  };
}

/** a reviewer accepted this certificate with these findings, and nothing that comes later. */
function isAsAccepted(
  before: StoredLine,
  { certificate }: JudgedTrainee['trainee'],
  findings: readonly StoredFinding[],
): boolean {
  return (
    before.certificate_kind === (certificate?.kind ?? null) &&
    before.certificate_no === (certificate?.certificateNo ?? null) &&
    before.certificate_date === (certificate?.issuedOn ?? null) &&
    wordsOf(before.findings) === wordsOf(findings)
  );
}

function wordsOf(findings: readonly StoredFinding[]): string {
  return findings
    .map(({ code, detail }) => `${code} ${detail.zh}`)
    .toSorted()
    .join('\n');
}
