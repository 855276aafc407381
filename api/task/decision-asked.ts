import type { Actor } from '../../domain/authority/actor.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import type { ActRequest } from '../kernel/desk-port.ts';
import type { Task } from './task-ports.ts';

/** One decision as it was asked, with what was found before it is judged. */
export interface DecisionAsked {
  readonly task: Task;
  readonly body: DecisionBody;
  readonly actor: Actor;
  /** Business time. */
  readonly at: Date;
  readonly frame: Pick<ActRequest, 'personId' | 'idempotencyKey' | 'taskId'>;
  /** The act is kept already: the repeat of a request that nobody answered goes on with it (D2). */
  readonly isRepeat: boolean;
  /** After state and duties: TASK_ASSIGNED (409), then the tag of the task (428, 412). Throws Problem. */
  requireSeatAndTag(): void;
}
