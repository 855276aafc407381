import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { unmatchedQuery, type UnmatchedEvent } from '../../api/resources/payouts.ts';
import { useListed } from '../../api/use-list.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { Match } from './match-form.tsx';

const idOf = ({ id }: UnmatchedEvent) => id;

/** Reports of the bank that fit no payment, and who matched them with which. */
export function Unmatched() {
  const words = usePayoutsWords().unmatched;
  const { back } = useRecordWords();
  const list = useListed(useInfiniteQuery(unmatchedQuery), { name: 'unmatched', idOf });
  return (
    <section className="screen" aria-labelledby="unmatched">
      <div className="bar">
        <h1 id="unmatched">{words.heading}</h1>
        <Link href="/payouts">{back}</Link>
      </div>
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useEventColumns()} />
    </section>
  );
}

function useEventColumns(): readonly Column<UnmatchedEvent>[] {
  const words = usePayoutsWords().unmatched;
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    id: ['mono', ({ id }) => id],
    type: ({ type, isOdd }) => (
      <>
        {wordOf(words.types, type)} {isOdd && <Mark tone="warn">{words.odd}</Mark>}
      </>
    ),
    amount: ['num', ({ amountFen }) => (amountFen === null ? none : yuan(amountFen))],
    valueDate: ({ valueDate }) => valueDate ?? none,
    reference: ({ bankReference }) => bankReference ?? none,
    said: ['mono', ({ instructionId }) => instructionId ?? none],
    why: ({ reason, sumSoFarFen }) => (
      <>
        {words.reasons[reason]}
        {sumSoFarFen !== null && <span className="quiet"> {words.soFar(yuan(sumSoFarFen))}</span>}
      </>
    ),
    received: ({ receivedAt }) => when(receivedAt),
    maybe: ['text', (event) => <Suggestions of={event} />],
    match: ['text', (event) => <Match event={event} />],
  });
}

/** What it may mean, best first, each with why; a person decides. */
function Suggestions({ of }: { readonly of: UnmatchedEvent }) {
  const words = usePayoutsWords().unmatched;
  const { none } = useRecordWords();
  if (of.suggestions.length === 0) {
    return none;
  }
  return (
    <ul className="reasons">
      {of.suggestions.map(({ instructionId, claimNo, amountFen, score, reasons }) => (
        <li key={instructionId}>
          <b>{claimNo}</b> {yuan(amountFen)}{' '}
          <span className="quiet">
            {words.because(score, reasons.map((reason) => words.suggestions[reason]).join(words.and))}
          </span>
        </li>
      ))}
    </ul>
  );
}
