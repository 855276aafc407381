import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { routesQuery, type RouteOfLaw } from '../../api/resources/law.ts';
import { useListed } from '../../api/use-list.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { Field } from '../../parts/act-form.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useLanguage } from '../../words/language.ts';
import { PlaceChoice } from '../../parts/place.tsx';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords } from '../../words/records.ts';
import { LawNav } from './law-nav.tsx';
import { usePackTitles } from './use-pack-titles.ts';
import { usePlace } from './use-place.ts';

const codeOf = ({ code }: RouteOfLaw) => code;

/** Every route of a place on a day: open, or why not; who, which papers, how many days. */
export function RoutesPage() {
  const words = useLawWords();
  const { jurisdiction: own, today } = usePlace();
  const [search, setSearch] = useSearchParams();
  const jurisdiction = search.get('jurisdiction') ?? own;
  const on = search.get('on') ?? today;
  const list = useListed(useInfiniteQuery({ ...routesQuery({ jurisdiction, on }), enabled: jurisdiction !== '' }), {
    name: `${jurisdiction} ${on}`,
    idOf: codeOf,
  });
  return (
    <section className="screen" aria-labelledby="routes">
      <div className="bar">
        <h1 id="routes">{words.routes}</h1>
        <LawNav />
      </div>
      <div className="fields-row">
        <PlaceChoice
          label={words.jurisdiction}
          value={jurisdiction}
          onChange={(value) => setSearch({ jurisdiction: value, on })}
        />
        <Field type="date" label={words.on} value={on} onChange={(value) => setSearch({ jurisdiction, on: value })} />
      </div>
      <ListTable
        label={words.routesTable}
        empty={words.noRoute}
        list={list}
        keyOf={codeOf}
        columns={useRouteColumns({ jurisdiction, on })}
      />
    </section>
  );
}

function useRouteColumns(address: {
  readonly jurisdiction: string;
  readonly on: string;
}): readonly Column<RouteOfLaw>[] {
  const words = useLawWords();
  const language = useLanguage();
  const { none } = useRecordWords();
  const titleOf = usePackTitles();
  return columnsOf(words.routeColumns, {
    name: ({ code, name }) => (
      <Link href={`/law?${new URLSearchParams({ ...address, route: code })}`}>{name?.[language] ?? code}</Link>
    ),
    open: [
      'text',
      ({ open, why }) => (
        <>
          <Mark tone={open ? 'ok' : 'warn'}>{open ? words.open : words.closed}</Mark>{' '}
          {why.map((one) => one[language]).join(' ')}
        </>
      ),
    ],
    who: ['text', ({ applicantWords }) => applicantWords.map((one) => one[language]).join(' · ')],
    papers: ['text', (route) => <Papers of={route} />],
    days: ({ expectedDays }) => (expectedDays === null ? none : words.days(expectedDays)),
    clause: [
      'quote',
      ({ document, clause, quote }) => (
        <>
          {[titleOf(document), clause].filter((one) => one !== null).join(' ')}
          {quote !== null && <q>{quote}</q>}
        </>
      ),
    ],
  });
}

function Papers({ of: { code, name, documents } }: { readonly of: RouteOfLaw }) {
  const words = useLawWords();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.papers(documents.length)} <span className="hidden">{words.papersOf(name?.[language] ?? code)}</span>
      </button>
      {isOpen && (
        <ul>
          {documents.map((one) => (
            <li key={one.code}>
              {one.label[language]} {one.required && <Mark tone="plain">{words.required}</Mark>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
