import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type SyntheticEvent } from 'react';
import { Link } from 'wouter';
import { newKey } from '../../api/client.ts';
import { faultOf, isUnanswered } from '../../api/problem.ts';
import {
  bulkPlanQuery,
  bulkRunQuery,
  isOver,
  pledgeBulk,
  type BulkPlan,
  type BulkRun,
} from '../../api/resources/bulk.ts';
import { taskQuery, type TaskItem } from '../../api/resources/tasks.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Labelled, Tick } from '../../parts/labelled.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { say } from '../../parts/status-line.tsx';
import { useBulkWords } from '../../words/bulk.ts';
import { useFrameWords } from '../../words/frame.ts';
import { BulkProgress, countsOf } from './bulk-progress.tsx';
import { BulkTable, rowsOfPlan, type BulkRow } from './bulk-table.tsx';
import { Asked } from './case-parts.tsx';

interface BulkDialogProps {
  readonly tasks: readonly TaskItem[];
  readonly onClose: (isPledged: boolean) => void;
}

/** W4: the server's plan, a pledge with the number of cases, and a result per case. */
export default function BulkDialog({ tasks, onClose }: BulkDialogProps) {
  const words = useBulkWords();
  const ids = tasks.map(({ id }) => id);
  const first = useQuery(taskQuery(ids[0] ?? ''));
  const plan = useQuery(bulkPlanQuery(ids, first.data?.body ?? null));
  const [bulkId, setBulkId] = useState<string | null>(null);
  const close = () => onClose(bulkId !== null);
  const run = useQuery({ ...bulkRunQuery(bulkId ?? ''), enabled: bulkId !== null });
  const form = useId();
  const hasEnded = run.data !== undefined && isOver(run.data);
  const said = run.data === undefined || !hasEnded ? null : words.said(countsOf(run.data).done, run.data.items.length);
  useEffect(() => {
    if (said !== null) {
      say(said);
    }
  }, [said]);
  const taskOf = (taskId: string) => tasks.find(({ id }) => id === taskId);
  const foot =
    bulkId === null ? (
      <PlanFoot form={form} able={plan.data?.able ?? 0} onClose={close} />
    ) : (
      <RunFoot bulkId={bulkId} hasEnded={hasEnded} onClose={close} />
    );
  return (
    <Dialog title={words.heading} onClose={close} foot={foot} isWide>
      {first.error === null && plan.isPending && <p className="quiet">{words.planning}</p>}
      <Asked what={words.heading} query={first.data === undefined ? first : plan}>
        {(planned) => (
          <>
            <PlanLine plan={planned} isPledged={bulkId !== null} />
            {run.data !== undefined && <BulkProgress run={run.data} />}
            {bulkId !== null && (
              <Asked what={words.kept} query={run}>
                {() => null}
              </Asked>
            )}
            <BulkTable rows={rowsOf(planned, bulkId, run.data)} taskOf={taskOf} onOpen={close} />
            {bulkId === null && <Pledge id={form} plan={planned} onPledged={setBulkId} />}
          </>
        )}
      </Asked>
    </Dialog>
  );
}

/** Once it is pledged, nothing is said of a case before the server has said it. */
function rowsOf(plan: BulkPlan, bulkId: string | null, run: BulkRun | undefined): readonly BulkRow[] {
  const planned = rowsOfPlan(plan);
  return bulkId === null
    ? planned
    : (run?.items ?? planned.map((row) => (row.result === 'able' ? { ...row, result: null } : row)));
}

function PlanLine({ plan, isPledged }: { readonly plan: BulkPlan; readonly isPledged: boolean }) {
  const words = useBulkWords();
  const { able, items, amountFen, expiresAt } = plan;
  return (
    <p>
      <b>{words.plan(able, yuan(amountFen))}</b>
      {able < items.length && words.others(items.length - able)}{' '}
      {!isPledged && <span className="quiet">{words.until(when(expiresAt))}</span>}
    </p>
  );
}

interface PlanFootProps {
  readonly form: string;
  readonly able: number;
  readonly onClose: () => void;
}

function PlanFoot({ form, able, onClose }: PlanFootProps) {
  const words = useBulkWords();
  const { dialog } = useFrameWords();
  return (
    <>
      <Button onClick={onClose}>{dialog.cancel}</Button>
      <Button type="primary" htmlType="submit" form={form} disabled={able === 0}>
        {words.confirm(able)}
      </Button>
    </>
  );
}

interface RunFootProps {
  readonly bulkId: string;
  readonly hasEnded: boolean;
  readonly onClose: () => void;
}

/** It can be left while it runs: its results are kept on a page of their own. */
function RunFoot({ bulkId, hasEnded, onClose }: RunFootProps) {
  const words = useBulkWords();
  return (
    <>
      <Link href={`/bulk/${bulkId}`} onClick={onClose}>
        {words.toPage}
      </Link>
      {hasEnded && (
        <Button type="primary" onClick={onClose}>
          {words.finish}
        </Button>
      )}
    </>
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
      <Tick label={words.pledge} isRequired isChecked={isPledged} onChange={pledge} />
      <Labelled label={words.count}>
        {(field) => (
          <input
            id={field}
            className="field"
            inputMode="numeric"
            required
            value={count}
            onChange={({ target }) => setCount(target.value)}
          />
        )}
      </Labelled>
    </form>
  );
}
