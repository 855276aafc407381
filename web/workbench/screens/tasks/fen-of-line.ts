import type { ClaimLine } from '../../api/resources/claims.ts';
import type { Task } from '../../api/resources/tasks.ts';

/** What a task is about, line by line, in fen: a top-up is a sum of its own. */
export function fenOf({ baseFen, allowanceFen, floatFen }: ClaimLine, purpose: Task['purpose']): number {
  switch (purpose) {
    case 'float':
      return floatFen;
    case 'allowance':
      return allowanceFen;
    case 'base':
    case 'advance':
    case null:
      return baseFen;
    default:
      return purpose satisfies never;
  }
}
