import { useActWords } from '../words/acts.ts';
import type { Fault } from './fault.ts';
import { namedQuestions, type Asked } from './named-questions.ts';
import './effect.css';

/** What a decision would do, as far as the server has said it. */
export type EffectNow =
  | { readonly kind: 'said'; readonly sentence: string }
  | { readonly kind: 'asking' }
  /** There was no answer. */
  | { readonly kind: 'unasked'; readonly fault: Fault; readonly askAgain: () => void }
  /** The server would refuse it as it stands. */
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** Nothing is to be said: it has no effect, or lacks only what nobody has filled in yet. */
  | { readonly kind: 'none' };

/** What it does is not said yet, so it is not sent. */
export function isHeldBy({ kind }: EffectNow): boolean {
  return kind === 'asking' || kind === 'unasked';
}

interface EffectProps {
  readonly effect: EffectNow;
  readonly questions: readonly Asked[];
  /** It was sent and refused: the alert says what is missing. */
  readonly isTried: boolean;
}

/** The effect in one sentence, or why there is none. */
export function EffectSaid({ effect, questions, isTried }: EffectProps) {
  const words = useActWords();
  switch (effect.kind) {
    case 'said':
      return <p className="effect">{effect.sentence}</p>;
    case 'asking':
      return <p className="effect">{words.asking}</p>;
    case 'refused':
      return isTried ? null : <Refusal fault={namedQuestions(effect.fault, questions)} />;
    case 'unasked':
      return (
        <div className="refusal">
          {effect.fault.kind === 'refused' && <Refusal fault={effect.fault} />}
          <p>
            {words.notAsked}{' '}
            <button type="button" className="plain" onClick={effect.askAgain}>
              {words.askAgain}
            </button>
          </p>
        </div>
      );
    case 'none':
      return null;
    default:
      return effect satisfies never;
  }
}

function Refusal({ fault }: { readonly fault: Fault }) {
  if (fault.kind !== 'refused') {
    return null;
  }
  const said = [...new Set(fault.errors.map(({ message }) => message))].filter((message) => message !== fault.detail);
  return (
    <div className="refusal">
      <p>
        <b>{fault.title}</b> {fault.detail}
      </p>
      {said.length > 0 && (
        <ul className="missing">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
