import { useInfiniteQuery } from '@tanstack/react-query';
import {
  attendanceQuery,
  filingPapersQuery,
  resultsQuery,
  rosterQuery,
  type AssessmentResult,
  type AttendedDay,
  type FilingPaper,
  type RosterPerson,
} from '../../api/resources/filing-lists.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { PaperLink } from '../../parts/paper-link.tsx';
import { Masked } from '../../parts/masked.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';

interface OfFiling {
  readonly filingId: string;
}

const kindOf = ({ kind }: { readonly kind: string }) => kind;
const idOf = ({ id }: { readonly id: string }) => id;
const personOf = ({ personId }: { readonly personId: string }) => personId;
const dayOf = ({ personId, date }: { readonly personId: string; readonly date: string }) => `${personId}/${date}`;

export function Papers({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(filingPapersQuery(filingId)), { name: filingId, idOf: kindOf });
  return (
    <ListPart label={words.papers} empty={words.noPapers} list={list} keyOf={kindOf} columns={usePaperColumns()} />
  );
}

export function Roster({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(rosterQuery(filingId)), { name: filingId, idOf });
  return (
    <ListPart
      label={words.roster}
      anchor="roster"
      empty={words.noRoster}
      list={list}
      keyOf={idOf}
      columns={useRosterColumns()}
    />
  );
}

export function Attendance({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(attendanceQuery(filingId)), { name: filingId, idOf: dayOf });
  return (
    <ListPart
      label={words.attendance}
      empty={words.noAttendance}
      list={list}
      keyOf={dayOf}
      columns={useAttendanceColumns()}
    />
  );
}

export function Results({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(resultsQuery(filingId)), { name: filingId, idOf: personOf });
  return (
    <ListPart label={words.results} empty={words.noResults} list={list} keyOf={personOf} columns={useResultColumns()} />
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

function useRosterColumns(): readonly Column<RosterPerson>[] {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  return columnsOf(words.rosterColumns, {
    name: ({ name }) => name,
    idNumber: ({ idNumber }) => <Masked value={idNumber} />,
    categories: ({ categories }) => categories.map((code) => wordOf(words.categories, code)).join(words.and),
    registered: ({ registeredAt }) => registeredAt ?? none,
  });
}

function useAttendanceColumns(): readonly Column<AttendedDay>[] {
  const words = useFilingsWords();
  return columnsOf(words.attendanceColumns, {
    name: ({ name }) => name,
    idNumber: ({ idNumber }) => <Masked value={idNumber} />,
    date: ({ date }) => date,
    hours: ['num', ({ hours }) => hours],
  });
}

function useResultColumns(): readonly Column<AssessmentResult>[] {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  return columnsOf(words.resultColumns, {
    name: ({ name }) => name,
    idNumber: ({ idNumber }) => <Masked value={idNumber} />,
    assessed: ({ assessed }) => assessed ?? none,
    certificate: ({ certificateNo }) => certificateNo ?? none,
    date: ({ certificateDate }) => certificateDate ?? none,
  });
}
