import { useInfiniteQuery } from '@tanstack/react-query';
import {
  confirmResults,
  forgetBatch,
  resultsQuery,
  type Batch,
  type Results,
  type ResultsReport,
} from '../../api/resources/payouts.ts';
import { useAct } from '../../api/use-act.ts';
import { useListed } from '../../api/use-list.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';

const idOf = ({ resultId }: Results) => resultId;

/** Results that were entered by hand, with who may confirm them. */
export function ResultsOf({ batch }: { readonly batch: Batch }) {
  const words = usePayoutsWords().results;
  const list = useListed(useInfiniteQuery(resultsQuery(batch.id)), { name: batch.id, idOf });
  return (
    <Section title={words.title}>
      <ListFrame what={words.title} empty={words.empty} list={list}>
        {list.rows.map((results) => (
          <Entered key={results.resultId} batch={batch} results={results} />
        ))}
      </ListFrame>
    </Section>
  );
}

function Entered({ batch, results }: { readonly batch: Batch; readonly results: Results }) {
  const words = usePayoutsWords().results;
  const { none } = useRecordWords();
  const { enteredBy, enteredAt, confirmedBy, confirmedAt, state } = results;
  return (
    <div className="entered">
      <p>
        <Mark tone={confirmedAt === null ? 'warn' : 'ok'}>{words.states[state]}</Mark>{' '}
        {words.entered(enteredBy, when(enteredAt))}{' '}
        {confirmedAt !== null && words.confirmedBy(confirmedBy ?? none, when(confirmedAt))}
      </p>
      <DataTable
        label={words.tableOf(when(enteredAt))}
        rows={results.rows}
        keyOf={({ instructionId }) => instructionId}
        columns={useResultColumns(batch)}
      />
      {confirmedAt === null && <Confirmation batch={batch} results={results} />}
    </div>
  );
}

function Confirmation({ batch, results }: { readonly batch: Batch; readonly results: Results }) {
  const words = usePayoutsWords().results;
  const acting = useAct<'confirmation', ResultsReport>({
    send: (_act, { key }) => confirmResults(batch.id, results.resultId, key),
    onDone: () => {
      say(words.done(batch.batchNo));
      void forgetBatch(batch.id);
    },
    lookAgain: async () => {
      await forgetBatch(batch.id);
      return '';
    },
  });
  return acting.act === null ? (
    <ActsBar
      label={words.actsOf(when(results.enteredAt))}
      acts={results.acts}
      names={words.acts}
      primary="confirmation"
      closed={acting.closed}
      onOpen={(act) => acting.open(act, '')}
    />
  ) : (
    <ActForm
      name={words.acts.confirmation}
      confirm={words.acts.confirmation}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      closed={closedNow(acting, results.acts)}
      effect={words.effect(results.rows.length)}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={acting.close}
    />
  );
}

function useResultColumns(batch: Batch): readonly Column<Results['rows'][number]>[] {
  const words = usePayoutsWords().results;
  const { none } = useRecordWords();
  const noOf = (id: string) => batch.instructions.find((one) => one.id === id)?.claimNo ?? id;
  return columnsOf(words.columns, {
    claim: (row) => noOf(row.instructionId),
    state: (row) => words.reported[row.state],
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    valueDate: ({ valueDate }) => valueDate ?? none,
    reference: ({ bankReference }) => bankReference ?? none,
    reason: ({ reasonCode }) => reasonCode ?? none,
  });
}
