import { AskedOnce } from './asked.tsx';
import { isForbidden, type Fault } from './fault.ts';
import { Section } from './section.tsx';
import { Timeline } from './timeline.tsx';
import { rowsOf, type Happened } from './timeline-rows.ts';

interface PartProps<T> {
  readonly title: string;
  readonly asked: { readonly data: T | undefined; readonly fault: Fault | null; readonly onRetry: () => void };
}

/** Why it waits, in the server's own sentence; left out for who has no right to it. */
export function Why({ title, asked }: PartProps<{ readonly sentence: string }>) {
  return isForbidden(asked.fault) ? null : (
    <Section title={title}>
      <AskedOnce what={title} {...asked}>
        {({ sentence }) => <p>{sentence}</p>}
      </AskedOnce>
    </Section>
  );
}

interface Past {
  readonly items: readonly Happened[];
}

/** What happened, in the words of the server and of the people who did it. */
export function History({ title, asked }: PartProps<Past>) {
  return isForbidden(asked.fault) ? null : (
    <Section title={title}>
      <AskedOnce what={title} {...asked}>
        {({ items }) => <Timeline rows={rowsOf(items)} />}
      </AskedOnce>
    </Section>
  );
}
