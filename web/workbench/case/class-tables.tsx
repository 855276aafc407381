import { useInfiniteQuery } from '@tanstack/react-query';
import {
  attendanceQuery,
  resultsQuery,
  type AssessmentResult,
  type AttendedDay,
} from '../api/resources/filing-lists.ts';
import { useListed } from '../api/use-list.ts';
import { columnsOf, type Column } from '../parts/data-table.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Masked } from '../parts/masked.tsx';
import { useFilingsWords } from '../words/filings.ts';
import { useRecordWords } from '../words/records.ts';

interface OfFiling {
  readonly filingId: string;
}

const personOf = ({ personId }: { readonly personId: string }) => personId;
const dayOf = ({ personId, date }: { readonly personId: string; readonly date: string }) => `${personId}/${date}`;

/** The hours of each person of a class by day. */
export function AttendanceTable({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(attendanceQuery(filingId)), { name: filingId, idOf: dayOf });
  return (
    <ListTable
      label={words.attendance}
      empty={words.noAttendance}
      list={list}
      keyOf={dayOf}
      columns={useAttendanceColumns()}
    />
  );
}

/** What the assessment of a class found of each person. */
export function ResultTable({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(resultsQuery(filingId)), { name: filingId, idOf: personOf });
  return (
    <ListTable
      label={words.results}
      empty={words.noResults}
      list={list}
      keyOf={personOf}
      columns={useResultColumns()}
    />
  );
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
