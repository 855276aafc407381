import type pg from 'pg';
import { dayAt, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import { advanceRecoveryTask } from '../../domain/claim/claim-tasks.ts';
import { isLeft } from '../../domain/recovery/advance-debt.ts';
import { ENDED_RECOVERY_STATES } from '../../domain/recovery/recovery-words.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { OpenTask } from '../../domain/task/task-changes.ts';
import { inTransaction } from '../kernel/connection.ts';
import {
  HAS_CLAIM_UNDER_WAY,
  HAS_DRAFT,
  IS_CLASS_UNPAID,
  RETURNED_ADVANCE,
  settledAdvance,
} from '../kernel/open-advance.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sendTogether, sqlText, type Row } from '../kernel/statements.ts';
import { lockAdvance, openDebtWrites } from '../recordings/advance-debt-writes.ts';
import { taskWrites } from '../recordings/task-reconciling.ts';

/**
 * R-073, R-074 (L1): opens the debts of paid advances that no claim of their class will settle, because the class
 * expired, or because all its claims ended without money and the payment arrived later; once the claim window is over,
 * drafts and paid claims are waited for no more. Gives Finance a task for each
 * debt, and ends the task of a debt that is paid. Returns how many advances it changed.
 */
export async function sweepAdvanceDebts(pool: pg.Pool, calendar: WorkingCalendar, atMs: number): Promise<number> {
  const found = await fetchAll(pool, debtsToKeep(dayAt(atMs)));
  for (const advance of found) {
    await inTransaction(pool, (client) => keepDebt(client, advance, { calendar, atMs }));
  }
  return found.length;
}

interface AdvanceToKeep {
  readonly claim_id: string;
  readonly filing_id: string;
}

const OPEN_TASK = `EXISTS (SELECT FROM task t WHERE t.entity_kind = 'claim' AND t.entity_id = c.id AND t.kind = 'recovery'
  AND t.state = 'open')`;

/** Finds the advances that may need a change; each is decided under its locks. */
const debtsToKeep = sqlText<AdvanceToKeep, [today: IsoDate]>(
  'worker.advanceDebts',
  `SELECT claim_id, filing_id FROM (
     SELECT c.id AS claim_id, c.filing_id, coalesce(r.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)}), false) AS is_due, ${OPEN_TASK} AS has_task,
       paid.settled_fen - ${settledAdvance()} - ${RETURNED_ADVANCE} > CASE WHEN r.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)}) THEN r.amount_fen - r.recovered_fen ELSE 0 END
         AND (f.state = 'expired' OR CASE WHEN f.claim_window_ends_on < $1::date THEN NOT ${HAS_CLAIM_UNDER_WAY}
           ELSE ${IS_CLASS_UNPAID} AND NOT ${HAS_DRAFT} END) AS is_left
     FROM claim c JOIN filing f ON f.id = c.filing_id JOIN claim_fund paid ON paid.claim_id = c.id AND paid.purpose = 'advance'
       LEFT JOIN recovery r ON r.claim_id = c.id AND r.found_by IS NULL
     WHERE c.kind = 'advance' AND c.state = 'closed' AND paid.settled_fen > 0) AS advance
   WHERE is_left OR is_due <> has_task LIMIT 200`,
);

async function keepDebt(
  client: pg.PoolClient,
  { claim_id: claimId, filing_id: filingId }: AdvanceToKeep,
  { calendar, atMs }: { readonly calendar: WorkingCalendar; readonly atMs: number },
): Promise<void> {
  const advance = await lockAdvance(client, filingId);
  if (advance !== null && isLeft(advance, advance.ofClass, dayAt(atMs))) {
    await sendTogether(client, openDebtWrites(advance, { at: new Date(atMs), cause: dayAt(atMs) }));
  }
  const debt = await fetchFirst(client, debtOf(claimId));
  if (debt === undefined) {
    return;
  }
  await sendTogether(
    client,
    taskWrites({
      owner: { kind: 'claim', id: claimId, jurisdiction: debt.jurisdiction, subject: debt.subject },
      open: debt.open_tasks,
      wanted: isOneOf(ENDED_RECOVERY_STATES, debt.state) ? [] : [advanceRecoveryTask(debt.content)],
      snapshot: debt.content,
      calendar,
      atMs,
      doneBy: null,
      act: 'recovered',
    }),
  );
}

interface Debt extends Row<'recovery', 'state'> {
  readonly jurisdiction: string;
  readonly subject: string;
  readonly content: PolicySnapshot;
  readonly open_tasks: readonly OpenTask[];
}

const debtOf = sqlText<Debt, [claimId: string]>(
  'worker.debtOfAdvance',
  `SELECT r.state, c.jurisdiction, s.content, concat_ws(' · ', '先行拨付', f.occupation_name, f.skill_level,
       CASE WHEN p.kind <> 'person' THEN p.name END, c.claim_no) AS subject,
     (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'stage', t.stage, 'purpose', t.purpose,
         'round', t.round, 'objectionId', t.objection_id)), '[]')
       FROM task t WHERE t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open' AND t.kind = 'recovery') AS open_tasks
   FROM recovery r JOIN claim c ON c.id = r.claim_id JOIN party p ON p.id = c.applicant_party_id
     JOIN filing f ON f.id = c.filing_id JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
   WHERE c.id = $1 AND r.found_by IS NULL`,
);
