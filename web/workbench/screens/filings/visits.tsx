import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { visitsQuery, type Visit } from '../../api/resources/filing-lists.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useRecordWords } from '../../words/records.ts';

/** The visits of the department, and which link still wants one. */
export function Visits({ filingId }: { readonly filingId: string }) {
  const words = useFilingsWords();
  const visits = useQuery(visitsQuery(filingId));
  const columns = useVisitColumns();
  return (
    <Section title={words.visits}>
      <AskedOnce
        what={words.visits}
        data={visits.data}
        fault={faultOf(visits.error)}
        onRetry={() => void visits.refetch()}
      >
        {({ items, missing }) => (
          <>
            {missing.length === 0 ? (
              <Mark tone="ok">{words.complete}</Mark>
            ) : (
              <Mark tone="warn">{words.missing(missing.map((kind) => words.visitKinds[kind]).join(words.and))}</Mark>
            )}
            {items.length === 0 ? (
              <p className="quiet">{words.noVisits}</p>
            ) : (
              <DataTable label={words.visits} rows={items} keyOf={({ id }) => id} columns={columns} />
            )}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}

function useVisitColumns(): readonly Column<Visit>[] {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  return columnsOf(words.visitColumns, {
    kind: ({ kind }) => words.visitKinds[kind],
    day: ({ visitedOn }) => visitedOn,
    note: ['text', ({ note }) => note],
    by: ({ by }) => by?.displayName ?? none,
    at: ({ at }) => when(at),
  });
}
