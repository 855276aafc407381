import { useParams } from 'wouter';
import { CyclePage } from './cycle-record.tsx';
import { DemandHome } from './demand-home.tsx';

/** W20: the cycles and the entries to check, or one cycle by its number. */
export default function DemandScreen() {
  const { no } = useParams<{ no?: string }>();
  return no === undefined ? <DemandHome /> : <CyclePage key={no} no={no} />;
}
