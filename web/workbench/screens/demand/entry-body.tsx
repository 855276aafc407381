import { Link } from 'wouter';
import type { DemandEntry } from '../../api/resources/demand.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { usePlaceWords } from '../../words/places.ts';
import { wordOf } from '../../words/records.ts';
import { ENTRY_TONES } from './entry-list.tsx';

export function EntryBody({ entry }: { readonly entry: DemandEntry }) {
  const words = useDemandWords();
  return (
    <>
      <header className="record-head">
        <h2>{entry.post}</h2>
        <Mark tone={ENTRY_TONES[entry.state]}>{words.entryStates[entry.state]}</Mark>
        <span className="quiet">{words.lists[entry.list]}</span>
      </header>
      <EntryFacts entry={entry} />
      {entry.list === 'employer' && <ClassesOf entry={entry} />}
    </>
  );
}

function EntryFacts({ entry }: { readonly entry: DemandEntry }) {
  const words = useDemandWords();
  const of = words.entryColumns;
  const places = usePlaceWords();
  const saidOf = (said: boolean) => (said ? words.yes : words.no);
  const yesNo = (said: boolean | null) => (said === null ? null : saidOf(said));
  const facts = [
    [of.who, entry.employer ?? entry.industry],
    [of.occupation, entry.occupation?.name ?? null],
    [of.level, entry.skillLevel === null ? null : words.levels[entry.skillLevel]],
    [of.openings, entry.openings],
    [of.pay, words.payOf(yuan(entry.payFromFen), yuan(entry.payToFen))],
    [words.hasSkill, yesNo(entry.hasSkill)],
    [words.wantsTraining, yesNo(entry.wantsTraining)],
    [words.wanted, entry.wantedOccupation?.name ?? null],
    [words.person, entry.person === null ? null : `${entry.person.name} ${entry.person.phone}`],
    [words.place, wordOf(places, entry.jurisdiction)],
    [of.source, words.sources[entry.source]],
    [of.entered, when(entry.enteredAt)],
    [words.validUntil, entry.validUntil],
    [words.remark, entry.remark],
  ] as const;
  return (
    <dl className="facts tall">
      {facts.map(
        ([word, value]) =>
          value !== null && (
            <Fact key={word} word={word}>
              {value}
            </Fact>
          ),
      )}
    </dl>
  );
}

function ClassesOf({ entry }: { readonly entry: DemandEntry }) {
  const words = useDemandWords();
  const columns = useClassColumns();
  return (
    <Section title={words.classes}>
      {entry.classes.length === 0 ? (
        <p className="quiet">{words.noClasses}</p>
      ) : (
        <DataTable label={words.classes} rows={entry.classes} keyOf={({ filingId }) => filingId} columns={columns} />
      )}
    </Section>
  );
}

function useClassColumns(): readonly Column<DemandEntry['classes'][number]>[] {
  const of = useDemandWords().classColumns;
  return [
    {
      key: 'no',
      head: of.no,
      cell: ({ filingId, filingNo }) => <Link href={`/filings/${filingId}`}>{filingNo}</Link>,
    },
    { key: 'times', head: of.personTimes, kind: 'num', cell: ({ approvedPersonTimes }) => approvedPersonTimes },
  ];
}
