import type { Parameter } from '../../api/resources/law.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useLanguage } from '../../words/language.ts';
import { useLawKeys } from '../../words/law-keys.ts';
import { useLawWords } from '../../words/law.ts';
import { wordOf } from '../../words/records.ts';
import { Value } from './value.tsx';

/** Each parameter with what applies, and what does not and why. */
export function ResolvedTable({ parameters }: { readonly parameters: readonly Parameter[] }) {
  const words = useLawWords();
  return (
    <DataTable label={words.resolvedTable} rows={parameters} keyOf={({ key }) => key} columns={useResolvedColumns()} />
  );
}

function Losers({ of }: { readonly of: Parameter['losers'] }) {
  const words = useLawWords();
  const language = useLanguage();
  return of.length === 0 ? (
    <span className="quiet">{words.noLoser}</span>
  ) : (
    <ul className="losers">
      {of.map((loser) => (
        <li key={`${loser.document} ${loser.clause}`}>
          <Value of={loser} /> · {loser.documentTitle} {loser.clause} · {loser.why[language]}
        </li>
      ))}
    </ul>
  );
}

function useResolvedColumns(): readonly Column<Parameter>[] {
  const words = useLawWords();
  const { marks } = useFrameWords().formula;
  const keyName = useLawKeys();
  return columnsOf(words.columns, {
    key: ({ key }) => keyName(key),
    winner: ['text', ({ winner }) => (winner === null ? words.nothing : <Value of={winner} />)],
    clause: [
      'quote',
      ({ winner }) =>
        winner !== null && (
          <>
            {winner.documentTitle} {winner.clause}
            {winner.quote !== null && <q>{winner.quote}</q>}
          </>
        ),
    ],
    mark: ({ winner }) => winner !== null && wordOf(marks, winner.mark),
    losers: ['quote', ({ losers }) => <Losers of={losers} />],
  });
}
