import type { Actor } from '../../domain/authority/actor.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import type { ActRequest } from '../kernel/desk-port.ts';
import type { Task } from './task-ports.ts';

/** A requested decision, with the data that was read before it is checked. */
export interface DecisionAsked {
  readonly task: Task;
  readonly body: DecisionBody;
  readonly actor: Actor;
  /** Business time. */
  readonly at: Date;
  readonly frame: Pick<ActRequest, 'personId' | 'idempotencyKey' | 'taskId'>;
  /** The act is already stored: the repeat of an unanswered request continues it (D2). */
  readonly isRepeat: boolean;
  /** After state and duties: TASK_ASSIGNED (409), then the tag of the task (428, 412). Throws Problem. */
  requireSeatAndTag(): void;
}
