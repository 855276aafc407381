import { faultOf } from '../../api/problem.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { useGrantsWords } from '../../words/grants.ts';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  refetch(): Promise<unknown>;
}

/** Why a call waits, in the server's own sentence. */
export function Why({ asked }: { readonly asked: Asked<{ readonly sentence: string }> }) {
  const words = useGrantsWords();
  return (
    <Section title={words.why}>
      <AskedOnce what={words.why} data={asked.data} fault={faultOf(asked.error)} onRetry={() => void asked.refetch()}>
        {({ sentence }) => <p>{sentence}</p>}
      </AskedOnce>
    </Section>
  );
}

interface Happened {
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly displayName: string | null; readonly section: string | null } | null;
  readonly sentence: string;
}

export function History({ asked }: { readonly asked: Asked<{ readonly items: readonly Happened[] }> }) {
  const words = useGrantsWords();
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
