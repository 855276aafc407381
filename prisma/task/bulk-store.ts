import type pg from 'pg';
import type { Bulk, BulkItem, BulkStore, NewBulk, PledgedTask, TaskNow } from '../../api/task/bulk-ports.ts';
import type { ActState } from '../../domain/codes.ts';
import type { ActSigner } from '../kernel/act-signing.ts';
import { actWrite } from '../kernel/act-store.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

interface Context {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>;
  readonly sign: ActSigner;
}

/** Plans, pledges and results of decisions on several tasks (ADR 0044). */
export function createBulkStore(pool: pg.Pool, { sealer, sign }: Context): BulkStore {
  return {
    plan: (bulk) => inTransaction(pool, (client) => keepPlan(client, sealer, bulk)),

    async find(bulkId, personId) {
      const bulk = query.selectFrom('bulk_decision').selectAll().where('id', '=', bulkId);
      const row = await fetchFirst(pool, bulk.where('person_id', '=', personId));
      return row === undefined ? null : bulkOf(sealer, row, await fetchAll(pool, itemsOf(bulkId)));
    },

    pledge: ({ bulkId, key, at }, decide) =>
      inTransaction(pool, async (client) => {
        const bulk = query.selectFrom('bulk_decision').select('pledged_at').where('id', '=', bulkId);
        const row = await fetchFirst(client, bulk.forUpdate());
        const tasks = await fetchAll(client, lockTasks(bulkId));
        const decided = decide(row === undefined || row.pledged_at !== null, tasks);
        const actIds: string[] = [];
        for (const task of decided) {
          actIds.push(...(await keepItem(client, { bulkId, sign }, task)));
        }
        const pledged = query.updateTable('bulk_decision').set({ pledged_at: at, pledge_key: key });
        await execute(client, pledged.where('id', '=', bulkId));
        return actIds;
      }),
  };
}

const addItems = sqlText<
  never,
  [
    bulkId: string,
    positions: readonly number[],
    taskIds: readonly string[],
    revisions: readonly number[],
    caseRevisions: readonly (number | null)[],
    whys: readonly (string | null)[],
    amountsFen: readonly number[],
  ]
>(
  'task.addBulkItems',
  `INSERT INTO bulk_decision_item (bulk_id, position, task_id, revision, case_revision, why, amount_fen, able)
   SELECT $1, one.*, one.why IS NULL
   FROM unnest($2::int[], $3::text[], $4::int[], $5::int[], $6::text[], $7::bigint[])
     AS one (position, task_id, revision, case_revision, why, amount_fen)`,
);

async function keepPlan(client: pg.PoolClient, sealer: Context['sealer'], bulk: NewBulk): Promise<string> {
  const { personId, at, items } = bulk;
  const late = query.deleteFrom('bulk_decision').where('person_id', '=', personId).where('pledged_at', 'is', null);
  await execute(client, late.where('expires_at', '<', at));
  const id = newId('blk');
  await execute(
    client,
    query.insertInto('bulk_decision').values({
      id,
      person_id: personId,
      body_sealed: sealer.seal(bulk.content, placeOf('bulk_decision.body_sealed', id)),
      plan_hash: bulk.planHash,
      created_at: at,
      expires_at: bulk.expiresAt,
    }),
  );
  const added = addItems(
    id,
    items.map((_item, position) => position),
    items.map(({ taskId }) => taskId),
    items.map(({ revision }) => revision),
    items.map(({ caseRevision }) => caseRevision),
    items.map(({ why }) => why),
    items.map(({ amountFen }) => amountFen),
  );
  await execute(client, added);
  return id;
}

/** In the order of their ids, as everything that locks several tasks. The case's revision moves with its own acts. */
const lockTasks = sqlText<TaskNow, [bulkId: string]>(
  'task.lockTasksOfBulk',
  `SELECT t.id AS "taskId", t.revision, t.state = 'open' AS "isOpen", CASE t.entity_kind
     WHEN 'claim' THEN (SELECT c.revision FROM claim c WHERE c.id = t.entity_id)
     WHEN 'filing' THEN (SELECT f.revision FROM filing f WHERE f.id = t.entity_id) END AS "caseRevision"
   FROM task t WHERE t.id IN (SELECT i.task_id FROM bulk_decision_item i WHERE i.bulk_id = $1 AND i.able)
   ORDER BY t.id FOR SHARE OF t`,
);

/** Returns the id of the act that decides the task; none where the bulk leaves it alone. */
async function keepItem(
  client: pg.PoolClient,
  { bulkId, sign }: { readonly bulkId: string; readonly sign: ActSigner },
  task: PledgedTask,
): Promise<readonly string[]> {
  const item = (set: {
    readonly result?: 'changed' | 'notAble';
    readonly problem?: string;
    readonly act_id?: string;
  }) =>
    query.updateTable('bulk_decision_item').set(set).where('bulk_id', '=', bulkId).where('task_id', '=', task.taskId);
  if ('result' in task) {
    await execute(client, item({ result: task.result, problem: task.problem }));
    return [];
  }
  const act = await fetchFirst(client, actWrite(task.request, sign));
  if (act === undefined) {
    throw new RangeError('An act that was just written is not there');
  }
  await execute(client, item({ act_id: act.id }));
  return [act.id];
}

type ItemRow = Row<'bulk_decision_item', 'task_id' | 'revision' | 'case_revision' | 'why' | 'amount_fen' | 'result'> &
  Row<'bulk_decision_item', 'problem'> & { readonly act_state: ActState | null; readonly refusal_code: string | null };

const itemsOf = sqlText<ItemRow, [bulkId: string]>(
  'task.itemsOfBulk',
  `SELECT i.task_id, i.revision, i.case_revision, i.why, i.amount_fen, i.result, i.problem, a.state AS act_state,
     a.refusal_code
   FROM bulk_decision_item i LEFT JOIN act a ON a.id = i.act_id WHERE i.bulk_id = $1 ORDER BY i.position`,
);

function bulkOf(
  sealer: Context['sealer'],
  row: Row<'bulk_decision', 'id' | 'body_sealed' | 'plan_hash' | 'expires_at' | 'pledged_at' | 'pledge_key'>,
  rows: readonly ItemRow[],
): Bulk {
  return {
    id: row.id,
    content: sealer.open(row.body_sealed, placeOf('bulk_decision.body_sealed', row.id)),
    planHash: row.plan_hash,
    expiresAtMs: row.expires_at.getTime(),
    pledgedAt: row.pledged_at,
    pledgeKey: row.pledge_key,
    able: rows.filter(({ why }) => why === null).length,
    items: rows.map(itemOf),
  };
}

function itemOf(row: ItemRow): BulkItem {
  return {
    taskId: row.task_id,
    revision: row.revision,
    caseRevision: row.case_revision,
    why: row.why,
    amountFen: row.amount_fen,
    result: row.result,
    problem: row.problem,
    act: row.act_state === null ? null : { state: row.act_state, refusalCode: row.refusal_code },
  };
}
