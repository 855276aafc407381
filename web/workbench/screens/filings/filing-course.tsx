import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { filingDiagnosisQuery, filingTimelineQuery } from '../../api/resources/filings.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { useCaseWords } from '../../words/case.ts';

interface OfFiling {
  readonly filingId: string;
}

/** Why the class waits, in the server's own sentence. */
export function Why({ filingId }: OfFiling) {
  const words = useCaseWords();
  const asked = useQuery(filingDiagnosisQuery(filingId));
  return (
    <Section title={words.why}>
      <AskedOnce what={words.why} data={asked.data} fault={faultOf(asked.error)} onRetry={() => void asked.refetch()}>
        {({ sentence }) => <p>{sentence}</p>}
      </AskedOnce>
    </Section>
  );
}

/** What happened to the class, the newest first. */
export function History({ filingId }: OfFiling) {
  const words = useCaseWords();
  const asked = useQuery(filingTimelineQuery(filingId));
  return (
    <Section title={words.timeline}>
      <AskedOnce
        what={words.timeline}
        data={asked.data}
        fault={faultOf(asked.error)}
        onRetry={() => void asked.refetch()}
      >
        {({ items }) => (
          <Timeline
            rows={items.map(({ seq, at, actor, sentence }) => ({
              key: seq,
              at,
              who: actor?.displayName ?? null,
              section: actor?.section ?? null,
              sentence,
            }))}
          />
        )}
      </AskedOnce>
    </Section>
  );
}
