import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { sessionQuery } from '../../api/resources/session.ts';
import { Field } from '../../parts/act-form.tsx';
import { PlaceChoice } from '../../parts/place.tsx';
import { useReportsWords } from '../../words/reports.ts';
import { AuditPart } from './audit-part.tsx';
import { BudgetsPart } from './budgets-part.tsx';
import { ProgressPart } from './progress-part.tsx';
import './reports.css';

/** W12: budgets and plan progress of a year; every number opens its claims. An auditor exports the year's special audit. */
export default function ReportsScreen() {
  const words = useReportsWords();
  const session = useQuery(sessionQuery).data;
  const [search, setSearch] = useSearchParams();
  const jurisdiction = search.get('jurisdiction') ?? session?.jurisdiction ?? '';
  const year = search.get('year') ?? '';
  const asked = { jurisdiction, year: /^\d{4}$/.test(year) ? year : '' };
  return (
    <section className="screen" aria-labelledby="reports">
      <h1 id="reports">{words.heading}</h1>
      <div className="fields-row">
        <PlaceChoice
          label={words.jurisdiction}
          value={jurisdiction}
          onChange={(value) => setSearch({ jurisdiction: value, year })}
        />
        <Field label={words.year} value={year} onChange={(value) => setSearch({ jurisdiction, year: value })} />
      </div>
      <BudgetsPart asked={asked} />
      <ProgressPart asked={asked} />
      {session?.screens.includes('reportsAudit') === true && <AuditPart asked={asked} />}
    </section>
  );
}
