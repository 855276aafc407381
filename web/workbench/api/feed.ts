import { readingNow } from './hands.ts';
import { LOOK_AGAIN_MS, mayHaveChanged, queries } from './queries.ts';

const NAME = 'butie.feed';
const TOLD_MS = 250;
const AGAIN_MS = 15_000;
/** After a change people are told of it by another turn of the server, every half second. */
const RELAYED_MS = 2_000;
const MESSAGES = 'notifications';

/** The first words of the query keys that a change of a kind makes stale; the id follows where the kind has a key of its own. */
const STALE: Readonly<Record<string, readonly string[]>> = {
  task: ['tasks', 'counts', MESSAGES, 'recoveries', 'recovery'],
  claim: ['claims', 'stuck', MESSAGES, 'recoveries', 'recovery'],
  filing: ['filings', MESSAGES],
  notice: ['notices', MESSAGES],
  batch: ['batches', 'payables', MESSAGES],
  counts: ['counts', 'tasks'],
};

/**
 * Hears what changed and reads it anew, until it is stopped. One tab of the browser listens and tells the others, because a
 * host has few connections. Without a stream everything that is shown is read again every 30 s, and once after each gap.
 */
export function followChanges(): () => void {
  const channel = new BroadcastChannel(NAME);
  const stopping = new AbortController();
  const tell = forgetInTurns();
  channel.addEventListener('message', ({ data }) => tell(String(data)));
  const listen = (isLate: boolean) =>
    listenUntil(stopping.signal, isLate, (change) => {
      channel.postMessage(change);
      tell(change);
    });
  if ('locks' in navigator) {
    leadOnce(stopping.signal, listen).catch(() => undefined);
  } else {
    void listen(false);
  }
  return () => {
    stopping.abort();
    channel.close();
  };
}

/** Listens for all tabs, now or once the tab that does so is gone: what changed before its stream was open, nobody heard. */
async function leadOnce(signal: AbortSignal, listen: (isLate: boolean) => Promise<void>): Promise<void> {
  const { locks } = navigator;
  const hasLed = await locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock !== null) {
      await listen(false);
    }
    return lock !== null;
  });
  if (!hasLed) {
    await locks.request(NAME, { signal }, () => listen(true));
  }
}

/**
 * Holds one stream open, and opens it again a while after the server has ended it. A new stream begins with what changes
 * from now on, so the first one of a tab that comes late and each later one tell that everything may have changed.
 */
function listenUntil(signal: AbortSignal, isLate: boolean, tell: (change: string) => void): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    let hasGap = isLate;
    let hasId = false;
    let stream = open();
    let again: ReturnType<typeof setTimeout> | undefined;
    const looking = setInterval(() => stream.readyState !== EventSource.OPEN && tell(''), LOOK_AGAIN_MS);
    function open(): EventSource {
      const opened = new EventSource('/api/v1/feed');
      opened.addEventListener('changed', ({ data }: MessageEvent<unknown>) => tell(String(data)));
      opened.addEventListener('reset', () => tell(''));
      opened.addEventListener('open', () => {
        if (hasGap) {
          tell('');
        }
        hasGap = false;
        hasId = true;
      });
      opened.addEventListener('error', () => {
        const isOver = opened.readyState === EventSource.CLOSED;
        // The browser goes on from the last id by itself, if it has one.
        hasGap ||= isOver || !hasId;
        if (isOver && !signal.aborted) {
          hasId = false;
          again = setTimeout(() => {
            stream = open();
          }, AGAIN_MS);
        }
      });
      return opened;
    }
    signal.addEventListener('abort', () => {
      clearInterval(looking);
      clearTimeout(again);
      stream.close();
      resolve();
    });
  });
}

/** Changes of the same moment are read once. An empty one means that everything may have changed. */
function forgetInTurns(): (change: string) => void {
  const told = new Set<string>();
  const forget = () => {
    const changes = [...told];
    told.clear();
    if (changes.includes('')) {
      void queries.invalidateQueries({ predicate: mayHaveChanged, refetchType: readingNow() });
      return;
    }
    const keys = changes.flatMap(keysOf);
    for (const queryKey of new Map(keys.map((key) => [key.join(' '), key])).values()) {
      void queries.invalidateQueries({ queryKey, refetchType: readingNow() });
    }
    if (keys.some(([first]) => first === MESSAGES)) {
      setTimeout(() => void queries.invalidateQueries({ queryKey: [MESSAGES], refetchType: readingNow() }), RELAYED_MS);
    }
  };
  return (change) => {
    if (told.size === 0) {
      setTimeout(forget, TOLD_MS);
    }
    told.add(change);
  };
}

function keysOf(change: string): readonly (readonly string[])[] {
  const { kind, id } = changeOf(change);
  return [[kind, id], ...(STALE[kind] ?? []).map((list) => [list])];
}

function changeOf(text: string): { readonly kind: string; readonly id: string } {
  const said: unknown = JSON.parse(text);
  return typeof said === 'object' && said !== null && 'kind' in said && 'id' in said
    ? { kind: String(said.kind), id: String(said.id) }
    : { kind: '', id: '' };
}
