import type pg from 'pg';
import type { BudgetStore, PlanLineBudget } from '../../api/oversight/report-ports.ts';
import { regionPrefix } from '../../domain/authority/jurisdiction.ts';
import { NOT_UNDER_WAY_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { UNPLANNED_FILING_STATES } from '../../domain/filing/filing-course.ts';
import { APPROVED_LINE_STATES } from '../../domain/line/line-state.ts';
import { parseFen } from '../../domain/money.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { CLAIMS_OF_PLAN_LINE } from './over-budget.ts';

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

    async doneIn(jurisdiction, year) {
      const rows = await fetchAll(pool, doneByProgramme(...yearsFrom(year, year), jurisdiction));
      return rows.map(({ person_times: personTimes, ...row }) => ({ ...row, personTimes }));
    },

    async doneInRegion(jurisdiction, fromYear, toYear) {
      const region = regionPrefix(jurisdiction);
      return (await fetchFirst(pool, doneWithin(...yearsFrom(fromYear, toYear), region)))?.done ?? 0;
    },
  };
}

/**
 * a row for each person who was approved in a class that ended between two days, and one for each person and case
 * of work-for-training, which ends on its claim's reference day; top-up, allowance and advance have no row. A class
 * counts a person once, however many of its training years (L7) and supplementary claims (L12) pay the person. Both
 * belong to the programme of their plan line, whichever year that line is of.
 */
const PERSON_TIMES = `SELECT jurisdiction, organ, program FROM (
    SELECT DISTINCT ON (f.id, l.trainee_id) f.jurisdiction, coalesce(p.organ, c.responsible_department) AS organ, p.program
    FROM filing f JOIN claim c ON c.filing_id = f.id JOIN claim_line l ON l.claim_id = c.id
      LEFT JOIN plan_line p ON p.id = f.plan_line_id
    WHERE f.ends_on BETWEEN $1 AND $2 AND c.kind <> 'advance' AND c.lines_approved > 0 AND l.state IN (${sqlList(APPROVED_LINE_STATES)})
    ORDER BY f.id, l.trainee_id, c.submitted_at, c.id) AS of_class
  UNION ALL
  SELECT c.jurisdiction, coalesce(p.organ, c.responsible_department), p.program
    FROM claim c LEFT JOIN plan_line p ON p.id = c.plan_line_id
    JOIN (SELECT DISTINCT claim_id, trainee_id FROM claim_line WHERE state IN (${sqlList(APPROVED_LINE_STATES)})) AS l
      ON l.claim_id = c.id
    WHERE c.policy_snapshot_id IN (SELECT id FROM policy_snapshot WHERE content -> 'routeDefinition' ->> 'intake' = 'months')
      AND c.filing_id IS NULL AND c.kind <> 'advance' AND c.lines_approved > 0
      AND c.reference_on BETWEEN $1 AND $2`;

const doneByProgramme = sqlText<
  { readonly organ: string; readonly program: Row<'plan_line'>['program'] | null; readonly person_times: number },
  [from: string, to: string, jurisdiction: string]
>(
  'payout.doneByProgramme',
  `SELECT organ, program, count(*) AS person_times FROM (${PERSON_TIMES}) AS done
   WHERE jurisdiction = $3 GROUP BY organ, program ORDER BY organ, program`,
);

const doneWithin = sqlText<{ readonly done: number }, [from: string, to: string, region: string]>(
  'payout.doneWithin',
  `SELECT count(*) AS done FROM (${PERSON_TIMES}) AS done WHERE starts_with(jurisdiction, $3)`,
);

function yearsFrom(fromYear: number, toYear: number): readonly [string, string] {
  return [`${fromYear}-01-01`, `${toYear}-12-31`];
}

/**
 * An amount is reserved when a review has approved it, and an amount that a notice has made due stays reserved until an
 * instruction takes it.
 */
const RESERVED = `SELECT coalesce(sum(coalesce(
    (SELECT sum(greatest(a.approved_fen - a.obligated_fen, 0)) FROM claim_fund a WHERE a.claim_id = c.id),
    c.approved_fen)), 0)::bigint
  FROM ${CLAIMS_OF_PLAN_LINE} AS c WHERE c.state NOT IN (${sqlList(NOT_UNDER_WAY_CLAIM_STATES)})`;

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
     SELECT coalesce(sum(i.amount_fen) FILTER (WHERE i.state <> 'settled'), 0)::bigint AS bound_fen,
       coalesce(sum(i.amount_fen) FILTER (WHERE i.state = 'settled'), 0)::bigint AS paid_fen
     FROM ${CLAIMS_OF_PLAN_LINE} AS c JOIN payout_instruction i ON i.claim_id = c.id
     WHERE i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS money
   WHERE l.jurisdiction = $1 AND l.year = $2 ORDER BY l.organ, l.program, l.id`,
);
