import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { noticesQuery, type NoticeGlance } from '../../api/resources/notices.ts';
import { useListed } from '../../api/use-list.ts';
import { when } from '../../parts/format.ts';
import { Chips, ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { TONES } from './tones.ts';
import { useNoticesWords } from '../../words/notices.ts';
import { useRecordWords } from '../../words/records.ts';

const STATES = ['draft', 'confirmedByOne', 'published', 'closed', 'withdrawn'] as const;

export function NoticeList() {
  const words = useNoticesWords();
  const records = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state') ?? '';
  const state = STATES.find((one) => one === asked);
  const filters = state === undefined ? {} : { state };
  const list = useListed(useInfiniteQuery(noticesQuery(filters)), { name: asked, idOf: ({ id }: NoticeGlance) => id });
  return (
    <section className="screen" aria-labelledby="notices">
      <div className="bar">
        <h1 id="notices">{words.heading}</h1>
        <Chips
          label={records.filter}
          options={[['', records.all], ...STATES.map((one) => [one, words.states[one]] as const)]}
          value={state ?? ''}
          onChange={(code) => setSearch(code === '' ? {} : { state: code })}
        />
      </div>
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <table aria-label={words.table} aria-busy={list.isFetching}>
          <thead>
            <tr>
              <th scope="col">{words.columns.no}</th>
              <th scope="col">{words.columns.state}</th>
              <th scope="col">{words.columns.of}</th>
              <th scope="col" className="num">
                {words.columns.claims}
              </th>
              <th scope="col" className="num">
                {words.columns.items}
              </th>
              <th scope="col">{words.columns.published}</th>
              <th scope="col">{words.columns.ends}</th>
              <th scope="col">{words.columns.created}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((notice) => (
              <Row key={notice.id} notice={notice} />
            ))}
          </tbody>
        </table>
      </ListFrame>
    </section>
  );
}

function Row({ notice }: { readonly notice: NoticeGlance }) {
  const words = useNoticesWords();
  const { none } = useRecordWords();
  return (
    <tr>
      <th scope="row">
        <Link href={`/notices/${notice.id}`}>{notice.noticeNo}</Link>
      </th>
      <td>
        <Mark tone={TONES[notice.state]}>{words.states[notice.state]}</Mark>
      </td>
      <td>{words.kinds[notice.kind]}</td>
      <td className="num">
        <Link href={`/notices/${notice.id}`}>{notice.claimIds.length}</Link>
      </td>
      <td className="num">
        <Link href={`/notices/${notice.id}`}>{notice.items}</Link>
      </td>
      <td>{notice.publishedAt === null ? none : when(notice.publishedAt)}</td>
      <td>{notice.endsAt === null ? none : when(notice.endsAt)}</td>
      <td>{when(notice.createdAt)}</td>
    </tr>
  );
}
