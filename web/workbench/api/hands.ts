import { focusManager } from '@tanstack/react-query';

const STILL_MS = 5 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/**
 * While nobody touches the page, it reads nothing by itself: each reading would lengthen the session of a person who has
 * gone. With the first touch everything stale is read anew.
 */
export function watchHands(): () => void {
  let timer = setTimeout(rest, STILL_MS);
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(rest, STILL_MS);
    if (!focusManager.isFocused()) {
      focusManager.setFocused(undefined);
    }
  };
  for (const sign of SIGNS) {
    document.addEventListener(sign, touched, { passive: true });
  }
  return () => {
    clearTimeout(timer);
    focusManager.setFocused(undefined);
    for (const sign of SIGNS) {
      document.removeEventListener(sign, touched);
    }
  };
}

function rest(): void {
  focusManager.setFocused(false);
}

/** What is shown is read anew at once, or with the first touch. */
export function readingNow(): 'active' | 'none' {
  return focusManager.isFocused() ? 'active' : 'none';
}
