import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { fundUseQuery, periodsQuery } from '../../api/resources/books.ts';
import { sessionQuery } from '../../api/resources/session.ts';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';
import { AccountsPart } from './accounts-part.tsx';
import { EntriesPart } from './entries-part.tsx';
import { QuartersPart } from './quarters-part.tsx';
import { QuarterActs } from './quarter-acts.tsx';
import { yearOf } from './periods.ts';
import { UsePart } from './use-part.tsx';
import '../../parts/records.css';
import './ledger.css';

const QUARTER = /^(20\d{2})-Q[1-4]$/;

/** The books: the quarters and how they close, what the funds were used for, the accounts and their entries; of these what the session names. */
export default function LedgerScreen() {
  const { quarter } = useParams<{ quarter?: string }>();
  return quarter === undefined || QUARTER.test(quarter) ? <Books quarter={quarter} /> : <NoQuarter />;
}

function NoQuarter() {
  const words = useBooksWords().ledger;
  return (
    <article className="record">
      <h1>{words.noQuarter}</h1>
      <Link href="/ledger">{words.heading}</Link>
    </article>
  );
}

function Books({ quarter }: { readonly quarter: string | undefined }) {
  const words = useBooksWords().ledger;
  const { back } = useRecordWords();
  const screens = useQuery(sessionQuery).data?.screens ?? [];
  const hasUse = screens.includes('ledgerUse');
  const hasAccounts = screens.includes('ledgerAccounts');
  const hasQuarters = screens.includes('ledgerQuarters');
  return (
    <article className="record ledger">
      {quarter !== undefined && (
        <Link href="/ledger" className="back">
          {back}
        </Link>
      )}
      <h1>{quarter === undefined ? words.heading : `${words.heading} ${words.quarter(quarter)}`}</h1>
      {hasUse && <ChipsOfUse quarter={quarter} />}
      {!hasUse && hasQuarters && <ChipsOfPeriods quarter={quarter} />}
      {hasQuarters && <QuartersPart quarter={quarter} />}
      {hasUse && <UsePart quarter={quarter} hasAccounts={hasAccounts} />}
      {hasAccounts && (
        <>
          <AccountsPart quarter={quarter} />
          <EntriesPart />
        </>
      )}
      {hasQuarters && quarter !== undefined && <QuarterActs period={quarter} />}
    </article>
  );
}

const NUMBERS = ['1', '2', '3', '4'] as const;

interface OfQuarter {
  readonly quarter: string | undefined;
}

function ChipsOfUse({ quarter }: OfQuarter) {
  const running = useQuery(fundUseQuery(quarter)).data?.period;
  return <Chips shown={quarter ?? running} />;
}

/** For a reader who closes or opens quarters and does not read what the funds were used for. */
function ChipsOfPeriods({ quarter }: OfQuarter) {
  const newest = useInfiniteQuery(periodsQuery(yearOf(quarter))).data?.pages[0]?.items[0]?.period;
  return <Chips shown={quarter ?? newest} />;
}

/** The quarters of the year that is shown, and the years beside it. */
function Chips({ shown }: { readonly shown: string | undefined }) {
  const words = useBooksWords().ledger;
  if (shown === undefined) {
    return null;
  }
  const year = Number(shown.slice(0, '2025'.length));
  return (
    <nav aria-label={words.choose} className="quarters">
      <Link href={`/ledger/${year - 1}-Q4`}>{words.yearBefore}</Link>
      {NUMBERS.map((number) => {
        const period = `${year}-Q${number}`;
        return (
          <Link key={period} href={`/ledger/${period}`} aria-current={period === shown ? 'page' : undefined}>
            {words.quarter(period)}
          </Link>
        );
      })}
      <Link href={`/ledger/${year + 1}-Q1`}>{words.yearAfter}</Link>
    </nav>
  );
}
