import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import {
  claimsQuery,
  idSearchQuery,
  type ClaimFilters,
  type ClaimItem,
  type IdSearch,
} from '../../api/resources/claim-lists.ts';
import { useListed, type Listed } from '../../api/use-list.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Choice } from '../../parts/act-form.tsx';
import { Exports } from '../../parts/exports.tsx';
import { Tick } from '../../parts/labelled.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords } from '../../words/records.ts';
import { useClaimColumns } from './claim-columns.tsx';
import { IdSearchForm, TextSearch } from './claim-search.tsx';
import { ORGANS, organOf } from './organs.ts';

const idOf = ({ id }: ClaimItem) => id;

export function ClaimList() {
  const words = useClaimsWords();
  const [search, setSearch] = useState<IdSearch | null>(null);
  const find = (asked: Omit<IdSearch, 'count'>) => setSearch((now) => ({ ...asked, count: (now?.count ?? 0) + 1 }));
  const { change } = useAddress();
  const findText = (q: string) => {
    setSearch(null);
    change('q', q);
  };
  return (
    <section className="screen" aria-labelledby="claims">
      <div className="bar">
        <h1 id="claims">{words.heading}</h1>
      </div>
      <IdSearchForm onFind={find} />
      {search === null ? (
        <AllClaims />
      ) : (
        <>
          <p className="note">
            {words.found}{' '}
            <button type="button" className="link" onClick={() => setSearch(null)}>
              {words.leaveSearch}
            </button>
          </p>
          <div className="fields-row">
            <TextSearch value="" onFind={findText} />
          </div>
          <FoundClaims key={search.count} search={search} />
        </>
      )}
    </section>
  );
}

function FoundClaims({ search }: { readonly search: IdSearch }) {
  const list = useListed(useInfiniteQuery(idSearchQuery(search)), { name: String(search.count), idOf });
  return <ClaimTable list={list} />;
}

function AllClaims() {
  const words = useClaimsWords();
  const organs = useOrganWords();
  const { claimStates } = useRecordWords();
  const { search, change } = useAddress();
  const value = (name: string) => search.get(name) ?? '';
  const filters = filtersOf(search);
  const list = useListed(useInfiniteQuery(claimsQuery(filters)), { name: JSON.stringify(filters), idOf });
  return (
    <>
      <div className="fields-row" role="group" aria-label={useRecordWords().filter}>
        <TextSearch key={value('q')} value={value('q')} onFind={(q) => change('q', q)} />
        <Choice
          label={words.columns.state}
          none={words.anyState}
          options={Object.entries(claimStates)}
          value={value('state')}
          onChange={(state) => change('state', state)}
        />
        <Choice
          label={words.columns.organ}
          none={words.anyOrgan}
          options={ORGANS.map((organ) => [organ, organs[organ]] as const)}
          value={value('organ')}
          onChange={(organ) => change('organ', organ)}
        />
        <Tick
          label={words.stuck}
          isChecked={value('stuck') === 'true'}
          onChange={(isStuck) => change('stuck', isStuck ? 'true' : '')}
        />
      </div>
      {filters.money !== undefined && (
        <p className="note">
          {words.ofFigure[filters.money]}{' '}
          <Link href="/claims" className="link">
            {words.leaveSearch}
          </Link>
        </p>
      )}
      <ClaimTable list={list} foot={<Exports path="/api/v1/claims" filters={filters} />} />
    </>
  );
}

/** What the list is narrowed by stands in the address. */
function useAddress() {
  const [search, setSearch] = useSearchParams();
  const change = (name: string, said: string) =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      if (said === '') {
        next.delete(name);
      } else {
        next.set(name, said);
      }
      return next;
    });
  return { search, change };
}

/** The figures of a plan line whose numbers lead here. */
const FIGURES = ['reserved', 'bound', 'paid'] as const satisfies readonly ClaimFilters['money'][];

function filtersOf(search: URLSearchParams): ClaimFilters {
  const state = search.get('state');
  const organ = organOf(search.get('organ'));
  const q = search.get('q');
  const planLine = search.get('planLine');
  const money = FIGURES.find((figure) => figure === search.get('money'));
  return {
    ...(state !== null && { state }),
    ...(organ !== null && { organ }),
    ...(q !== null && { q }),
    ...(planLine !== null && { planLine }),
    ...(money !== undefined && { money }),
    ...(search.get('stuck') === 'true' && { stuck: 'true' as const }),
  };
}

function ClaimTable({ list, foot }: { readonly list: Listed<ClaimItem>; readonly foot?: ReactNode }) {
  const words = useClaimsWords();
  const columns = useClaimColumns();
  useKeys({ search: () => document.querySelector<HTMLElement>('input[type=search]')?.focus() });
  return <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={columns} foot={foot} />;
}
