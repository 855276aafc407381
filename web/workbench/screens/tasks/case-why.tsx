import { dayOf } from '../../parts/format.ts';
import { useCaseWords } from '../../words/case.ts';
import { Asked, Section, type AskedQuery } from './case-parts.tsx';

/** What any diagnosis says, of whatever kind of case. */
interface Diagnosis {
  readonly sentence: string;
  readonly waitingFor: string;
  readonly also?: readonly { readonly cause: string; readonly sentence: string }[];
  readonly nextAutomaticAt: string | null;
  readonly nextAutomaticEvent: string | null;
}

/** Why a case waits, in the server's own sentence, and what happens next by itself. */
export function Why<T>({ query, of }: { readonly query: AskedQuery<T>; readonly of: (read: T) => Diagnosis }) {
  const words = useCaseWords();
  return (
    <Section title={words.why} className={`why ${query.data === undefined ? '' : of(query.data).waitingFor}`}>
      <Asked what={words.why} query={query}>
        {(read) => <Sentences diagnosis={of(read)} />}
      </Asked>
    </Section>
  );
}

function Sentences({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const words = useCaseWords();
  const { sentence, also = [], nextAutomaticAt, nextAutomaticEvent } = diagnosis;
  const events: Readonly<Record<string, string>> = words.nextEvents;
  const next = nextAutomaticEvent === null ? undefined : events[nextAutomaticEvent];
  return (
    <>
      <p>{sentence}</p>
      {also.map((one) => (
        <p key={one.cause}>{one.sentence}</p>
      ))}
      {nextAutomaticAt !== null && next !== undefined && (
        <p className="quiet">{words.next(dayOf(nextAutomaticAt), next)}</p>
      )}
    </>
  );
}
