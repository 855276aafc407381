import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { routesQuery, type RouteOfLaw } from '../../api/resources/law.ts';
import { useListed } from '../../api/use-list.ts';
import { Field } from '../../parts/act-form.tsx';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useLanguage } from '../../words/language.ts';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords } from '../../words/records.ts';
import { LawNav } from './law-nav.tsx';
import { usePlace } from './use-place.ts';

/** Every route of a place on a day: open, or why not; who, which papers, how many days. */
export function RoutesPage() {
  const words = useLawWords();
  const { jurisdiction: own, today } = usePlace();
  const [search, setSearch] = useSearchParams();
  const jurisdiction = search.get('jurisdiction') ?? own;
  const on = search.get('on') ?? today;
  const list = useListed(useInfiniteQuery({ ...routesQuery({ jurisdiction, on }), enabled: jurisdiction !== '' }), {
    name: `${jurisdiction} ${on}`,
    idOf: ({ code }: RouteOfLaw) => code,
  });
  const { routeColumns: columns } = words;
  return (
    <section className="screen" aria-labelledby="routes">
      <div className="bar">
        <h1 id="routes">{words.routes}</h1>
        <LawNav />
      </div>
      <div className="fields-row">
        <Field
          label={words.jurisdiction}
          value={jurisdiction}
          onChange={(value) => setSearch({ jurisdiction: value, on })}
        />
        <Field type="date" label={words.on} value={on} onChange={(value) => setSearch({ jurisdiction, on: value })} />
      </div>
      <ListFrame what={words.routesTable} empty={words.noRoute} list={list}>
        <table aria-label={words.routesTable} aria-busy={list.isFetching}>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.open}</th>
              <th scope="col">{columns.who}</th>
              <th scope="col">{columns.papers}</th>
              <th scope="col">{columns.days}</th>
              <th scope="col">{columns.clause}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((route) => (
              <Row key={route.code} route={route} address={{ jurisdiction, on }} />
            ))}
          </tbody>
        </table>
      </ListFrame>
    </section>
  );
}

interface RowProps {
  readonly route: RouteOfLaw;
  readonly address: { readonly jurisdiction: string; readonly on: string };
}

function Row({ route, address }: RowProps) {
  const words = useLawWords();
  const language = useLanguage();
  const { none } = useRecordWords();
  const [isOpen, setOpen] = useState(false);
  const name = route.name?.[language] ?? route.code;
  const to = `/law?${new URLSearchParams({ ...address, route: route.code })}`;
  return (
    <tr>
      <th scope="row">
        <Link href={to}>{name}</Link>
      </th>
      <td className="text">
        <Mark tone={route.open ? 'ok' : 'warn'}>{route.open ? words.open : words.closed}</Mark>{' '}
        {route.why.map((one) => one[language]).join(' ')}
      </td>
      <td className="text">{route.applicantWords.map((one) => one[language]).join(' · ')}</td>
      <td className="text">
        <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.papers(route.documents.length)} <span className="hidden">{words.papersOf(name)}</span>
        </button>
        {isOpen && (
          <ul>
            {route.documents.map(({ code, label, required }) => (
              <li key={code}>
                {label[language]} {required && <Mark tone="plain">{words.required}</Mark>}
              </li>
            ))}
          </ul>
        )}
      </td>
      <td>{route.expectedDays === null ? none : words.days(route.expectedDays)}</td>
      <td className="quote">
        {[route.document, route.clause].filter((one) => one !== null).join(' ')}
        {route.quote !== null && <q>{route.quote}</q>}
      </td>
    </tr>
  );
}
