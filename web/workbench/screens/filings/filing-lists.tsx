import { useInfiniteQuery } from '@tanstack/react-query';
import {
  filingPapersQuery,
  rosterQuery,
  type FilingPaper,
  type RosterPerson,
} from '../../api/resources/filing-lists.ts';
import { AttendanceTable, ResultTable } from '../../case/class-tables.tsx';
import type { ClassFiling } from '../../api/resources/filings.ts';
import { useListed } from '../../api/use-list.ts';
import { useReveal } from '../../api/use-reveal.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { PaperLink } from '../../parts/paper-link.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Section } from '../../parts/section.tsx';
import { RevealButton, RevealDialog } from '../../parts/reveal.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';

interface OfFiling {
  readonly filingId: string;
}

const kindOf = ({ kind }: { readonly kind: string }) => kind;
const idOf = ({ id }: { readonly id: string }) => id;

export function Papers({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(filingPapersQuery(filingId)), { name: filingId, idOf: kindOf });
  return (
    <ListPart label={words.papers} empty={words.noPapers} list={list} keyOf={kindOf} columns={usePaperColumns()} />
  );
}

/** Everybody of the class, masked; one person in clear for thirty seconds, on the number of a claim of the class. */
export function Roster({ filing }: { readonly filing: ClassFiling }) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(rosterQuery(filing.id)), { name: filing.id, idOf });
  const { dialog, ...revealing } = useReveal();
  return (
    <>
      <ListPart
        label={words.roster}
        anchor="roster"
        empty={words.noRoster}
        list={list}
        keyOf={idOf}
        columns={useRosterColumns({ ...revealing, filing })}
      />
      {dialog !== null && <RevealDialog {...dialog} />}
    </>
  );
}

export function Attendance({ filingId }: OfFiling) {
  const words = useFilingsWords();
  return (
    <Section title={words.attendance}>
      <AttendanceTable filingId={filingId} />
    </Section>
  );
}

export function Results({ filingId }: OfFiling) {
  const words = useFilingsWords();
  return (
    <Section title={words.results}>
      <ResultTable filingId={filingId} />
    </Section>
  );
}

function usePaperColumns(): readonly Column<FilingPaper>[] {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  return columnsOf(words.paperColumns, {
    label: (paper) => <PaperLink of={paper} />,
    name: ({ name }) => name ?? none,
    version: ({ version, versions }) => words.version(version, versions),
    by: ({ uploadedBy }) => uploadedBy?.name ?? none,
    at: ({ uploadedAt }) => when(uploadedAt),
  });
}

interface Revealing extends Pick<ReturnType<typeof useReveal>, 'valuesOf' | 'ask'> {
  readonly filing: ClassFiling;
}

function useRosterColumns({ valuesOf, ask, filing }: Revealing): readonly Column<RosterPerson>[] {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  const addressOf = ({ id }: RosterPerson) => `class-filings/${filing.id}/roster/${id}`;
  const shownOf = (person: RosterPerson) => valuesOf(addressOf(person));
  const reference = filing.claims[0]?.claimNo ?? '';
  return columnsOf(words.rosterColumns, {
    name: (person) => shownOf(person)?.['name'] ?? person.name,
    idNumber: (person) => <Masked value={shownOf(person)?.['idNumber'] ?? person.idNumber} />,
    categories: ({ categories }) => categories.map((code) => wordOf(words.categories, code)).join(words.and),
    registered: ({ registeredAt }) => registeredAt ?? none,
    full: (person) => (
      <RevealButton
        isShown={shownOf(person) !== null}
        onAsk={() => ask({ resource: addressOf(person), fields: ['name', 'idNumber'], reference })}
      />
    ),
  });
}
