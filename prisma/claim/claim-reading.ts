import type pg from 'pg';
import type { ClaimLineRecord, PayoutRecord, TimelineRecord } from '../../api/claim/claim-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import type { LineState } from '../../domain/line/line-state.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { StoredFinding, StoredRefusal } from '../../domain/line/line-remarks.ts';
import { contractOf, type ContractColumns } from '../line/contract-evidence.ts';
import type { Sealer } from '../kernel/sealing.ts';

interface LineRow extends ContractColumns {
  readonly id: string;
  readonly position: number;
  readonly line_key: string;
  readonly entry_id: string | null;
  readonly name_sealed: Buffer | null;
  readonly id_number_sealed: Buffer | null;
  readonly occupation_code: string;
  readonly skill_level: string;
  readonly facts: EntryFacts | null;
  readonly state: LineState;
  readonly attended_hours: number;
  readonly certificate_kind: string | null;
  readonly certificate_no: string | null;
  readonly certificate_date: IsoDate | null;
  readonly base_fen: number;
  readonly allowance_fen: number;
  readonly float_fen: number;
  readonly formula: string;
  readonly allowance_formula: string | null;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
  readonly accepted_remark: string | null;
}

/** Reads a claim's lines from a position on and opens their seals. The caller has checked who may read them. */
export async function readLines(
  pool: pg.Pool,
  claimId: string,
  { limit, after }: { readonly limit: number; readonly after: number },
  sealer: Sealer,
): Promise<readonly ClaimLineRecord[]> {
  const found = await pool.query<LineRow>({
    name: 'claim-lines',
    text: `SELECT l.id, l.position, l.line_key, l.entry_id, l.name_sealed, t.id_number_sealed, l.occupation_code,
             l.skill_level, n.facts, l.allowance_formula, l.state, l.attended_hours, l.certificate_kind,
             l.certificate_no, l.certificate_date, l.base_fen, l.allowance_fen, l.float_fen, l.formula, l.refusals,
             l.findings, l.accepted_remark, e.signed_on, e.ends_on, e.employer_sealed, e.insured_months, e.insurance_kinds
           FROM claim_line l LEFT JOIN trainee t ON t.id = l.trainee_id LEFT JOIN contract_evidence e ON e.line_id = l.id
             LEFT JOIN claim_entry n ON n.id = l.entry_id
           WHERE l.claim_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3`,
    values: [claimId, after, limit + 1],
  });
  return found.rows.map((row) => ({
    id: row.id,
    position: row.position,
    entryId: row.entry_id,
    name: row.name_sealed === null ? '' : sealer.open(row.name_sealed),
    idNumber: row.id_number_sealed === null ? '' : sealer.open(row.id_number_sealed),
    occupation: row.occupation_code,
    skillLevel: row.skill_level,
    facts: row.facts,
    // The key of a month's line is the key of its entry, followed by the month.
    month: row.entry_id === null ? null : (row.line_key.split('/')[1] ?? null),
    state: row.state,
    attendedHours: row.attended_hours,
    certificateKind: row.certificate_kind,
    certificateNo: row.certificate_no,
    certificateDate: row.certificate_date,
    baseFen: row.base_fen,
    allowanceFen: row.allowance_fen,
    floatFen: row.float_fen,
    formula: formulaOf(row.formula),
    allowanceFormula: row.allowance_formula === null ? null : formulaOf(row.allowance_formula),
    refusals: row.refusals.map(({ code, rule, detail, purpose }) => ({
      code,
      rule,
      detail,
      purpose: purpose ?? 'base',
    })),
    findings: row.findings,
    acceptedRemark: row.accepted_remark,
    contract: contractOf(row, sealer),
  }));
}

/** The counting wrote the text in both languages. */
function formulaOf(text: string): Label {
  const parsed: unknown = JSON.parse(text);
  const part = (key: 'zh' | 'en') => {
    const value: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { zh: part('zh'), en: part('en') };
}

/** The history of a claim, oldest first, from its audit entries. */
export async function readTimeline(
  pool: pg.Pool,
  claimId: string,
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<readonly TimelineRecord[]> {
  const found = await pool.query<TimelineRecord>({
    name: 'claim-timeline',
    text: `SELECT a.seq, a.revision, a.act, a.at, a.organ, a.section, p.display_name AS "displayName", a.facts
           FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id
           WHERE a.entity_kind = 'claim' AND a.entity_id = $1 AND a.seq > $2 ORDER BY a.seq LIMIT $3`,
    values: [claimId, after, limit + 1],
  });
  return found.rows;
}

export async function readPayouts(pool: pg.Pool, claimId: string): Promise<readonly PayoutRecord[]> {
  const found = await pool.query<PayoutRecord>(
    `SELECT id, batch_id AS "batchId", purpose, payee_masked AS payee, amount_fen AS "amountFen", fund, state,
       reason_code AS "reasonCode", state_since AS "stateSince", created_at AS "createdAt"
     FROM payout_instruction WHERE claim_id = $1 ORDER BY created_at, id`,
    [claimId],
  );
  return found.rows;
}
