import { useEffect, useRef, useSyncExternalStore } from 'react';

interface Said {
  readonly sentence: string;
}

const NOTHING: Said = { sentence: '' };
let said = NOTHING;
const listeners = new Set<() => void>();

function put(now: Said): void {
  said = now;
  listeners.forEach((listener) => listener());
}

/** Says in one sentence what was done; it stays until the next one, or until the person goes on to another page. */
export function say(sentence: string): void {
  put({ sentence });
}

/** The one `status` of the page. `at`: the path; an act that leads to another page says its sentence there. */
export function StatusLine({ at }: { readonly at: string }) {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  const before = useRef({ at, now });
  useEffect(() => {
    const { at: from, now: former } = before.current;
    before.current = { at, now };
    if (at !== from && now === former) {
      put(NOTHING);
    }
  }, [at, now]);
  return (
    <p role="status" className="said">
      {now.sentence}
    </p>
  );
}
