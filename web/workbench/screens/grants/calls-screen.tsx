import { useParams } from 'wouter';
import { CallRecord } from './call-record.tsx';
import './grants.css';

/** W18: one call. */
export default function CallsScreen() {
  const { id = '' } = useParams<{ id?: string }>();
  return <CallRecord key={id} callId={id} />;
}
