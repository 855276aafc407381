import type pg from 'pg';
import type { PricedLineRecord } from '../../api/claim/claim-ports.ts';
import type { LineState } from '../../domain/line/line-state.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { StoredFinding, StoredRefusal } from '../../domain/line/line-remarks.ts';

interface LineRow {
  readonly id: string;
  readonly position: number;
  readonly state: LineState;
  readonly occupation_code: string;
  readonly skill_level: string;
  readonly base_fen: number;
  readonly formula: string;
  readonly allowance_fen: number;
  readonly allowance_formula: string | null;
  readonly float_fen: number;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
  readonly kind: string;
  readonly advance_fen: number;
  readonly class_hours: number | null;
}

/** One line's amounts with their formulas and its refusals; no names. Null if the claim has no such line. */
export async function readPricedLine(pool: pg.Pool, claimId: string, lineId: string): Promise<PricedLineRecord | null> {
  const found = await pool.query<LineRow>(
    `SELECT l.id, l.position, l.state, l.occupation_code, l.skill_level, l.base_fen, l.formula, l.allowance_fen,
       l.allowance_formula, l.float_fen, l.refusals, l.findings, c.kind, c.advance_fen, f.class_hours
     FROM claim_line l JOIN claim c ON c.id = l.claim_id LEFT JOIN filing f ON f.id = c.filing_id
     WHERE l.claim_id = $1 AND l.id = $2`,
    [claimId, lineId],
  );
  const row = found.rows[0];
  return row === undefined ? null : recordOf(row);
}

function recordOf(row: LineRow): PricedLineRecord {
  return {
    id: row.id,
    position: row.position,
    state: row.state,
    occupation: row.occupation_code,
    level: row.skill_level,
    isAdvance: row.kind === 'advance',
    classHours: row.class_hours,
    baseFen: row.base_fen,
    formula: labelOf(row.formula),
    allowanceFen: row.allowance_fen,
    allowanceFormula: row.allowance_formula === null ? null : labelOf(row.allowance_formula),
    floatFen: row.float_fen,
    claimAdvanceFen: row.advance_fen,
    refusals: row.refusals.map(({ code, rule, detail, purpose }) => ({
      code,
      rule,
      detail,
      purpose: purpose ?? 'base',
    })),
    findings: row.findings,
  };
}

/** The counting wrote the text in both languages. */
function labelOf(text: string): Label {
  const parsed: unknown = JSON.parse(text);
  const part = (key: 'zh' | 'en') => {
    const value: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { zh: part('zh'), en: part('en') };
}
