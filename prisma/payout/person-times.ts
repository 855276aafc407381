import type { DoneInYear } from '../../domain/grant/plan-progress.ts';
import { PERSON_TIME_ROUTES } from '../../domain/grant/person-times.ts';
import { NOT_CLAIMING_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { UNPLANNED_FILING_STATES } from '../../domain/filing/filing-course.ts';
import { APPROVED_LINE_STATES } from '../../domain/line/line-state.ts';
import type { SplitLine } from '../../domain/plan/plan-content.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText } from '../kernel/statements.ts';

/** Claims of single persons whose route is a training of one, each in the year of its certificate (§11). */
const OF_PERSONS = (
  lines: string,
) => `SELECT c.jurisdiction, coalesce(p.organ, c.responsible_department) AS organ, p.program
  FROM claim c JOIN claim_line l ON l.claim_id = c.id LEFT JOIN plan_line p ON p.id = c.plan_line_id
  WHERE c.policy_snapshot_id IN (SELECT id FROM policy_snapshot
      WHERE content -> 'routeDefinition' ->> 'number' IN (${sqlList(PERSON_TIME_ROUTES)}))
    AND c.filing_id IS NULL AND l.certificate_date BETWEEN $1 AND $2 AND ${lines}`;

/**
 * R-152: a row for each person who was approved in a class that ended between two days, one for each person and case of
 * work-for-training, which ends on its claim's reference day, and one for each single person's training; top-up, allowance
 * and advance have no row. A class counts a person once, however many of its training years (L7) and supplementary claims
 * (L12) pay the person. All belong to the programme of their plan line, whichever year that line is of.
 */
const SUBSIDISED = `SELECT jurisdiction, organ, program FROM (
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
      AND c.reference_on BETWEEN $1 AND $2
  UNION ALL ${OF_PERSONS(`c.lines_approved > 0 AND l.state IN (${sqlList(APPROVED_LINE_STATES)})`)}`;

/** The least share of a class's hours, in basis points, that its law asks for; 0 where its route does not ask (R-036). */
const LEAST_SHARE = `coalesce((jsonb_path_query_first(s.content,
  '$.parameters[*] ? (@.key == "attendance.minShare").value') #>> '{}')::int, 0)`;

/**
 * §11: a row for each person of a class who attended enough of its hours, whether or not a claim was made; work-for-training
 * and single persons as soon as they are claimed and not refused.
 */
const TRAINED = `SELECT f.jurisdiction, coalesce(p.organ, f.responsible_department) AS organ, p.program
    FROM filing f JOIN (SELECT filing_id, trainee_id, sum(hours) AS hours FROM attendance_day GROUP BY filing_id, trainee_id) AS own
        ON own.filing_id = f.id
      LEFT JOIN plan_line p ON p.id = f.plan_line_id LEFT JOIN policy_snapshot s ON s.id = f.policy_snapshot_id
    WHERE f.ends_on BETWEEN $1 AND $2 AND f.state NOT IN (${sqlList(UNPLANNED_FILING_STATES)}) AND own.hours > 0
      AND own.hours * 10000 >= f.class_hours * ${LEAST_SHARE}
      AND NOT EXISTS (SELECT FROM roster_entry r WHERE r.filing_id = f.id AND r.trainee_id = own.trainee_id
        AND r.removed_at IS NOT NULL)
  UNION ALL
  SELECT c.jurisdiction, coalesce(p.organ, c.responsible_department), p.program
    FROM claim c LEFT JOIN plan_line p ON p.id = c.plan_line_id
    JOIN (SELECT DISTINCT claim_id, trainee_id FROM claim_line WHERE state <> 'refused') AS l ON l.claim_id = c.id
    WHERE c.policy_snapshot_id IN (SELECT id FROM policy_snapshot WHERE content -> 'routeDefinition' ->> 'intake' = 'months')
      AND c.filing_id IS NULL AND c.kind <> 'advance' AND c.state NOT IN (${sqlList(NOT_CLAIMING_CLAIM_STATES)})
      AND c.reference_on BETWEEN $1 AND $2
  UNION ALL ${OF_PERSONS(`c.state NOT IN (${sqlList(NOT_CLAIMING_CLAIM_STATES)}) AND l.state <> 'refused'`)}`;

const byProgramme = (rows: string) => `SELECT organ, program, count(*)::int AS "personTimes" FROM (${rows}) AS done
   WHERE jurisdiction = $3 GROUP BY organ, program ORDER BY organ, program`;
const within = (rows: string) =>
  `SELECT count(*)::int AS done FROM (${rows}) AS done WHERE starts_with(jurisdiction, $3)`;

type InPlace = [from: string, to: string, place: string];

export const subsidisedByProgramme = sqlText<DoneInYear, InPlace>(
  'payout.subsidisedByProgramme',
  byProgramme(SUBSIDISED),
);
export const trainedByProgramme = sqlText<DoneInYear, InPlace>('payout.trainedByProgramme', byProgramme(TRAINED));

export const subsidisedWithin = sqlText<{ readonly done: number }, InPlace>(
  'payout.subsidisedWithin',
  within(SUBSIDISED),
);
export const trainedWithin = sqlText<{ readonly done: number }, InPlace>('payout.trainedWithin', within(TRAINED));

/** The first day of the first and the last day of the last year. */
export function yearsFrom(fromYear: number, toYear: number): readonly [string, string] {
  return [`${fromYear}-01-01`, `${toYear}-12-31`];
}

/** The lines of the last split of a year (R-165). */
export const splitInForce = sqlText<SplitLine, [jurisdiction: string, year: number]>(
  'payout.splitInForce',
  `SELECT l.organ, l.program, l.person_times AS "personTimes" FROM annual_plan p JOIN plan_split_line l ON l.plan_id = p.id
   WHERE p.jurisdiction = $1 AND p.year = $2
     AND l.version = (SELECT max(s.version) FROM plan_split s WHERE s.plan_id = p.id) ORDER BY l.organ, l.program`,
);
