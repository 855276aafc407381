import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
import { packsQuery, type Pack } from '../../api/resources/law.ts';
import { useListed } from '../../api/use-list.ts';
import { useRowFocus } from '../../keys/row-focus.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords } from '../../words/records.ts';
import { LawNav } from './law-nav.tsx';
import { PackPart } from './pack-part.tsx';
import { ResolvedPart } from './resolved-part.tsx';

/** The documents, one of them with its parameters, and what applies to a route on a day. */
export function PacksPage() {
  const words = useLawWords();
  const { none } = useRecordWords();
  const [search] = useSearchParams();
  const document = search.get('document');
  const table = useRef<HTMLTableElement>(null);
  useRowFocus(table);
  const list = useListed(useInfiniteQuery(packsQuery), { name: 'packs', idOf: ({ id }: Pack) => id });
  const { packColumns } = words;
  return (
    <section className="screen" aria-labelledby="law">
      <div className="bar">
        <h1 id="law">{words.heading}</h1>
        <LawNav />
      </div>
      <ResolvedPart />
      {document !== null && <PackPart key={document} document={document} />}
      <ListFrame what={words.packsTable} empty={words.noPack} list={list}>
        <table ref={table} aria-label={words.packsTable} aria-busy={list.isFetching}>
          <thead>
            <tr>
              <th scope="col">{packColumns.title}</th>
              <th scope="col">{packColumns.number}</th>
              <th scope="col">{packColumns.issuer}</th>
              <th scope="col">{packColumns.date}</th>
              <th scope="col">{packColumns.valid}</th>
              <th scope="col" className="num">
                {packColumns.parameters}
              </th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((pack) => (
              <tr key={pack.id}>
                <th scope="row">
                  <Link href={`/law?document=${encodeURIComponent(pack.id)}`}>{pack.title}</Link>
                </th>
                <td>{pack.number ?? none}</td>
                <td className="text">{pack.issuer}</td>
                <td>{pack.date}</td>
                <td>{words.period(pack.validFrom, pack.validTo)}</td>
                <td className="num">
                  <Link href={`/law?document=${encodeURIComponent(pack.id)}`}>{pack.parameters}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ListFrame>
    </section>
  );
}
