import { useParams } from 'wouter';
import { PlanList } from './plan-list.tsx';
import { PlanPage } from './plan-page.tsx';
import './plans.css';

/** W19: the years, one year, or the plan of one organ. */
export default function PlansScreen() {
  const { year, organ } = useParams<{ year?: string; organ?: string }>();
  return year === undefined ? (
    <PlanList />
  ) : (
    <PlanPage key={`${year}/${organ ?? ''}`} year={year} organ={organ ?? null} />
  );
}
