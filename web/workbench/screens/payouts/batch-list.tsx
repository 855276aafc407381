import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { batchesQuery, type BatchGlance } from '../../api/resources/payouts.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useStateFilter } from '../../parts/state-filter.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { BATCH_TONES } from './tones.ts';

const STATES = ['draft', 'released', 'sent', 'done', 'rejected'] as const;
const idOf = ({ id }: BatchGlance) => id;

export function BatchList() {
  const words = usePayoutsWords().batches;
  const { state, filters, chips } = useStateFilter(STATES, words.states);
  const list = useListed(useInfiniteQuery(batchesQuery(filters)), { name: state, idOf });
  return (
    <Section title={words.table}>
      {chips}
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useBatchColumns()} />
    </Section>
  );
}

function useBatchColumns(): readonly Column<BatchGlance>[] {
  const words = usePayoutsWords().batches;
  const { funds } = useRecordWords();
  return columnsOf(words.columns, {
    no: ({ id, batchNo }) => <Link href={`/payouts/${id}`}>{batchNo}</Link>,
    state: (batch) => <Mark tone={BATCH_TONES[batch.state]}>{words.states[batch.state]}</Mark>,
    fund: ({ fund }) => funds[fund],
    lines: ['num', ({ id, lineCount }) => <Link href={`/payouts/${id}#instructions`}>{lineCount}</Link>],
    sum: ['num', ({ controlSumFen }) => yuan(controlSumFen)],
    maker: ({ maker }) => maker,
    created: ({ createdAt }) => when(createdAt),
  });
}
