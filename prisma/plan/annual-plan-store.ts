import type pg from 'pg';
import type {
  AnnualPlanRecord,
  AnnualPlanStore,
  PlanSplitRecord,
  PlanVersionRecord,
  SectorPlanRecord,
} from '../../api/plan/plan-ports.ts';
import { isActKept } from '../kernel/act-store.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { yearPlanStart } from '../kernel/start-inputs.ts';
import { execute, fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

export function createAnnualPlanStore(pool: pg.Pool): AnnualPlanStore {
  return {
    async list({ jurisdiction, year, limit, after }, caller) {
      const [afterYear, afterId] = after ?? [BEYOND_YEARS, ''];
      const within = withinOf(caller.jurisdiction);
      const rows = await fetchAll(
        pool,
        planPage(within, jurisdiction ?? null, year ?? null, afterYear, afterId, limit + 1),
      );
      return rows.map(recordOf);
    },

    async find(planId, caller) {
      const row = await fetchFirst(pool, planById(planId, withinOf(caller.jurisdiction)));
      return row === undefined ? null : recordOf(row);
    },

    versions: (planIds) => fetchAll(pool, versionsOf(planIds)),
    splits: (planIds) => fetchAll(pool, splitsOf(planIds)),
    sectorPlans: (planIds) => fetchAll(pool, sectorPlansOf(planIds)),

    putSectorPlan: (planId, { organ, forecast, plan }, { caller, at }) =>
      inTransaction(pool, async (client) => {
        const { personId, section } = caller;
        // One after the other: the row of the plan gives the numbers of its versions.
        await execute(client, lockYear(planId));
        const version = (await fetchFirst(client, lastSectorPlan(planId, organ)))?.version ?? 0;
        await execute(client, insertSectorPlan(planId, organ, version + 1, forecast, plan, personId, at));
        await appendAudit(client, {
          entityKind: 'annualPlan',
          entityId: planId,
          revision: null,
          act: 'putSectorPlan',
          actId: null,
          person: { personId, organ: caller.organ, section },
          at,
          facts: { organ, version: version + 1 },
        });
      }),

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

const BEYOND_YEARS = 10_000;

type PlanRow = Row<
  'annual_plan',
  | 'id'
  | 'jurisdiction'
  | 'year'
  | 'revision'
  | 'course'
  | 'opens_on'
  | 'due_on'
  | 'closes_on'
  | 'opening'
  | 'created_at'
>;

const COLUMNS = 'id, jurisdiction, year, revision, course, opens_on, due_on, closes_on, opening, created_at';

const planPage = sqlText<
  PlanRow,
  [within: string, jurisdiction: string | null, year: number | null, afterYear: number, afterId: string, limit: number]
>(
  'plan.page',
  `SELECT ${COLUMNS} FROM annual_plan WHERE jurisdiction LIKE $1 AND ($2::text IS NULL OR jurisdiction = $2)
     AND ($3::int IS NULL OR year = $3) AND (year < $4 OR (year = $4 AND id > $5)) ORDER BY year DESC, id LIMIT $6`,
);

const planById = sqlText<PlanRow, [planId: string, within: string]>(
  'plan.byId',
  `SELECT ${COLUMNS} FROM annual_plan WHERE id = $1 AND jurisdiction LIKE $2`,
);

function recordOf(row: PlanRow): AnnualPlanRecord {
  const { id: planId, jurisdiction, year, revision } = row;
  const start = yearPlanStart(row, { planId, clockOffsetMs: 0 });
  return {
    planId,
    jurisdiction,
    year,
    opensOn: row.opens_on,
    dueOn: row.due_on,
    closesOn: row.closes_on,
    revision,
    course: row.course ?? start.course,
    plan: start.plan,
  };
}

const versionsOf = sqlText<PlanVersionRecord, [planIds: readonly string[]]>(
  'plan.versions',
  `SELECT v.plan_id AS "planId", v.organ, v.filing, v.version, v.state, v.late, v.reason, v.remark,
     v.training_done AS "trainingDone", v.submitted_at AS "submittedAt", v.decided_at AS "decidedAt",
     v.decision_remark AS "decisionRemark",
     (SELECT coalesce(json_agg(json_build_object('program', l.program, 'personTimes', l.person_times,
         'budgetFen', l.budget_fen) ORDER BY l.program), '[]')
       FROM plan_version_line l WHERE (l.plan_id, l.organ, l.filing) = (v.plan_id, v.organ, v.filing)) AS lines
   FROM plan_version v WHERE v.plan_id = ANY ($1) ORDER BY v.plan_id, v.organ, v.filing`,
);

const splitsOf = sqlText<PlanSplitRecord, [planIds: readonly string[]]>(
  'plan.splits',
  `SELECT s.plan_id AS "planId", s.version, s.reason, s.entered_at AS "enteredAt",
     (SELECT coalesce(json_agg(json_build_object('organ', l.organ, 'program', l.program, 'personTimes', l.person_times)
         ORDER BY l.organ, l.program), '[]')
       FROM plan_split_line l WHERE (l.plan_id, l.version) = (s.plan_id, s.version)) AS lines
   FROM plan_split s WHERE s.plan_id = ANY ($1) ORDER BY s.plan_id, s.version`,
);

const sectorPlansOf = sqlText<SectorPlanRecord, [planIds: readonly string[]]>(
  'plan.sectorPlans',
  `SELECT DISTINCT ON (plan_id, organ) plan_id AS "planId", organ, version, forecast, planned_training AS plan,
     entered_at AS "enteredAt" FROM sector_plan WHERE plan_id = ANY ($1) ORDER BY plan_id, organ, version DESC`,
);

const lockYear = sqlText<never, [planId: string]>(
  'plan.lockYear',
  'SELECT FROM annual_plan WHERE id = $1 FOR NO KEY UPDATE',
);

const lastSectorPlan = sqlText<Row<'sector_plan', 'version'>, [planId: string, organ: string]>(
  'plan.lastSectorPlan',
  'SELECT version FROM sector_plan WHERE plan_id = $1 AND organ = $2 ORDER BY version DESC LIMIT 1',
);

const insertSectorPlan = sqlText<
  never,
  [planId: string, organ: string, version: number, forecast: string, plan: string, enteredBy: string, at: Date]
>(
  'plan.insertSectorPlan',
  `INSERT INTO sector_plan (plan_id, organ, version, forecast, planned_training, entered_by, entered_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
