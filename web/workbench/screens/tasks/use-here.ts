import { say } from '../../parts/status-line.tsx';
import { useTasksWords } from '../../words/tasks.ts';
import { focusedElsewhere } from './row-keys.ts';

/**
 * Keys that belong to the open case do nothing while the focus stands on another row of the list: the person means that
 * one. A sentence says how it is opened.
 */
export function useHere(): (act: () => void) => void {
  const words = useTasksWords();
  return (act) => {
    const other = focusedElsewhere();
    if (other === null) {
      act();
    } else {
      say(words.openFirst(other));
    }
  };
}
