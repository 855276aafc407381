import { sqlList } from '../kernel/sql-list.ts';
import { EVIDENCE_LINE_STATES } from '../../domain/line/line-state.ts';
import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import { sharedStandard } from '../../domain/line/float.ts';
import { judgeEvidenceLines, type EvidenceCheck, type JudgedEvidence } from '../../domain/line/judge-evidence.ts';
import { answerFor } from '../../domain/line/register-answers.ts';
import { execute, fetchAll, fetchFirst, query, sendTogether, sqlText, type Row } from '../kernel/statements.ts';
import { contractOf, type ContractColumns } from './contract-evidence.ts';
import type { CountingContext } from './counting-context.ts';
import { lineMovesWrite, type MovedLines } from './line-move-write.ts';
import { readAnswers } from './register-answers.ts';

/**
 * Judges the evidence of a claim's contract check and writes the lines. Answers of the insurance
 * register count only from `at` on, so the register is asked again before a top-up is decided. The sweep finds lines
 * without such an answer, asks and judges again. Repeating is safe.
 */
export async function judgeEvidence(
  client: pg.PoolClient,
  context: Pick<CountingContext, 'sealer'>,
  claimId: string,
  at: Date,
): Promise<{ readonly linesLeft: number; readonly amountFen: number }> {
  const { judged, linesLeft, amountFen } = await judgeStored(client, context, claimId, at);
  await sendTogether(client, [
    lineMovesWrite(claimId, [movedOf(judged, 'floatClaimed'), movedOf(judged, 'floatNotEarned')]),
    markUnverified(claimId, isUnverified(judged) ? at : null),
  ]);
  return { linesLeft, amountFen };
}

/** Writes the findings of answers since `since`; states and amounts stay. Returns whether a finding changed. */
export async function judgeEvidenceAgain(
  client: pg.PoolClient,
  context: Pick<CountingContext, 'sealer'>,
  claimId: string,
  since: Date,
): Promise<boolean> {
  const { judged } = await judgeStored(client, context, claimId, since);
  const changed = await execute(
    client,
    writeFindings(
      judged.map((line) => line.id),
      judged.map((line) => JSON.stringify(line.findings)),
    ),
  );
  await execute(client, markUnverified(claimId, isUnverified(judged) ? since : null));
  return changed > 0;
}

const markUnverified = sqlText<never, [string, Date | null]>(
  'line.markUnverifiedEvidence',
  'UPDATE claim SET evidence_unverified_since = $2 WHERE id = $1 AND evidence_unverified_since IS DISTINCT FROM $2',
);

const writeFindings = sqlText<never, [readonly string[], readonly string[]]>(
  'line.writeEvidenceFindings',
  `UPDATE claim_line AS line SET findings = judged.findings, float_accepted_remark = NULL
   FROM unnest($1::text[], $2::jsonb[]) AS judged (id, findings)
   WHERE line.id = judged.id AND line.state = 'floatClaimed' AND line.findings IS DISTINCT FROM judged.findings`,
);

function isUnverified(judged: readonly JudgedEvidence[]): boolean {
  return judged.some(
    ({ state, findings }) => state === 'floatClaimed' && findings.some(({ code }) => code === 'INSURANCE_UNVERIFIED'),
  );
}

async function judgeStored(
  client: pg.PoolClient,
  { sealer }: Pick<CountingContext, 'sealer'>,
  claimId: string,
  freshSince: Date,
) {
  const [{ jurisdiction, ...check }, rows] = await Promise.all([
    readCheck(client, claimId),
    fetchAll(client, linesToJudge(claimId)),
  ]);
  const people = rows.map((row) => row.id_number_index);
  const { insurance, connected } = await readAnswers(client, sealer, { people, freshSince, jurisdiction });
  const isConnected = connected.includes('insurance');
  const lines = rows.map((row) => ({
    id: row.id,
    baseFen: row.base_fen,
    refusals: row.refusals,
    findings: row.findings,
    evidence: contractOf(row, row.id, sealer),
    releasedOn: row.released_on,
    insurance: answerFor(insurance, row.id_number_index.toString('hex'), isConnected),
  }));
  return judgeEvidenceLines(lines, check);
}

function movedOf(judged: readonly JudgedEvidence[], state: JudgedEvidence['state']): MovedLines {
  return {
    move: { kind: 'judgeContract', isEarned: state === 'floatClaimed' },
    lines: judged
      .filter((line) => line.state === state)
      .map(({ id, floatFen, refusals, findings }) => ({ lineId: id, floatFen, refusals, findings })),
  };
}

async function readCheck(
  client: pg.PoolClient,
  claimId: string,
): Promise<EvidenceCheck & { readonly jurisdiction: string }> {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('claim as c')
      .innerJoin('filing as f', 'f.id', 'c.filing_id')
      .innerJoin('policy_snapshot as s', 's.id', 'c.policy_snapshot_id')
      .select(['f.opens_on', 'f.ends_on', 'f.class_hours', 'f.occupation_code', 'f.skill_level', 'f.facts'])
      .select(['c.evidence_due_on', 'c.jurisdiction', 's.content'])
      .where('c.id', '=', claimId),
  );
  if (row === undefined) {
    throw new RangeError(`Claim ${claimId} has no class or no policy snapshot`);
  }
  const shares = row.facts.costSharing ?? null;
  const ofClass = { shares, classHours: row.class_hours, occupation: row.occupation_code, level: row.skill_level };
  return {
    snapshot: row.content,
    opensOn: row.opens_on,
    endsOn: row.ends_on,
    dueOn: row.evidence_due_on,
    jurisdiction: row.jurisdiction,
    shared: sharedStandard(ofClass, row.content),
  };
}

type EvidenceRow = Row<'claim_line', 'id' | 'base_fen' | 'refusals' | 'findings'> &
  Row<'trainee', 'id_number_index'> &
  ContractColumns & {
    /** The day on which custody ends, if the roster gives one (C22). */
    readonly released_on: IsoDate | null;
  };

const linesToJudge = sqlText<EvidenceRow, [claimId: string]>(
  'line.linesToJudge',
  `SELECT l.id, l.base_fen, l.refusals, l.findings, t.id_number_index, e.signed_on, e.starts_on, e.ends_on,
     e.employer_sealed, e.insured_months, e.insurance_kinds, (r.facts ->> 'releasedOn')::date AS released_on
   FROM claim_line l JOIN claim c ON c.id = l.claim_id JOIN trainee t ON t.id = l.trainee_id
   LEFT JOIN roster_entry r ON r.filing_id = c.filing_id AND r.trainee_id = l.trainee_id
   LEFT JOIN contract_evidence e ON e.line_id = l.id
   WHERE l.claim_id = $1 AND l.state IN (${sqlList(EVIDENCE_LINE_STATES)})
   ORDER BY l.position`,
);
