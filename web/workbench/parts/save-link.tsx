import { createContext, useContext, useState, type MouseEvent } from 'react';
import { useRecordWords } from '../words/records.ts';
import type { Fault } from './fault.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** Saves what an address answers, and says what went wrong; the frame knows how. */
export const SaveFile = createContext<(address: string) => Promise<Fault | null>>(async () => null);

interface SaveLinksProps {
  /** The address of each file, and its word. */
  readonly files: readonly (readonly [address: string, word: string])[];
  readonly onSaved?: () => void;
}

/**
 * Files to be saved. The page itself asks for them, so that a refusal stands where they were asked for and the end of
 * the session leads to the sign-in.
 */
export function SaveLinks({ files, onSaved }: SaveLinksProps) {
  const words = useRecordWords().file;
  const saveFile = useContext(SaveFile);
  const [underWay, setUnderWay] = useState(0);
  const [fault, setFault] = useState<Fault | null>(null);
  async function save(address: string): Promise<void> {
    setFault(null);
    setUnderWay((now) => now + 1);
    const found = await saveFile(address);
    setUnderWay((now) => now - 1);
    setFault(found);
    if (found === null) {
      onSaved?.();
    }
  }
  const take = (event: MouseEvent, address: string) => {
    if (!isForBrowser(event)) {
      event.preventDefault();
      void save(address);
    }
  };
  return (
    <>
      {files.map(([address, word]) => (
        <a key={address} href={address} download onClick={(event) => take(event, address)}>
          {word}
        </a>
      ))}
      {underWay > 0 && <span className="quiet">{words.coming}</span>}
      {fault !== null && <ProblemAlert fault={fault} before={words.notSaved} />}
    </>
  );
}

/** Asks for another tab or window, or for the browser's own way. */
function isForBrowser({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey || altKey;
}
