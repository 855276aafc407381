import { Link } from 'wouter';
import type { ClaimItem } from '../../api/resources/claim-lists.ts';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';

/** The cells of one row, in the order of the words' columns. */
export function useClaimCells() {
  const words = useClaimsWords();
  const organs = useOrganWords();
  const { claimStates, none } = useRecordWords();
  return (claim: ClaimItem) => [
    <Link key="no" href={`/claims/${claim.id}`}>
      {claim.claimNo}
    </Link>,
    <Mark key="state" tone="plain">
      {wordOf(claimStates, claim.state)}
    </Mark>,
    claim.applicant.name,
    claim.occupation?.name ?? none,
    words.kinds[claim.kind],
    claim.round,
    <Link key="people" href={`/claims/${claim.id}#people`}>
      {words.people(claim.linesEligible, claim.linesTotal)}
    </Link>,
    yuan(claim.claimedFen),
    yuan(claim.totalPaidFen),
    claim.responsibleDepartment === null ? none : organs[claim.responsibleDepartment],
    when(claim.stateSince),
  ];
}
