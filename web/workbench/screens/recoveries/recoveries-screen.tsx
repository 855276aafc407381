import { useParams } from 'wouter';
import { RecoveryList } from './recovery-list.tsx';
import { RecoveryRecord } from './recovery-record.tsx';

/** W11: what is asked back, or one of it. */
export default function RecoveriesScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <RecoveryList /> : <RecoveryRecord key={id} recoveryId={id} />;
}
