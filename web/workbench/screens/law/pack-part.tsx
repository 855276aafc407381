import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { packQuery, type PackWhole } from '../../api/resources/law.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { Value } from './value.tsx';

/** One document: every parameter with clause, quote and mark. */
export function PackPart({ document }: { readonly document: string }) {
  const words = useLawWords();
  const asked = useQuery(packQuery(document));
  return (
    <AskedOnce
      what={words.packWhat}
      data={asked.data}
      fault={faultOf(asked.error)}
      onRetry={() => void asked.refetch()}
    >
      {(pack) => (
        <Section title={words.parametersOf(pack.title)} note={<Link href="/law">{words.close}</Link>}>
          <Parameters of={pack.parameters} />
        </Section>
      )}
    </AskedOnce>
  );
}

function Parameters({ of }: { readonly of: PackWhole['parameters'] }) {
  const { parameterColumns: columns, parametersTable } = useLawWords();
  const { marks, noQuote } = useFrameWords().formula;
  const { none } = useRecordWords();
  return (
    <div className="wide-table">
      <table aria-label={parametersTable}>
        <thead>
          <tr>
            <th scope="col">{columns.key}</th>
            <th scope="col">{columns.value}</th>
            <th scope="col">{columns.route}</th>
            <th scope="col">{columns.clause}</th>
            <th scope="col">{columns.quote}</th>
            <th scope="col">{columns.mark}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={`${one.key} ${one.route ?? ''} ${one.clause}`}>
              <th scope="row" className="mono">
                {one.key}
              </th>
              <td className="text">
                <Value of={one} />
              </td>
              <td className="mono">{one.route ?? none}</td>
              <td>{one.clause}</td>
              <td className="quote">{one.quote ?? one.note ?? noQuote}</td>
              <td>{wordOf(marks, one.mark)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
