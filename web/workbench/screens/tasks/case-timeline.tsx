import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimQuery, claimTimelineQuery } from '../../api/resources/claims.ts';
import { isForbidden } from '../../parts/fault.ts';
import { Timeline } from '../../parts/timeline.tsx';
import { rowsOf, type Happened } from '../../parts/timeline-rows.ts';
import { useCaseWords } from '../../words/case.ts';
import { Asked, Section, type AskedQuery } from './case-parts.tsx';

interface CaseTimelineProps {
  readonly query: AskedQuery<{ readonly items: readonly Happened[] }>;
  /** The number of what it happened to, where that is not the case itself. */
  readonly of?: string;
}

/** What happened to the case, the newest first, with what people wrote; left out for who has no right to it. */
export function CaseTimeline({ query, of }: CaseTimelineProps) {
  const words = useCaseWords();
  return isForbidden(faultOf(query.error)) ? null : (
    <Section title={words.timeline} note={of}>
      <Asked what={words.timeline} query={query}>
        {({ items }) => <Timeline rows={rowsOf(items)} />}
      </Asked>
    </Section>
  );
}

/** What happened to the one claim that a notice or a batch is about, under its number. */
export function ClaimTimeline({ claimId }: { readonly claimId: string }) {
  const timeline = useQuery(claimTimelineQuery(claimId));
  const claim = useQuery(claimQuery(claimId));
  return <CaseTimeline query={timeline} of={claim.data?.claimNo ?? ''} />;
}
