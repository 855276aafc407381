import { useQuery } from '@tanstack/react-query';
import { askedOf } from '../../api/asked.ts';
import { filingDiagnosisQuery, filingTimelineQuery } from '../../api/resources/filings.ts';
import { History, Why } from '../../parts/record-parts.tsx';
import { useCaseWords } from '../../words/case.ts';

interface OfFiling {
  readonly filingId: string;
}

/** Why the class waits. */
export function FilingWhy({ filingId }: OfFiling) {
  const words = useCaseWords();
  return <Why title={words.why} asked={askedOf(useQuery(filingDiagnosisQuery(filingId)))} />;
}

/** What happened to the class. */
export function FilingHistory({ filingId }: OfFiling) {
  const words = useCaseWords();
  return <History title={words.timeline} asked={askedOf(useQuery(filingTimelineQuery(filingId)))} />;
}
