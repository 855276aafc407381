import { useEffect, useRef, useState } from 'react';

/**
 * Which of two panes is shown below 1,180 px. The focus goes along: `way` is for the button in the shown pane that leads
 * to the other one.
 */
export function usePanes<P extends string>(first: P) {
  const [shown, setShown] = useState(first);
  const way = useRef<HTMLButtonElement>(null);
  const isTurned = useRef(false);
  useEffect(() => {
    if (isTurned.current) {
      isTurned.current = false;
      way.current?.focus();
    }
  });
  const turnTo = (pane: P) => {
    isTurned.current = true;
    setShown(pane);
  };
  return { shown, way, turnTo };
}
