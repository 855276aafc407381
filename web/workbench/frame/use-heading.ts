import { useEffect, useRef, type RefObject } from 'react';

/**
 * What is open stands in the title of the window, and the focus goes to it. A screen says what it is in its first
 * heading, which may come after an answer of the server; a case that is open beside its list says it in its own.
 */
export function useHeading(main: RefObject<HTMLElement | null>, { at, product }: Place): void {
  const before = useRef(at);
  const isDue = useRef(false);
  useEffect(() => {
    const screen = main.current;
    if (screen === null) {
      return undefined;
    }
    if (before.current !== at) {
      before.current = at;
      isDue.current = !hasFocus(screen);
      if (isDue.current) {
        screen.focus();
      }
    }
    const read = () => {
      const heading = shown(screen);
      document.title = [...titlesOf(screen), product].join(' · ');
      // Focus that the person has moved meanwhile stays where it is.
      if (isDue.current && heading !== null) {
        isDue.current = false;
        if (document.activeElement === screen || document.activeElement === document.body) {
          heading.tabIndex = -1;
          heading.focus();
        }
      }
    };
    read();
    const watcher = new MutationObserver(read);
    watcher.observe(screen, { childList: true, characterData: true, subtree: true });
    return () => watcher.disconnect();
  }, [main, at, product]);
}

interface Place {
  /** The path below `/workbench`. */
  readonly at: string;
  readonly product: string;
}

/** Inside the screen, on what is still there: a row beside which its case was opened keeps the focus. */
function hasFocus(screen: HTMLElement): boolean {
  const focused = document.activeElement;
  return focused !== screen && screen.contains(focused) && focused?.closest('dialog') === null;
}

/** On a narrow page the list does not stand beside its case; what heads a page before its answer leaves with it. */
function shown(screen: HTMLElement): HTMLElement | null {
  const headings = [...screen.querySelectorAll<HTMLElement>('h1:not(.waits)')];
  return headings.find((heading) => heading.offsetParent !== null) ?? null;
}

/** The innermost first. */
function titlesOf(screen: HTMLElement): readonly string[] {
  const headings = [screen.querySelector('#case')?.firstChild, screen.querySelector('h1')];
  return headings.flatMap((heading) => heading?.textContent?.trim() ?? []).filter((title) => title !== '');
}
