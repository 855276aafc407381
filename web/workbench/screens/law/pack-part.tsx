import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { packQuery, type PackWhole } from '../../api/resources/law.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useLawKeys } from '../../words/law-keys.ts';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { useRouteNames } from './use-route-names.ts';
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
  const { parametersTable } = useLawWords();
  return (
    <DataTable
      label={parametersTable}
      rows={of}
      keyOf={({ key, route, clause }) => `${key} ${route ?? ''} ${clause}`}
      columns={useParameterColumns()}
    />
  );
}

function useParameterColumns(): readonly Column<PackWhole['parameters'][number]>[] {
  const { parameterColumns } = useLawWords();
  const { marks, noQuote } = useFrameWords().formula;
  const { none } = useRecordWords();
  const keyName = useLawKeys();
  const routeName = useRouteNames();
  return columnsOf(parameterColumns, {
    key: ({ key }) => keyName(key),
    value: ['text', (one) => <Value of={one} />],
    route: ({ route }) => (route === null ? none : routeName(route)),
    clause: ({ clause }) => clause,
    quote: ['quote', ({ quote, note }) => quote ?? note ?? noQuote],
    mark: ({ mark }) => wordOf(marks, mark),
  });
}
