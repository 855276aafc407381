import type { OwnAbsence } from '../../api/resources/me.ts';
import { useMeWords } from '../../words/me.ts';

/** The seats that have nobody meanwhile, in the server's own sentences. */
export function SeatWarnings({ warnings }: { readonly warnings: OwnAbsence['warnings'] }) {
  const words = useMeWords();
  if (warnings.length === 0) {
    return null;
  }
  return (
    <div role="note" className="note">
      <b>{words.warnings}</b>
      <ul className="reasons">
        {warnings.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
