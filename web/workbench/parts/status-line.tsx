import { useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

/** Says in one sentence what was done; it stays until the next one. */
export function say(sentence: string): void {
  said = sentence;
  listeners.forEach((listener) => listener());
}

/** The one `status` of the page. */
export function StatusLine() {
  const sentence = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return (
    <p role="status" className="said">
      {sentence}
    </p>
  );
}
