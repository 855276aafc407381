import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type SyntheticEvent } from 'react';
import { newKey } from '../../api/client.ts';
import { faultOf, isUnanswered } from '../../api/problem.ts';
import { bulkPlanQuery, bulkRunQuery, pledgeBulk, type BulkPlan } from '../../api/resources/bulk.ts';
import { taskQuery, type Task, type TaskItem } from '../../api/resources/tasks.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useBulkWords } from '../../words/bulk.ts';
import { useFrameWords } from '../../words/frame.ts';
import { BulkTable } from './bulk-table.tsx';
import { Asked } from './case-parts.tsx';

interface BulkDialogProps {
  readonly tasks: readonly TaskItem[];
  readonly onClose: () => void;
}

/** W4: the server's plan, a pledge with the number of cases, and a result per case. */
export default function BulkDialog({ tasks, onClose }: BulkDialogProps) {
  const words = useBulkWords();
  const first = useQuery(taskQuery(tasks[0]?.id ?? ''));
  return (
    <Asked what={words.heading} query={first}>
      {({ body }) => <PlannedBulk first={body} tasks={tasks} onClose={onClose} />}
    </Asked>
  );
}

function PlannedBulk({ first, tasks, onClose }: BulkDialogProps & { readonly first: Task }) {
  const words = useBulkWords();
  const { dialog } = useFrameWords();
  const ids = tasks.map(({ id }) => id);
  const plan = useQuery(bulkPlanQuery(ids, first));
  const [bulkId, setBulkId] = useState<string | null>(null);
  const run = useQuery({ ...bulkRunQuery(bulkId ?? ''), enabled: bulkId !== null });
  const form = useId();
  const foot =
    bulkId === null ? (
      <>
        <Button onClick={onClose}>{dialog.cancel}</Button>
        <Button type="primary" htmlType="submit" form={form} disabled={(plan.data?.able ?? 0) === 0}>
          {words.confirm(plan.data?.able ?? 0)}
        </Button>
      </>
    ) : (
      <Button type="primary" onClick={onClose}>
        {words.finish}
      </Button>
    );
  return (
    <Dialog title={words.heading} onClose={onClose} foot={foot} isWide>
      {plan.isPending && <p className="quiet">{words.planning}</p>}
      <Asked what={words.heading} query={plan}>
        {(said) => (
          <>
            <p>
              <b>{words.plan(said.able, yuan(said.amountFen))}</b>
              {said.able < said.items.length && words.others(said.items.length - said.able)}{' '}
              <span className="quiet">{words.until(when(said.expiresAt))}</span>
            </p>
            <BulkTable
              tasks={tasks}
              plan={said}
              run={bulkId === null ? undefined : run.data}
              isBegun={bulkId !== null}
            />
            {bulkId === null && <Pledge id={form} plan={said} onPledged={setBulkId} />}
          </>
        )}
      </Asked>
    </Dialog>
  );
}

interface PledgeProps {
  readonly id: string;
  readonly plan: BulkPlan;
  readonly onPledged: (bulkId: string) => void;
}

function Pledge({ id, plan, onPledged }: PledgeProps) {
  const words = useBulkWords();
  const [isPledged, pledge] = useState(false);
  const [count, setCount] = useState('');
  const [key, setKey] = useState(newKey);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function send() {
    setError(null);
    try {
      onPledged(await pledgeBulk(plan, Number(count), key));
    } catch (failure) {
      setError(failure);
      if (!isUnanswered(failure)) {
        setKey(newKey());
      }
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form id={id} onSubmit={submit} className="fields">
      {fault !== null && <ProblemAlert fault={fault} />}
      <label className="pledge">
        <input type="checkbox" required checked={isPledged} onChange={({ target }) => pledge(target.checked)} />{' '}
        {words.pledge}
      </label>
      <label>
        {words.count}
        <input
          className="field"
          inputMode="numeric"
          required
          value={count}
          onChange={({ target }) => setCount(target.value)}
        />
      </label>
    </form>
  );
}
