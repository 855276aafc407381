import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { planOfYearQuery } from '../../api/resources/plans.ts';
import { sessionQuery } from '../../api/resources/session.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { useRecordWords } from '../../words/records.ts';
import { OrganPlan } from './organ-plan.tsx';
import { YearPlan } from './year-plan.tsx';

/** The plan of a year, of the place in the address or of one's own. */
export function PlanPage({ year, organ }: { readonly year: string; readonly organ: string | null }) {
  const words = usePlansWords();
  const { back } = useRecordWords();
  const [search] = useSearchParams();
  const own = useQuery(sessionQuery).data?.jurisdiction ?? '';
  const place = search.get('jurisdiction') ?? own;
  const plan = useQuery(planOfYearQuery(year, place));
  return (
    <article className="record">
      <Link href={organ === null ? '/plans' : `/plans/${year}?jurisdiction=${place}`} className="back">
        {back}
      </Link>
      <AskedOnce
        isPage
        what={words.what}
        data={plan.data}
        fault={faultOf(plan.error)}
        onRetry={() => void plan.refetch()}
      >
        {(found) => {
          if (found === null) {
            return <h1>{words.none}</h1>;
          }
          const shown = found.body.organs.find((one) => one.organ === organ);
          return shown === undefined ? <YearPlan plan={found} /> : <OrganPlan plan={found} organ={shown} />;
        }}
      </AskedOnce>
    </article>
  );
}
