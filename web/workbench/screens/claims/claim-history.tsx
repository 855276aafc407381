import { useQuery } from '@tanstack/react-query';
import { askedOf } from '../../api/asked.ts';
import { claimTimelineQuery } from '../../api/resources/claims.ts';
import { History } from '../../parts/record-parts.tsx';
import { useClaimsWords } from '../../words/claims.ts';

/** What happened to the claim. */
export function ClaimHistory({ claimId }: { readonly claimId: string }) {
  const words = useClaimsWords();
  const asked = askedOf(useQuery(claimTimelineQuery(claimId)));
  return <History title={words.timeline} asked={asked} />;
}
