import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type {
  AnnualPlanRecord,
  AnnualPlanStore,
  PlanSplitRecord,
  PlanVersionRecord,
  SectorPlanRecord,
  StructureRecord,
} from '../../api/plan/plan-ports.ts';
import type { PlanTaskFacts } from '../../domain/plan/diagnose-plan.ts';
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

    openTasks: (planId) => fetchAll(pool, openTasksOf(planId)),
    structures: (planIds) => fetchAll(pool, structuresOf(planIds)),

    enterStructure: (planId, figures, by) =>
      inTransaction(pool, async (client) => {
        await execute(client, lockYear(planId));
        const version = ((await fetchFirst(client, lastStructure(planId)))?.version ?? 0) + 1;
        const { employed, skilled, highSkilled, source } = figures;
        const { personId } = by.caller;
        await execute(
          client,
          insertStructure(planId, version, employed, skilled, highSkilled, source, personId, by.at),
        );
        await auditPlan(client, planId, by, { act: 'enterIndicators', facts: { version } });
      }),

    putSectorPlan: (planId, { organ, forecast, plan }, { caller, at }) =>
      inTransaction(pool, async (client) => {
        // One after the other: the row of the plan gives the numbers of its versions.
        await execute(client, lockYear(planId));
        const version = ((await fetchFirst(client, lastSectorPlan(planId, organ)))?.version ?? 0) + 1;
        await execute(client, insertSectorPlan(planId, organ, version, forecast, plan, caller.personId, at));
        await auditPlan(client, planId, { caller, at }, { act: 'putSectorPlan', facts: { organ, version } });
      }),

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

/** What nobody decides on is no act of the workflow, and has an entry of the audit all the same. */
function auditPlan(
  client: pg.PoolClient,
  planId: string,
  { caller, at }: { readonly caller: Caller; readonly at: Date },
  {
    act,
    facts,
  }: { readonly act: 'putSectorPlan' | 'enterIndicators'; readonly facts: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { personId, organ, section } = caller;
  const person = { personId, organ, section };
  return appendAudit(client, {
    entityKind: 'annualPlan',
    entityId: planId,
    revision: null,
    act,
    actId: null,
    person,
    at,
    facts,
  });
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
  | 'state_since'
>;

const COLUMNS =
  'id, jurisdiction, year, revision, course, opens_on, due_on, closes_on, opening, created_at, state_since';

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
    stateSince: row.state_since,
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

const structuresOf = sqlText<StructureRecord, [planIds: readonly string[]]>(
  'plan.structures',
  `SELECT DISTINCT ON (plan_id) plan_id AS "planId", version, employed, skilled, high_skilled AS "highSkilled", source,
     entered_at AS "enteredAt" FROM structure_figures WHERE plan_id = ANY ($1) ORDER BY plan_id, version DESC`,
);

const lastStructure = sqlText<Row<'structure_figures', 'version'>, [planId: string]>(
  'plan.lastStructure',
  'SELECT version FROM structure_figures WHERE plan_id = $1 ORDER BY version DESC LIMIT 1',
);

const insertStructure = sqlText<
  never,
  [
    planId: string,
    version: number,
    employed: number,
    skilled: number,
    highSkilled: number,
    source: string,
    enteredBy: string,
    at: Date,
  ]
>(
  'plan.insertStructure',
  `INSERT INTO structure_figures (plan_id, version, employed, skilled, high_skilled, source, entered_by, entered_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

const openTasksOf = sqlText<PlanTaskFacts, [planId: string]>(
  'plan.openTasks',
  `SELECT id AS "taskId", kind, plan_organ AS "planOrgan", extract(epoch FROM created_at)::float8 * 1000 AS "sinceMs",
     due_on AS "dueOn" FROM task
   WHERE entity_kind = 'annualPlan' AND entity_id = $1 AND state = 'open' AND plan_organ IS NOT NULL ORDER BY created_at, id`,
);
