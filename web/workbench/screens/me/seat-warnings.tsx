import type { OwnAbsence } from '../../api/resources/me.ts';
import { useMeWords } from '../../words/me.ts';

/** The seats that have nobody meanwhile, and whom one leaves without a deputy, in the server's own sentences. */
export function SeatWarnings({ of }: { readonly of: Foreseen }) {
  const words = useMeWords();
  const warnings = sentencesOf(of);
  if (warnings.length === 0) {
    return null;
  }
  return (
    <div role="note" className="note">
      <b>{words.warnings}</b>
      <ul className="reasons">
        {warnings.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** What follows from an absence. */
export type Foreseen = Pick<OwnAbsence, 'warnings' | 'standsInFor'>;

export function sentencesOf({ warnings, standsInFor }: Foreseen): readonly string[] {
  return [...warnings, ...standsInFor].map(({ sentence }) => sentence);
}
