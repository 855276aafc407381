import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimTimelineQuery } from '../../api/resources/claims.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { useClaimsWords } from '../../words/claims.ts';

/** What happened to the claim, in the words of the server. */
export function History({ claimId }: { readonly claimId: string }) {
  const words = useClaimsWords();
  const timeline = useQuery(claimTimelineQuery(claimId));
  return (
    <Section title={words.timeline}>
      <AskedOnce
        what={words.timeline}
        data={timeline.data}
        fault={faultOf(timeline.error)}
        onRetry={() => void timeline.refetch()}
      >
        {({ items, nextCursor }) => (
          <>
            <Timeline
              rows={items.map(({ seq, at, actor, sentence }) => ({
                key: seq,
                at,
                who: actor?.displayName ?? null,
                section: actor?.section ?? null,
                sentence,
              }))}
            />
            {nextCursor !== null && <p className="quiet">{words.timelineMore}</p>}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}
