import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { filingsQuery } from '../../api/resources/filing-lists.ts';
import type { ClassFiling } from '../../api/resources/filings.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useStateFilter } from '../../parts/state-filter.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords } from '../../words/records.ts';
import { TONES } from './tones.ts';

const STATES = ['filed', 'returned', 'accepted', 'open', 'ended', 'assessed', 'claimed', 'expired'] as const;
const idOf = ({ id }: ClassFiling) => id;

export function FilingList() {
  const words = useFilingsWords();
  const { state, filters, chips } = useStateFilter(STATES, words.states);
  const list = useListed(useInfiniteQuery(filingsQuery(filters)), { name: state, idOf });
  return (
    <section className="screen" aria-labelledby="filings">
      <div className="bar">
        <h1 id="filings">{words.heading}</h1>
        {chips}
      </div>
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useFilingColumns()} />
    </section>
  );
}

function useFilingColumns(): readonly Column<ClassFiling>[] {
  const words = useFilingsWords();
  const organs = useOrganWords();
  const { levels, none } = useRecordWords();
  return columnsOf(words.columns, {
    no: ({ id, filingNo }) => <Link href={`/filings/${id}`}>{filingNo ?? id}</Link>,
    state: ({ state }) => <Mark tone={TONES[state]}>{words.states[state]}</Mark>,
    applicant: ({ applicant }) => applicant.name,
    course: ({ occupation, skillLevel }) => `${occupation.name} ${levels[skillLevel]}`,
    hours: ['num', ({ classHours }) => classHours],
    people: ['num', ({ id, rosterCount }) => <Link href={`/filings/${id}#roster`}>{rosterCount}</Link>],
    runs: ({ opensOn, endsOn }) => words.runs(opensOn, endsOn),
    organ: ({ responsibleDepartment: of }) => (of === null ? none : organs[of.organ]),
    filed: ({ filedAt }) => (filedAt === null ? none : when(filedAt)),
  });
}
