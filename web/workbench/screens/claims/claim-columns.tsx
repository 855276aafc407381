import { Link } from 'wouter';
import type { ClaimItem } from '../../api/resources/claim-lists.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';

export function useClaimColumns(): readonly Column<ClaimItem>[] {
  const words = useClaimsWords();
  const organs = useOrganWords();
  const { claimStates, none } = useRecordWords();
  return columnsOf(words.columns, {
    no: ({ id, claimNo }) => <Link href={`/claims/${id}`}>{claimNo}</Link>,
    state: ({ state }) => <Mark tone="plain">{wordOf(claimStates, state)}</Mark>,
    applicant: ({ applicant }) => applicant.name,
    course: ({ occupation }) => occupation?.name ?? none,
    kind: ({ kind }) => words.kinds[kind],
    round: ['num', ({ round }) => round],
    people: [
      'num',
      ({ id, linesEligible, linesTotal }) => (
        <Link href={`/claims/${id}#people`}>{words.people(linesEligible, linesTotal)}</Link>
      ),
    ],
    claimed: ['num', ({ claimedFen }) => yuan(claimedFen)],
    paid: ['num', ({ totalPaidFen }) => yuan(totalPaidFen)],
    organ: ({ responsibleDepartment: organ }) => (organ === null ? none : organs[organ]),
    since: ({ stateSince }) => when(stateSince),
  });
}
