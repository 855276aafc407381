import type pg from 'pg';
import type { DutyTask } from '../../api/task/task-ports.ts';
import { judgeInterest } from '../../domain/integrity/conflict-of-interest.ts';
import { mayStandIn } from '../../domain/task/stand-in.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { createTaskCases } from '../task/task-cases.ts';

interface SeatedTask extends DutyTask, Row<'task', 'id' | 'jurisdiction' | 'organ' | 'section' | 'role' | 'state'> {
  readonly forPersonId: string | null;
}

const seatOfTask = sqlText<SeatedTask, [taskId: string]>(
  'repair.seatOfTask',
  `SELECT t.id, t.kind, t.stage, t.entity_kind AS "entityKind", t.entity_id AS "entityId", t.objection_id AS "objectionId",
     t.plan_organ AS "planOrgan", t.for_person_id AS "forPersonId", t.jurisdiction, t.organ, t.section, t.role, t.state
   FROM task t WHERE t.id = $1`,
);

/** Whether a person may have an open task: seat, separation of duties and declared relations, as a transfer asks. */
export async function mayHaveTask(pool: pg.Pool, taskId: string, personId: string): Promise<boolean> {
  const cases = createTaskCases(pool);
  const [task, person] = await Promise.all([fetchFirst(pool, seatOfTask(taskId)), cases.person(personId)]);
  if (task?.state !== 'open' || person === null) {
    return false;
  }
  const { declared, parties } = await cases.interest(task.id, person.personId);
  const duties = await cases.duties(task);
  return mayStandIn(person, { ...task, assigneeId: null }, { duties, isFree: judgeInterest(declared, parties).ok });
}
