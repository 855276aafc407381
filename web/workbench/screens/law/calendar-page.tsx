import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { calendarQuery } from '../../api/resources/law.ts';
import { Field } from '../../parts/act-form.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';
import { PlaceChoice } from '../../parts/place.tsx';
import { useLawWords } from '../../words/law.ts';
import { LawNav } from './law-nav.tsx';
import { usePlace } from './use-place.ts';

/** Published holidays and the weekends that are worked instead. */
export function CalendarPage() {
  const words = useLawWords();
  const { jurisdiction: own, today } = usePlace();
  const [search, setSearch] = useSearchParams();
  const jurisdiction = search.get('jurisdiction') ?? own;
  const year = search.get('year') ?? today.slice(0, 'YYYY'.length);
  const isAsked = jurisdiction !== '' && /^(\d{4})?$/.test(year);
  const asked = useQuery({ ...calendarQuery(jurisdiction, year), enabled: isAsked });
  return (
    <section className="screen" aria-labelledby="calendar">
      <div className="bar">
        <h1 id="calendar">{words.calendar}</h1>
        <LawNav />
      </div>
      <div className="fields-row">
        <PlaceChoice
          label={words.jurisdiction}
          value={jurisdiction}
          onChange={(value) => setSearch({ jurisdiction: value, year })}
        />
        <Field label={words.year} value={year} onChange={(value) => setSearch({ jurisdiction, year: value })} />
      </div>
      <AskedOnce
        what={words.calendarWhat}
        data={asked.data}
        fault={faultOf(asked.error)}
        onRetry={() => void asked.refetch()}
      >
        {(calendar) => (
          <>
            <p className="quiet">
              {words.published(calendar.publishedThrough)} {words.version(calendar.version)}
            </p>
            <Days title={words.holidays} empty={words.noHoliday} days={calendar.holidays} />
            <Days title={words.worked} empty={words.noWorked} days={calendar.workedWeekendDays} />
          </>
        )}
      </AskedOnce>
    </section>
  );
}

interface DaysProps {
  readonly title: string;
  readonly empty: string;
  readonly days: readonly string[];
}

function Days({ title, empty, days }: DaysProps) {
  return (
    <Section title={title}>
      {days.length === 0 && <p className="quiet">{empty}</p>}
      <ul className="days">
        {days.map((day) => (
          <li key={day}>{day}</li>
        ))}
      </ul>
    </Section>
  );
}
