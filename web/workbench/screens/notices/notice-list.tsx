import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { noticesQuery, type NoticeGlance } from '../../api/resources/notices.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { until, when } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useStateFilter } from '../../parts/state-filter.tsx';
import { useNoticesWords } from '../../words/notices.ts';
import { useRecordWords } from '../../words/records.ts';
import { TONES } from './tones.ts';

const STATES = ['draft', 'confirmedByOne', 'published', 'closed', 'withdrawn'] as const;
const idOf = ({ id }: NoticeGlance) => id;

export function NoticeList() {
  const words = useNoticesWords();
  const { state, filters, chips } = useStateFilter(STATES, words.states);
  const list = useListed(useInfiniteQuery(noticesQuery(filters)), { name: state, idOf });
  return (
    <section className="screen" aria-labelledby="notices">
      <div className="bar">
        <h1 id="notices">{words.heading}</h1>
        {chips}
      </div>
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useNoticeColumns()} />
    </section>
  );
}

function useNoticeColumns(): readonly Column<NoticeGlance>[] {
  const words = useNoticesWords();
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    no: ({ id, noticeNo }) => <Link href={`/notices/${id}`}>{noticeNo}</Link>,
    state: (notice) => <Mark tone={TONES[notice.state]}>{words.states[notice.state]}</Mark>,
    of: ({ kind }) => words.kinds[kind],
    claims: ['num', ({ id, claimIds }) => <Link href={`/notices/${id}#notice-claims`}>{claimIds.length}</Link>],
    items: ['num', ({ id, items }) => <Link href={`/notices/${id}#notice-items`}>{items}</Link>],
    published: ({ publishedAt }) => (publishedAt === null ? none : when(publishedAt)),
    ends: ({ endsAt }) => (endsAt === null ? none : until(endsAt)),
    created: ({ createdAt }) => when(createdAt),
  });
}
