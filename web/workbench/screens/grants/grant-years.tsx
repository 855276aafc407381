import type { Grant, TitleYear } from '../../api/resources/grants.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';

const TONES: Readonly<Record<TitleYear['state'], Tone>> = {
  open: 'warn',
  overdue: 'bad',
  reported: 'warn',
  rectifying: 'warn',
  recheck: 'warn',
  passed: 'ok',
  failed: 'bad',
  excused: 'plain',
};

const FIGURES = [
  'highSkillCapacity',
  'publicServiceCapacity',
  'highSkillActual',
  'publicServiceActual',
  'backbonesTrained',
] as const;

/** Which figures a threshold of the year is about. */
const MEASURED = {
  CAPACITY: { highSkillCapacity: 'persons', publicServiceCapacity: 'personTimes' },
  ACTUAL: { highSkillActual: 'persons', publicServiceActual: 'personTimes' },
} as const;

interface Row {
  readonly key: string;
  readonly word: string;
  readonly now: number | string | null;
  readonly before: number | string | null;
  readonly threshold: number | null;
}

/** Year by year: each figure beside last year's and beside the threshold, as the server has counted it. */
export function Years({ grant: { years } }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  return (
    <Section title={words.years}>
      {years.length === 0 && <p className="quiet">{words.yearsEmpty}</p>}
      {years.map((year, place) => <Year key={year.year} year={year} before={years[place - 1]} />).toReversed()}
    </Section>
  );
}

function Year({ year, before }: { readonly year: TitleYear; readonly before: TitleYear | undefined }) {
  const words = useGrantsWords();
  const columns = useColumns();
  const { computed, report } = year;
  const meets = computed === null ? null : computed.meets;
  return (
    <div className="title-year">
      <h3>
        {words.year(year.year)} <Mark tone={TONES[year.state]}>{words.yearStates[year.state]}</Mark>{' '}
        {meets !== null && <Mark tone={meets ? 'ok' : 'bad'}>{meets ? words.meets : words.meetsNot}</Mark>}{' '}
        <span className="quiet">
          {words.yearColumns.due} {year.reportDueOn} {year.rectifyDueOn !== null && words.rectifyBy(year.rectifyDueOn)}{' '}
          {computed !== null && [computed.documentTitle, computed.clause].filter((one) => one !== null).join(' ')}
        </span>
      </h3>
      {report !== null && (
        <DataTable
          label={`${words.years} ${words.year(year.year)}`}
          rows={rowsOf(year, before, words.figures)}
          keyOf={({ key }) => key}
          columns={columns}
        />
      )}
    </div>
  );
}

function rowsOf(
  { report, computed, recheck }: TitleYear,
  before: TitleYear | undefined,
  figures: ReturnType<typeof useGrantsWords>['figures'],
): readonly Row[] {
  const now = recheck?.figures ?? report;
  const last = before === undefined ? null : (before.recheck?.figures ?? before.report);
  const counted = FIGURES.map((key) => ({
    key,
    word: figures[key],
    now: now?.[key] ?? null,
    before: last?.[key] ?? null,
    threshold: thresholdOf(computed, key),
  })).filter((row) => row.now !== null);
  const spent = { key: 'spent', word: figures.spent, threshold: null };
  return now === null
    ? counted
    : [...counted, { ...spent, now: yuan(now.spentFen), before: last === null ? null : yuan(last.spentFen) }];
}

function thresholdOf(computed: TitleYear['computed'], figure: (typeof FIGURES)[number]): number | null {
  if (computed === null) {
    return null;
  }
  const measured: Readonly<Record<string, Readonly<Record<string, 'persons' | 'personTimes'>>>> = MEASURED;
  const part = measured[computed.measure]?.[figure];
  if (part !== undefined) {
    return computed.thresholds?.[part] ?? null;
  }
  return figure === 'backbonesTrained' ? computed.average : null;
}

function useColumns(): readonly Column<Row>[] {
  const { none } = useRecordWords();
  const of = useGrantsWords().yearColumns;
  return [
    { key: 'figure', head: of.figure, cell: ({ word }) => word },
    { key: 'now', head: of.thisYear, kind: 'num', cell: ({ now }) => now ?? none },
    { key: 'before', head: of.lastYear, kind: 'num', cell: ({ before }) => before ?? none },
    { key: 'threshold', head: of.threshold, kind: 'num', cell: ({ threshold }) => threshold ?? none },
  ];
}
