import { useParams } from 'wouter';
import { ClaimList } from './claim-list.tsx';
import { ClaimRecord } from './claim-record.tsx';

/** W6: the claims, or one of them. */
export default function ClaimsScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <ClaimList /> : <ClaimRecord key={id} claimId={id} />;
}
