import { askedFor } from '../../parts/asked-for.ts';
import { Timeline } from '../../parts/timeline.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Asked, Section, type AskedQuery } from './case-parts.tsx';

interface Happened {
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly displayName?: string | null; readonly section?: string | null } | null;
  readonly onBehalfOf?: { readonly displayName: string };
  readonly sentence: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What happened to the case, the newest first, with what people wrote. */
export function CaseTimeline({ query }: { readonly query: AskedQuery<{ readonly items: readonly Happened[] }> }) {
  const words = useCaseWords();
  return (
    <Section title={words.timeline}>
      <Asked what={words.timeline} query={query}>
        {({ items }) => (
          <Timeline
            rows={items.map(({ seq, at, actor, onBehalfOf, sentence, facts }) => ({
              key: seq,
              at,
              who: actor?.displayName ?? null,
              section: actor?.section ?? null,
              onBehalfOf: onBehalfOf?.displayName ?? null,
              sentence,
              remark: remarkOf(facts),
              asked: askedFor(facts),
            }))}
          />
        )}
      </Asked>
    </Section>
  );
}

function remarkOf(facts: Happened['facts']): string | null {
  const remark = facts?.['remark'];
  return typeof remark === 'string' ? remark : null;
}
