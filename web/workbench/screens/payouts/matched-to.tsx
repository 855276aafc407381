import { Link } from 'wouter';
import type { WaitingMatch } from '../../api/resources/payouts.ts';
import { usePayoutsWords } from '../../words/payouts.ts';

/** What a report was matched with, by its number, which leads there, and by whom. */
export function MatchedTo({ match }: { readonly match: WaitingMatch }) {
  const words = usePayoutsWords().unmatched;
  const { kind, no } = match.matchedTo;
  return (
    <p>
      {words.waits.before(match.enteredBy, words.matched[kind].name)} <Link href={wayTo(match)}>{no}</Link>
      {words.waits.after}
    </p>
  );
}

function wayTo({ matchedTo: { kind, id }, claimId, grantId }: WaitingMatch): string {
  switch (kind) {
    case 'payment':
      return claimId === null ? `/grants/${grantId}` : `/claims/${claimId}`;
    case 'batch':
      return `/payouts/${id}`;
    case 'debt':
      return `/recoveries/${id}`;
    default:
      return kind satisfies never;
  }
}
