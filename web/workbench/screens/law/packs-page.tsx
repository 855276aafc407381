import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { packsQuery, type Pack } from '../../api/resources/law.ts';
import { useListed } from '../../api/use-list.ts';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords } from '../../words/records.ts';
import { LawNav } from './law-nav.tsx';
import { PackPart } from './pack-part.tsx';
import { ResolvedPart } from './resolved-part.tsx';

const idOf = ({ id }: Pack) => id;
const hrefOf = (document: string) => `/law?document=${encodeURIComponent(document)}`;

/** The documents, one of them with its parameters, and what applies to a route on a day. */
export function PacksPage() {
  const words = useLawWords();
  const [search] = useSearchParams();
  const document = search.get('document');
  const list = useListed(useInfiniteQuery(packsQuery), { name: 'packs', idOf });
  return (
    <section className="screen" aria-labelledby="law">
      <div className="bar">
        <h1 id="law">{words.heading}</h1>
        <LawNav />
      </div>
      <ResolvedPart />
      {document !== null && <PackPart key={document} document={document} />}
      <ListTable label={words.packsTable} empty={words.noPack} list={list} keyOf={idOf} columns={usePackColumns()} />
    </section>
  );
}

function usePackColumns(): readonly Column<Pack>[] {
  const words = useLawWords();
  const { none } = useRecordWords();
  return columnsOf(words.packColumns, {
    title: ({ id, title }) => <Link href={hrefOf(id)}>{title}</Link>,
    number: (pack) => pack.number ?? none,
    issuer: ['text', ({ issuer }) => issuer],
    date: ({ date }) => date,
    valid: ({ validFrom, validTo }) => words.period(validFrom, validTo),
    parameters: ['num', ({ id, parameters }) => <Link href={hrefOf(id)}>{parameters}</Link>],
  });
}
