import type pg from 'pg';
import type { InsuranceOnRegister } from '../../activities/register-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { INSURANCE_KINDS } from '../../domain/codes.ts';
import { parseFen } from '../../domain/money.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { custodyWindowStart } from '../../domain/notice/custody.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import {
  floatFen,
  floatParameters,
  floatWindow,
  judgeContract,
  type FloatParameters,
  type FloatWindow,
} from '../../domain/line/float.ts';
import type { InsuranceRegisterRow, RegisterAnswer } from '../../domain/line/register-answers.ts';
import { findingRemark, refusalRemark } from '../../domain/texts/rule-texts.ts';
import type { CountingContext } from './claim-counting-context.ts';
import { contractOf } from '../claim/claim-reading.ts';
import { isByReviewer, isOf, ruleRefusals, type StoredFinding, type StoredRefusal } from './claim-remarks.ts';

interface EvidenceRow {
  readonly id: string;
  readonly base_fen: number;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
  readonly id_number_index: Buffer;
  readonly signed_on: IsoDate | null;
  readonly ends_on: IsoDate | null;
  readonly employer_sealed: Buffer | null;
  readonly insured_months: number | null;
  readonly insurance_kinds: readonly string[] | null;
  /** The day on which custody ends, where the roster says one (C22). */
  readonly released_on: IsoDate | null;
}

interface JudgedLine {
  readonly id: string;
  readonly state: 'floatClaimed' | 'floatNotEarned';
  readonly floatFen: number;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
}

/**
 * The end of the contract check: lines that the base paid and whose evidence qualifies claim their
 * +50 %, the others end with their code. A register that contradicts leaves a finding for the reviewer; one that is down
 * leaves one too, because the evidence counts meanwhile; one without a row says nothing (design §5a). Repeating is safe.
 */
export async function judgeEvidence(
  client: pg.PoolClient,
  { sealer, registers }: CountingContext,
  claimId: string,
  _at: Date,
): Promise<{ readonly linesLeft: number; readonly amountFen: number }> {
  const check = await readCheck(client, claimId);
  const rows = await readRows(client, claimId);
  const { insurance } = await registers.lookUp(rows.map((row) => row.id_number_index));
  const judged = rows.map((row) => {
    const known = (insurance.rows.get(row.id_number_index.toString('hex')) ?? []).map(insuranceRow);
    return judgeRow(
      row,
      contractOf(row, sealer),
      check,
      insurance.available ? { isAvailable: true, value: known } : DOWN,
    );
  });
  await client.query(
    `UPDATE claim_line SET state = judged.state, float_fen = judged.float_fen, refusals = judged.refusals, findings = judged.findings
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[], $5::jsonb[]) AS judged (id, state, float_fen, refusals, findings)
     WHERE claim_line.id = judged.id`,
    [
      judged.map((line) => line.id),
      judged.map((line) => line.state),
      judged.map((line) => line.floatFen),
      judged.map((line) => JSON.stringify(line.refusals)),
      judged.map((line) => JSON.stringify(line.findings)),
    ],
  );
  const claimed = judged.filter((line) => line.state === 'floatClaimed');
  return { linesLeft: claimed.length, amountFen: claimed.reduce((sum, line) => sum + line.floatFen, 0) };
}

interface Check {
  readonly parameters: FloatParameters;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly dueOn: IsoDate | null;
}

async function readCheck(client: pg.PoolClient, claimId: string): Promise<Check> {
  const found = await client.query<{
    opens_on: IsoDate;
    ends_on: IsoDate;
    evidence_due_on: IsoDate | null;
    content: PolicySnapshot;
  }>(
    `SELECT f.opens_on, f.ends_on, c.evidence_due_on, s.content FROM claim c JOIN filing f ON f.id = c.filing_id
     JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1`,
    [claimId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`Claim ${claimId} has no class or no policy snapshot`);
  }
  const parameters = floatParameters(row.content);
  return { parameters, opensOn: row.opens_on, endsOn: row.ends_on, dueOn: row.evidence_due_on };
}

async function readRows(client: pg.PoolClient, claimId: string): Promise<readonly EvidenceRow[]> {
  const found = await client.query<EvidenceRow>(
    `SELECT l.id, l.base_fen, l.refusals, l.findings, t.id_number_index, e.signed_on, e.ends_on, e.employer_sealed,
       e.insured_months, e.insurance_kinds, (r.facts ->> 'releasedOn')::date AS released_on
     FROM claim_line l JOIN claim c ON c.id = l.claim_id
     LEFT JOIN roster_entry r ON r.filing_id = c.filing_id AND r.trainee_id = l.trainee_id JOIN trainee t ON t.id = l.trainee_id LEFT JOIN contract_evidence e ON e.line_id = l.id
     WHERE l.claim_id = $1 AND l.state IN ('approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatNotEarned')
     ORDER BY l.position`,
    [claimId],
  );
  return found.rows;
}

function judgeRow(
  row: EvidenceRow,
  evidence: ContractEvidence | null,
  check: Check,
  register: RegisterAnswer<readonly InsuranceRegisterRow[]>,
): JudgedLine {
  const { parameters } = check;
  const window = windowOf(check, row.released_on);
  const base = row.refusals.filter((refusal) => isOf(refusal, 'base'));
  const byReviewer = row.refusals.filter((refusal) => isOf(refusal, 'float') && isByReviewer(refusal));
  const judged =
    evidence === null
      ? { refusals: [refusalRemark('NO_EVIDENCE', { due: check.dueOn ?? window.evidenceDueOn })], findings: [] }
      : judgeContract(evidence, window, parameters, register);
  const isUnverified = judged.refusals.length === 0 && !register.isAvailable;
  const isClaimed = judged.refusals.length === 0 && byReviewer.length === 0;
  return {
    id: row.id,
    state: isClaimed ? 'floatClaimed' : 'floatNotEarned',
    floatFen: isClaimed ? floatFen(parseFen(row.base_fen), parameters.rateBp) : 0,
    refusals: [...base, ...ruleRefusals(judged.refusals, 'float'), ...byReviewer],
    findings: [
      ...row.findings.filter(({ code }) => code !== 'INSURANCE_CONTRADICTION' && code !== 'INSURANCE_UNVERIFIED'),
      ...judged.findings,
      ...(isUnverified ? [findingRemark('INSURANCE_UNVERIFIED', false)] : []),
    ],
  };
}

/** R-077; C22: of somebody who was in custody still, from the release on. */
function windowOf({ opensOn, endsOn, parameters }: Check, releasedOn: IsoDate | null): FloatWindow {
  return floatWindow({ opensOn, endsOn: custodyWindowStart(endsOn, releasedOn) }, parameters);
}

const DOWN = { isAvailable: false } as const;

function insuranceRow({ employer, month, kinds }: InsuranceOnRegister): InsuranceRegisterRow {
  return { employer, month, kinds: INSURANCE_KINDS.filter((kind) => kinds.includes(kind)) };
}
