import { useParams } from 'wouter';
import { FilingList } from './filing-list.tsx';
import { FilingRecord } from './filing-record.tsx';

/** W5: the filings, or one of them. */
export default function FilingsScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <FilingList /> : <FilingRecord key={id} filingId={id} />;
}
