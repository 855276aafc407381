import type pg from 'pg';
import type { BudgetStore, PlanLineBudget } from '../../api/oversight/report-ports.ts';
import { regionPrefix } from '../../domain/authority/jurisdiction.ts';
import { UNPLANNED_FILING_STATES } from '../../domain/filing/filing-course.ts';
import { parseFen } from '../../domain/money.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { COUNTS, IS_PAID, RESERVED_OF_CLAIM, RESERVES } from './claim-figures.ts';
import { CLAIMS_OF_PLAN_LINE } from './over-budget.ts';
import {
  splitInForce,
  subsidisedByProgramme,
  subsidisedWithin,
  trainedByProgramme,
  trainedWithin,
  yearsFrom,
} from './person-times.ts';

export function createBudgetStore(pool: pg.Pool): BudgetStore {
  return {
    budgets: (jurisdiction, year) => readBudgets(pool, jurisdiction, year),

    planLines: (jurisdiction, year) =>
      fetchAll(
        pool,
        query
          .selectFrom('plan_line')
          .select(['id as planLine', 'organ', 'program', 'person_times as personTimes'])
          .where('jurisdiction', '=', jurisdiction)
          .where('year', '=', year)
          .orderBy('organ')
          .orderBy('program')
          .orderBy('id'),
      ),

    async split(jurisdiction, year) {
      const lines = await fetchAll(pool, splitInForce(jurisdiction, year));
      return lines.length === 0 ? null : lines;
    },

    doneIn: (jurisdiction, year) => fetchAll(pool, subsidisedByProgramme(...yearsFrom(year, year), jurisdiction)),
    trainedIn: (jurisdiction, year) => fetchAll(pool, trainedByProgramme(...yearsFrom(year, year), jurisdiction)),

    async doneInRegion(jurisdiction, fromYear, toYear) {
      const asked = [...yearsFrom(fromYear, toYear), regionPrefix(jurisdiction)] as const;
      const [subsidised, trained] = await Promise.all([
        fetchFirst(pool, subsidisedWithin(...asked)),
        fetchFirst(pool, trainedWithin(...asked)),
      ]);
      return { subsidised: subsidised?.done ?? 0, trained: trained?.done ?? 0 };
    },
  };
}

/**
 * An amount is reserved when a review has approved it, and an amount that a notice has made due stays reserved until an
 * instruction takes it.
 */
export const RESERVED = `SELECT coalesce(sum(${RESERVED_OF_CLAIM}), 0)::bigint
  FROM ${CLAIMS_OF_PLAN_LINE} AS c WHERE ${RESERVES}`;

async function readBudgets(pool: pg.Pool, jurisdiction: string, year: number): Promise<readonly PlanLineBudget[]> {
  const rows = await fetchAll(pool, budgetLines(jurisdiction, year));
  return rows.map((row) => ({
    planLine: row.id,
    year: row.year,
    organ: row.organ,
    program: row.program,
    personTimes: row.person_times,
    classes: row.classes,
    budgetFen: row.budget_fen === null ? null : parseFen(row.budget_fen),
    reservedFen: parseFen(row.reserved_fen),
    boundFen: parseFen(row.bound_fen),
    paidFen: parseFen(row.paid_fen),
  }));
}

const budgetLines = sqlText<
  Row<'plan_line', 'id' | 'year' | 'organ' | 'program' | 'person_times' | 'budget_fen'> & {
    readonly classes: number;
    readonly reserved_fen: number;
    readonly bound_fen: number;
    readonly paid_fen: number;
  },
  [jurisdiction: string, year: number]
>(
  'payout.budgetLines',
  `SELECT l.id, l.year, l.organ, l.program, l.person_times, l.budget_fen,
     (SELECT count(*) FROM filing f WHERE f.plan_line_id = l.id AND f.state NOT IN (${sqlList(UNPLANNED_FILING_STATES)})) AS classes,
     (${RESERVED}) AS reserved_fen, money.bound_fen, money.paid_fen
   FROM plan_line l CROSS JOIN LATERAL (
     SELECT coalesce(sum(i.amount_fen) FILTER (WHERE NOT ${IS_PAID}), 0)::bigint AS bound_fen,
       coalesce(sum(i.amount_fen) FILTER (WHERE ${IS_PAID}), 0)::bigint AS paid_fen
     FROM ${CLAIMS_OF_PLAN_LINE} AS c JOIN payout_instruction i ON i.claim_id = c.id
     WHERE ${COUNTS}) AS money
   WHERE l.jurisdiction = $1 AND l.year = $2 ORDER BY l.organ, l.program, l.id`,
);
