import { useParams } from 'wouter';
import { EveningList } from './evening-list.tsx';
import { EveningRecord } from './evening-record.tsx';

/** The reconciled days, or one of them with its differences. */
export default function ReconciliationsScreen() {
  const { day } = useParams<{ day?: string }>();
  return day === undefined ? <EveningList /> : <EveningRecord key={day} day={day} />;
}
