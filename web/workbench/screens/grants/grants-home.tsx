import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { Link, useSearchParams } from 'wouter';
import { callsQuery, grantsQuery, type GrantCall, type GrantItem } from '../../api/resources/grants.ts';
import { useListed } from '../../api/use-list.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Place } from '../../parts/place.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';

export function GrantsHome() {
  const words = useGrantsWords();
  return (
    <div className="screen">
      <div className="bar">
        <h1>{words.heading}</h1>
      </div>
      <Calls />
      <Titles />
    </div>
  );
}

function Calls() {
  const words = useGrantsWords();
  const list = useListed(useInfiniteQuery(callsQuery()), { name: 'calls', idOf: ({ id }: GrantCall) => id });
  const columns = useCallColumns();
  return (
    <section className="part" aria-labelledby="calls">
      <h2 id="calls">{words.calls}</h2>
      <ListFrame what={words.calls} empty={words.callsEmpty} list={list}>
        <DataTable
          label={words.calls}
          rows={list.rows}
          keyOf={({ id }) => id}
          columns={columns}
          isBusy={list.isFetching}
        />
      </ListFrame>
    </section>
  );
}

function useCallColumns(): readonly Column<GrantCall>[] {
  const words = useGrantsWords();
  const { none } = useRecordWords();
  const of = words.columns;
  return [
    {
      key: 'call',
      head: of.call,
      cell: ({ id, name, year }) => (
        <Link href={`/grants/calls/${id}`}>
          {name} {words.year(year)}
        </Link>
      ),
    },
    {
      key: 'state',
      head: of.state,
      cell: ({ state, late }) => (
        <>
          <Mark tone="plain">{words.callStates[state]}</Mark> {late && <Mark tone="bad">{words.late}</Mark>}
        </>
      ),
    },
    { key: 'closes', head: of.closes, cell: ({ applicationsCloseAt }) => when(applicationsCloseAt) },
    { key: 'city', head: of.cityDue, cell: ({ cityDueOn }) => cityDueOn },
    { key: 'review', head: of.reviewDue, cell: ({ reviewDueOn }) => reviewDueOn },
    { key: 'places', head: of.places, kind: 'num', cell: ({ quota }) => quota?.places ?? none },
    {
      key: 'submitted',
      head: of.submitted,
      kind: 'num',
      cell: ({ id, counts }) => <Link href={`/grants?callId=${id}`}>{counts.submitted}</Link>,
    },
    {
      key: 'amount',
      head: of.amount,
      kind: 'num',
      cell: ({ grantFen }) => yuan(grantFen),
    },
  ];
}

function Titles() {
  const words = useGrantsWords();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const callId = search.get('callId') ?? '';
  const [typed, setTyped] = useState(q);
  const filters = { ...(q !== '' && { q }), ...(callId !== '' && { callId }) };
  const list = useListed(useInfiniteQuery(grantsQuery(filters)), {
    name: `${q}/${callId}`,
    idOf: ({ id }: GrantItem) => id,
  });
  const columns = useTitleColumns();
  const find = (event: SyntheticEvent) => {
    event.preventDefault();
    setSearch({ ...(typed.trim() !== '' && { q: typed.trim() }), ...(callId !== '' && { callId }) });
  };
  return (
    <section className="part" aria-labelledby="titles">
      <h2 id="titles">{words.titles}</h2>
      <form role="search" className="find-row" onSubmit={find}>
        <input
          aria-label={words.search}
          placeholder={words.search}
          className="field"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button htmlType="submit">{words.find}</Button>
      </form>
      <ListFrame what={words.titles} empty={words.titlesEmpty} list={list} isBegin>
        <DataTable
          label={words.titles}
          rows={list.rows}
          keyOf={({ id }) => id}
          columns={columns}
          isBusy={list.isFetching}
        />
      </ListFrame>
    </section>
  );
}

export function useTitleColumns(): readonly Column<GrantItem>[] {
  const words = useGrantsWords();
  const of = words.columns;
  return [
    { key: 'no', head: of.no, cell: ({ id, grantNo }) => <Link href={`/grants/${id}`}>{grantNo}</Link> },
    { key: 'name', head: of.name, kind: 'text', cell: ({ designation }) => designation.name },
    { key: 'applicant', head: of.applicant, kind: 'text', cell: ({ applicant }) => applicant.name },
    {
      key: 'state',
      head: of.state,
      cell: ({ state, suspended }) => (
        <>
          <Mark tone="plain">{words.states[state]}</Mark> {suspended && <Mark tone="bad">{words.suspended}</Mark>}
        </>
      ),
    },
    { key: 'city', head: of.city, cell: ({ designation }) => <Place code={designation.city} /> },
    { key: 'amount', head: of.amount, kind: 'num', cell: ({ amountFen }) => yuan(amountFen) },
    {
      key: 'paid',
      head: of.paid,
      kind: 'num',
      cell: ({ id, paidFen }) => <Link href={`/grants/${id}#instalments`}>{yuan(paidFen)}</Link>,
    },
  ];
}
