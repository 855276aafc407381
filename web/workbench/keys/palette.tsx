import { useId, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../parts/dialog.tsx';
import { useFrameWords } from '../words/frame.ts';
import { isComposition } from './belongs-to-text.ts';

interface PaletteProps {
  /** The pages that this person sees. */
  readonly links: readonly { readonly word: keyof ReturnType<typeof useFrameWords>['nav']; readonly to: string }[];
  readonly onClose: () => void;
}

/** Ctrl+K: a page by a part of its name; the first match opens with Enter. */
export function Palette({ links, onClose }: PaletteProps) {
  const words = useFrameWords();
  const [typed, setTyped] = useState('');
  const [, go] = useLocation();
  const field = useId();
  const found = links.filter(({ word, to }) => `${words.nav[word]} ${to}`.toLowerCase().includes(typed.toLowerCase()));
  const open = (to: string) => {
    onClose();
    go(to);
  };
  const press = (event: KeyboardEvent) => {
    const first = found[0];
    if (event.key === 'Enter' && !isComposition(event.nativeEvent) && first !== undefined) {
      event.preventDefault();
      open(first.to);
    }
  };
  return (
    <Dialog title={words.palette.heading} onClose={onClose}>
      <label htmlFor={field}>{words.palette.label}</label>
      <input
        id={field}
        className="field"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
      />
      {found.length === 0 && <p className="quiet">{words.palette.none}</p>}
      <ul className="found">
        {found.map(({ word, to }) => (
          <li key={to}>
            <button type="button" className="text" onClick={() => open(to)}>
              {words.nav[word]}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
