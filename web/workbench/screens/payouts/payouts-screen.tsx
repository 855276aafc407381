import { useParams } from 'wouter';
import { BatchRecord } from './batch-record.tsx';
import { PayoutLists } from './payout-lists.tsx';
import { Unmatched } from './unmatched.tsx';

/** W8: what is due and its batches, one batch, or the reports without a match. */
export default function PayoutsScreen() {
  const { place } = useParams<{ place?: string }>();
  if (place === undefined) {
    return <PayoutLists />;
  }
  return place === 'unmatched' ? <Unmatched /> : <BatchRecord key={place} batchId={place} />;
}
