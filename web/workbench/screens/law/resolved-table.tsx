import type { Parameter } from '../../api/resources/law.ts';
import { useFrameWords } from '../../words/frame.ts';
import { useLanguage } from '../../words/language.ts';
import { useLawWords } from '../../words/law.ts';
import { wordOf } from '../../words/records.ts';
import { Value } from './value.tsx';

/** Each parameter with what applies, and what does not and why. */
export function ResolvedTable({ parameters }: { readonly parameters: readonly Parameter[] }) {
  const words = useLawWords();
  return (
    <div className="wide-table">
      <table aria-label={words.resolvedTable}>
        <thead>
          <tr>
            <th scope="col">{words.columns.key}</th>
            <th scope="col">{words.columns.winner}</th>
            <th scope="col">{words.columns.clause}</th>
            <th scope="col">{words.columns.mark}</th>
            <th scope="col">{words.columns.losers}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <Row key={parameter.key} of={parameter} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ of: { key, winner, losers } }: { readonly of: Parameter }) {
  const words = useLawWords();
  const language = useLanguage();
  const { marks } = useFrameWords().formula;
  return (
    <tr>
      <th scope="row" className="mono">
        {key}
      </th>
      <td className="text">{winner === null ? words.nothing : <Value of={winner} />}</td>
      <td className="quote">
        {winner !== null && (
          <>
            {winner.documentTitle} {winner.clause}
            {winner.quote !== null && <q>{winner.quote}</q>}
          </>
        )}
      </td>
      <td>{winner !== null && wordOf(marks, winner.mark)}</td>
      <td className="quote">
        {losers.length === 0 ? (
          <span className="quiet">{words.noLoser}</span>
        ) : (
          <ul className="losers">
            {losers.map((loser) => (
              <li key={`${loser.document} ${loser.clause}`}>
                <Value of={loser} /> · {loser.documentTitle} {loser.clause}：{loser.why[language]}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
