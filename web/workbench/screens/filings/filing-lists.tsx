import { useInfiniteQuery } from '@tanstack/react-query';
import { attendanceQuery, filingPapersQuery, resultsQuery, rosterQuery } from '../../api/resources/filing-lists.ts';
import { useListed } from '../../api/use-list.ts';
import { when } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Section } from '../../parts/section.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';

interface OfFiling {
  readonly filingId: string;
}

export function Papers({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  const list = useListed(useInfiniteQuery(filingPapersQuery(filingId)), {
    name: filingId,
    idOf: ({ kind }: { readonly kind: string }) => kind,
  });
  return (
    <Section title={words.papers}>
      <ListFrame what={words.papers} empty={words.noPapers} list={list}>
        <SimpleTable
          label={words.papers}
          columns={Object.values(words.paperColumns)}
          rows={list.rows.map((paper) => ({
            key: paper.id,
            cells: [
              <a key="label" href={`/api/v1/files/${paper.id}`} target="_blank" rel="noreferrer">
                {paper.label}
              </a>,
              paper.name ?? none,
              words.version(paper.version, paper.versions),
              paper.uploadedBy?.name ?? none,
              when(paper.uploadedAt),
            ],
          }))}
        />
      </ListFrame>
    </Section>
  );
}

export function Roster({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  const list = useListed(useInfiniteQuery(rosterQuery(filingId)), {
    name: filingId,
    idOf: ({ id }: { readonly id: string }) => id,
  });
  return (
    <Section title={words.roster} id="roster">
      <ListFrame what={words.roster} empty={words.noRoster} list={list}>
        <SimpleTable
          label={words.roster}
          columns={Object.values(words.rosterColumns)}
          rows={list.rows.map((person) => ({
            key: person.id,
            cells: [
              person.name,
              <Masked key="id" value={person.idNumber} />,
              person.categories.map((code) => wordOf(words.categories, code)).join(words.and),
              person.registeredAt ?? none,
            ],
          }))}
        />
      </ListFrame>
    </Section>
  );
}

export function Attendance({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const list = useListed(useInfiniteQuery(attendanceQuery(filingId)), {
    name: filingId,
    idOf: ({ personId, date }: { readonly personId: string; readonly date: string }) => `${personId}/${date}`,
  });
  return (
    <Section title={words.attendance}>
      <ListFrame what={words.attendance} empty={words.noAttendance} list={list}>
        <SimpleTable
          label={words.attendance}
          columns={Object.values(words.attendanceColumns)}
          rows={list.rows.map((row) => ({
            key: `${row.personId}/${row.date}`,
            cells: [row.name, <Masked key="id" value={row.idNumber} />, row.date, row.hours],
          }))}
        />
      </ListFrame>
    </Section>
  );
}

export function Results({ filingId }: OfFiling) {
  const words = useFilingsWords();
  const { none } = useRecordWords();
  const list = useListed(useInfiniteQuery(resultsQuery(filingId)), {
    name: filingId,
    idOf: ({ personId }: { readonly personId: string }) => personId,
  });
  return (
    <Section title={words.results}>
      <ListFrame what={words.results} empty={words.noResults} list={list}>
        <SimpleTable
          label={words.results}
          columns={Object.values(words.resultColumns)}
          rows={list.rows.map((row) => ({
            key: row.personId,
            cells: [
              row.name,
              <Masked key="id" value={row.idNumber} />,
              row.assessed ?? none,
              row.certificateNo ?? none,
              row.certificateDate ?? none,
            ],
          }))}
        />
      </ListFrame>
    </Section>
  );
}
