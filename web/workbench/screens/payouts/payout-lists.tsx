import { Link } from 'wouter';
import { usePayoutsWords } from '../../words/payouts.ts';
import { BatchList } from './batch-list.tsx';
import { DueClaims } from './due-claims.tsx';

export function PayoutLists() {
  const words = usePayoutsWords();
  return (
    <section className="screen" aria-labelledby="payouts">
      <div className="bar">
        <h1 id="payouts">{words.heading}</h1>
        <Link href="/payouts/unmatched">{words.toUnmatched}</Link>
      </div>
      <DueClaims />
      <BatchList />
    </section>
  );
}
