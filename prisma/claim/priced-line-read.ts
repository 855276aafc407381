import type { InferResult } from 'kysely';
import type pg from 'pg';
import type { PricedLineRecord } from '../../api/claim/claim-ports.ts';
import type { CalculatedClaim } from '../../domain/line/calculation.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import { fetchAll, fetchFirst, query } from '../kernel/statements.ts';

/** One line's amounts with their formulas and its refusals; no names. Null if the claim has no such line. */
export async function readPricedLine(pool: pg.Pool, claimId: string, lineId: string): Promise<PricedLineRecord | null> {
  const row = await fetchFirst(pool, pricedLine(claimId, lineId));
  return row === undefined ? null : recordOf(row);
}

function pricedLine(claimId: string, lineId: string) {
  return query
    .selectFrom('claim_line as l')
    .innerJoin('claim as c', 'c.id', 'l.claim_id')
    .leftJoin('filing as f', 'f.id', 'c.filing_id')
    .select(['l.id', 'l.position', 'l.state', 'l.occupation_code', 'l.skill_level', 'l.base_fen', 'l.formula'])
    .select(['l.allowance_fen', 'l.allowance_formula', 'l.float_fen', 'l.refusals', 'l.findings'])
    .select(['c.kind', 'c.advance_fen', 'f.class_hours'])
    .where('l.claim_id', '=', claimId)
    .where('l.id', '=', lineId);
}

type PricedLine = InferResult<ReturnType<typeof pricedLine>>[number];

function recordOf(row: PricedLine): PricedLineRecord {
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

/** All lines of a claim with their amounts and refusals, in the order of their positions; no names. */
export async function readPricedLines(pool: pg.Pool, claimId: string): Promise<CalculatedClaim> {
  const [claim, lines] = await Promise.all([
    fetchFirst(
      pool,
      query
        .selectFrom('claim as c')
        .leftJoin('filing as f', 'f.id', 'c.filing_id')
        .select(['c.kind', 'f.class_hours as classHours'])
        .where('c.id', '=', claimId),
    ),
    fetchAll(
      pool,
      query
        .selectFrom('claim_line')
        .select(['id', 'state', 'occupation_code as occupation', 'skill_level as level', 'refusals'])
        .select(['base_fen as baseFen', 'formula', 'allowance_fen as allowanceFen', 'float_fen as floatFen'])
        .select('allowance_formula as allowanceFormula')
        .where('claim_id', '=', claimId)
        .orderBy('position'),
    ),
  ]);
  return {
    isAdvance: claim?.kind === 'advance',
    classHours: claim?.classHours ?? null,
    lines: lines.map(({ formula, allowanceFormula, ...line }) => ({
      ...line,
      formula: labelOf(formula),
      allowanceFormula: allowanceFormula === null ? null : labelOf(allowanceFormula),
    })),
  };
}

/** A formula as the counting stored it, in both languages. */
export function labelOf(text: string): Label {
  const parsed: unknown = JSON.parse(text);
  const part = (key: 'zh' | 'en') => {
    const value: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { zh: part('zh'), en: part('en') };
}
