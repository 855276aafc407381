import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { eveningQuery, type Difference, type Evening } from '../../api/resources/books.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Exports } from '../../parts/exports.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact } from '../../parts/section.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';
import { DifferencesPart } from './differences-part.tsx';
import { EveningActs, useEveningActs } from './evening-acts.tsx';
import { FundsPart } from './funds-part.tsx';
import '../../parts/records.css';

/** One day: what was released, what became of it, where the three ways differ, and who says why. */
export function EveningRecord({ day }: { readonly day: string }) {
  const words = useBooksWords().evening;
  const { back } = useRecordWords();
  const evening = useQuery(eveningQuery(day));
  return (
    <article className="record">
      <div className="buttons">
        <Link href="/reconciliations" className="back">
          {back}
        </Link>
        <span className="grow" />
        <Exports path={`/api/v1/reconciliations/${day}`} />
      </div>
      <AskedOnce
        isPage
        what={words.what}
        data={evening.data}
        fault={faultOf(evening.error)}
        onRetry={() => void evening.refetch()}
      >
        {(found) => <Body evening={found} />}
      </AskedOnce>
    </article>
  );
}

function Body({ evening }: { readonly evening: Evening }) {
  const { evening: words, evenings } = useBooksWords();
  const { balanced, day, asOf, differences } = evening;
  const acts = useEveningActs(evening);
  return (
    <>
      <header className="record-head">
        <h1>
          {words.heading} <span className="mono">{day}</span>
        </h1>
        <Mark tone={balanced ? 'ok' : 'warn'}>{balanced ? evenings.balanced.yes : evenings.balanced.no}</Mark>
      </header>
      <dl className="facts">
        <Fact word={words.asOf}>{when(asOf)}</Fact>
        <Fact word={words.since}>
          <a href="#differences">{differences.length}</a>
        </Fact>
      </dl>
      <FundsPart evening={evening} />
      <DifferencesPart differences={differences} onExplain={(difference: Difference) => acts.explain(difference)} />
      <EveningActs evening={evening} of={acts} />
    </>
  );
}
