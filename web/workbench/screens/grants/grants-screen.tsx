import { useParams } from 'wouter';
import { GrantRecord } from './grant-record.tsx';
import { GrantsHome } from './grants-home.tsx';
import './grants.css';

/** W18: calls and titles, or one application with its whole life. */
export default function GrantsScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <GrantsHome /> : <GrantRecord key={id} grantId={id} />;
}
