import { useParams } from 'wouter';
import { CaseList } from './case-list.tsx';
import { CaseRecord } from './case-record.tsx';

/** W10: the integrity cases, or one of them. */
export default function CasesScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <CaseList /> : <CaseRecord key={id} caseId={id} />;
}
