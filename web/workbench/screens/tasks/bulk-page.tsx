import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { bulkRunQuery, isOver, type BulkRun } from '../../api/resources/bulk.ts';
import { askedOf } from '../../api/asked.ts';
import { taskQuery } from '../../api/resources/tasks.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact } from '../../parts/section.tsx';
import { useBulkWords } from '../../words/bulk.ts';
import { BulkProgress, countsOf } from './bulk-progress.tsx';
import { BulkTable } from './bulk-table.tsx';

/** W4: a bulk as it is kept for good: what was pledged, how far it is, and what became of each case. */
export default function BulkPage() {
  const words = useBulkWords();
  const { id } = useParams<{ id: string }>();
  const run = useQuery(bulkRunQuery(id));
  return (
    <section className="screen" aria-labelledby="bulk">
      <Link href="/tasks" className="back">
        {words.back}
      </Link>
      <h1 id="bulk">{words.heading}</h1>
      <AskedOnce what={words.kept} {...askedOf(run)}>
        {(found) => <Kept run={found} />}
      </AskedOnce>
    </section>
  );
}

function Kept({ run }: { readonly run: BulkRun }) {
  const words = useBulkWords();
  const tasks = useQueries({
    queries: run.items.map(({ taskId }) => ({ ...taskQuery(taskId), staleTime: Infinity })),
    combine: (asked) => new Map(asked.flatMap(({ data }) => (data === undefined ? [] : [[data.body.id, data.body]]))),
  });
  const counts = countsOf(run);
  return (
    <>
      <p>
        <b>{words.planned(run.able, yuan(run.amountFen))}</b>
        {run.able < run.items.length && words.others(run.items.length - run.able)}
      </p>
      <dl className="facts">
        <Fact word={words.pledgedAt}>{when(run.pledgedAt)}</Fact>
        {(['total', 'done', 'left', 'waiting'] as const).map((name) => (
          <Fact key={name} word={words.counts[name]}>
            {counts[name]}
          </Fact>
        ))}
      </dl>
      <p>
        <Mark tone={isOver(run) ? 'ok' : 'warn'}>{words.states[run.state]}</Mark>
      </p>
      <BulkProgress run={run} />
      <BulkTable rows={run.items} taskOf={(taskId) => tasks.get(taskId)} />
    </>
  );
}
