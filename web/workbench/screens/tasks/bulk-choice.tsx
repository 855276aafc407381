import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { forget } from '../../api/queries.ts';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { useTasksWords } from '../../words/tasks.ts';

const BulkDialog = lazy(() => import('./bulk-dialog.tsx'));

interface BulkChoiceProps {
  readonly chosen: readonly TaskItem[];
  /** The dialog was closed after a pledge: what was chosen has its results. */
  readonly onEnd: () => void;
}

/** How many rows are chosen, and what can be done with all of them. */
export function BulkChoice({ chosen, onEnd }: BulkChoiceProps) {
  const words = useTasksWords();
  const [planned, plan] = useState<readonly TaskItem[]>([]);
  const end = (isPledged: boolean) => {
    plan([]);
    if (isPledged) {
      onEnd();
    }
    void forget(['tasks'], ['counts'], ['task'], ['claim'], ['filing']);
  };
  return (
    <>
      {chosen.length > 0 && (
        <p className="picked">
          <span>{words.picked(chosen.length)}</span>
          <Button size="small" type="primary" onClick={() => plan(chosen)}>
            {words.bulk}
          </Button>
        </p>
      )}
      {planned.length > 0 && (
        <Suspense>
          <BulkDialog tasks={planned} onClose={end} />
        </Suspense>
      )}
    </>
  );
}
