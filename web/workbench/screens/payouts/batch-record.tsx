import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { batchQuery, type Batch } from '../../api/resources/payouts.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { RecordWays } from '../../parts/record-ways.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Money } from '../../parts/money.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { BatchActs } from './batch-acts.tsx';
import { FilesOf } from './files-of.tsx';
import { Instructions } from './instructions.tsx';
import { ResultsOf } from './results.tsx';
import { BATCH_TONES } from './tones.ts';
import '../../parts/records.css';

/** One batch: what it pays, from which budget, who may not release it, and what may be done. */
export function BatchRecord({ batchId }: { readonly batchId: string }) {
  const words = usePayoutsWords().batch;
  const batch = useQuery(batchQuery(batchId));
  return (
    <article className="record">
      <RecordWays list="/payouts" print={{ of: 'batch', id: batchId }} />
      <AskedOnce
        isPage
        what={words.what}
        data={batch.data}
        fault={faultOf(batch.error)}
        onRetry={() => void batch.refetch()}
      >
        {(found) => (
          <>
            <Head batch={found.body} />
            <Facts batch={found.body} />
            <MayNot batch={found.body} />
            <Instructions batch={found.body} />
            <FilesOf batch={found.body} />
            <ResultsOf batch={found.body} />
            <BatchActs batch={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function Head({ batch }: { readonly batch: Batch }) {
  const words = usePayoutsWords();
  return (
    <header className="record-head">
      <h1>
        {words.batch.no} <span className="mono">{batch.batchNo}</span>
      </h1>
      <Mark tone={BATCH_TONES[batch.state]}>{words.batches.states[batch.state]}</Mark>
      <span className="sum">
        <Money fen={batch.controlSumFen} />
      </span>
    </header>
  );
}

function Facts({ batch }: { readonly batch: Batch }) {
  const words = usePayoutsWords();
  const { funds } = useRecordWords();
  const { budget, flags, reason } = batch;
  return (
    <dl className="facts">
      <Fact word={words.batches.columns.fund}>{funds[batch.fund]}</Fact>
      <Fact word={words.batch.lines}>
        <a href="#instructions">{batch.lineCount}</a>
      </Fact>
      <Fact word={words.batches.columns.maker}>{words.batch.maker(batch.maker, when(batch.createdAt))}</Fact>
      {batch.checker !== null && <Fact word={words.batch.checkedBy}>{batch.checker}</Fact>}
      {budget !== null && (
        <Fact word={words.batch.budget}>
          {words.batch.before(yuan(budget.beforeFen))} · {words.batch.after(yuan(budget.afterFen))}
        </Fact>
      )}
      {flags.map(({ code, amountFen }) => (
        <Fact key={code} word={words.batch.budget}>
          <Mark tone="bad">{words.batch.overBudget(yuan(amountFen))}</Mark>
        </Fact>
      ))}
      {reason !== null && <Fact word={words.batch.reasons[batch.state]}>{reason}</Fact>}
    </dl>
  );
}

function MayNot({ batch }: { readonly batch: Batch }) {
  const words = usePayoutsWords().batch;
  return (
    <Section title={words.mayNot}>
      <p>{batch.mayNotRelease.join(' · ')}</p>
      <p className="quiet">{words.mayNotNote}</p>
    </Section>
  );
}
