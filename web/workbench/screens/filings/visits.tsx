import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { visitsQuery } from '../../api/resources/filing-lists.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useRecordWords } from '../../words/records.ts';

/** The visits of the department, and which link still wants one. */
export function Visits({ filingId }: { readonly filingId: string }) {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  const visits = useQuery(visitsQuery(filingId));
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
              <div className="wide-table">
                <SimpleTable
                  label={words.visits}
                  columns={Object.values(words.visitColumns)}
                  rows={items.map((visit) => ({
                    key: visit.id,
                    cells: [
                      words.visitKinds[visit.kind],
                      visit.visitedOn,
                      visit.note,
                      visit.by?.displayName ?? none,
                      when(visit.at),
                    ],
                  }))}
                />
              </div>
            )}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}
