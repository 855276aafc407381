import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { faultOf } from '../api/problem.ts';
import { numbersQuery, partOfNumber } from '../api/resources/numbers.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useFrameWords } from '../words/frame.ts';
import { isComposition } from './belongs-to-text.ts';

interface PaletteProps {
  /** The pages that this person sees. */
  readonly links: readonly { readonly word: keyof ReturnType<typeof useFrameWords>['nav']; readonly to: string }[];
  readonly screens: readonly string[];
  readonly onClose: () => void;
}

interface Choice {
  readonly to: string;
  readonly name: string;
}

/** Ctrl+K: a page by a part of its name, a case by a part of its number; the first match opens with Enter. */
export function Palette({ links, screens, onClose }: PaletteProps) {
  const words = useFrameWords();
  const [typed, setTyped] = useState('');
  /** What stood there when Enter was pressed before the server had answered. */
  const [wanted, want] = useState<string | null>(null);
  const [, go] = useLocation();
  const field = useId();
  const { found, isAsking, error } = useFound(typed, links, screens);
  const open = (to: string) => {
    onClose();
    go(to);
  };
  const first = found[0];
  useEffect(() => {
    if (wanted === typed && first !== undefined && !isAsking) {
      onClose();
      go(first.to);
    }
  }, [wanted, typed, first, isAsking, onClose, go]);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !isComposition(event.nativeEvent)) {
      event.preventDefault();
      want(typed);
    }
  };
  const fault = faultOf(error);
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
      {fault !== null && <ProblemAlert fault={fault} />}
      {found.length === 0 && fault === null && (
        <p className="quiet">{isAsking ? words.list.loading : words.palette.none}</p>
      )}
      <ul className="found">
        {found.map(({ to, name }) => (
          <li key={to}>
            <button type="button" className="text" onClick={() => open(to)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const PAUSE_MS = 150;

/** Pages at once; numbers when the server has answered. */
function useFound(typed: string, links: PaletteProps['links'], screens: readonly string[]) {
  const words = useFrameWords();
  const asked = useSettled(typed);
  const part = partOfNumber(asked);
  const { data, error, isFetching } = useQuery({ ...numbersQuery(screens, part ?? ''), enabled: part !== null });
  const isLater = asked !== typed && partOfNumber(typed) !== null;
  const pages = links
    .filter(({ word, to }) => `${words.nav[word]} ${to}`.toLowerCase().includes(typed.toLowerCase()))
    .map(({ word, to }): Choice => ({ to, name: words.nav[word] }));
  const numbers = (part === null || isLater ? [] : (data ?? [])).map(({ kind, no, what, to }): Choice => {
    return { to, name: [no, words.nav[kind], what].filter((one) => one !== null).join(' · ') };
  });
  return { found: [...pages, ...numbers], isAsking: isLater || isFetching, error };
}

/** What was typed, a moment after the last key. */
function useSettled(typed: string): string {
  const [settled, settle] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => settle(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
