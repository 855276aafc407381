import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { lastAnswerAt, onAnswer, serverNow } from '../api/client.ts';
import { sessionQuery } from '../api/resources/session.ts';
import { useFrameWords } from '../words/frame.ts';

const WARNED_MS = 60_000;

/**
 * Says a minute before that the session will end, with a way to go on. Each answer of the server lengthens a session
 * that ends because nothing is asked; its end is read anew while work goes on, because a session also ends by the day.
 */
export function SessionEnd() {
  const words = useFrameWords().sessionEnd;
  const { data: session, dataUpdatedAt, isFetching, refetch } = useQuery(sessionQuery);
  const answeredAt = useSyncExternalStore(onAnswer, lastAnswerAt);
  const expiresAt = session?.expiresAt ?? null;
  const readAt = useReadAt(dataUpdatedAt);
  const spanMs = expiresAt === null ? null : Date.parse(expiresAt) - readAt;
  const endsAt = spanMs === null ? null : Math.max(answeredAt, readAt) + spanMs;
  const isNear = useIsPast(endsAt === null ? null : endsAt - WARNED_MS);
  useEffect(() => {
    if (spanMs !== null && spanMs > WARNED_MS && answeredAt - readAt > spanMs / 3 && !isFetching) {
      void refetch();
    }
  }, [spanMs, answeredAt, readAt, isFetching, refetch]);
  return isNear ? (
    <div role="alert" className="alert session-end">
      {words.near}
      <button type="button" className="plain" disabled={isFetching} onClick={() => void refetch()}>
        {words.goOn}
      </button>
    </div>
  ) : null;
}

/** When the session was read, on the server's clock. */
function useReadAt(dataUpdatedAt: number): number {
  const [read, setRead] = useState({ dataUpdatedAt, at: serverNow() });
  if (read.dataUpdatedAt !== dataUpdatedAt) {
    const now = { dataUpdatedAt, at: serverNow() };
    setRead(now);
    return now.at;
  }
  return read.at;
}

/** The longest time that a timer of a browser takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** True from an instant of the server's clock on; never without one. */
function useIsPast(at: number | null): boolean {
  const [past, setPast] = useState<number | null>(null);
  useEffect(() => {
    if (at === null) {
      return undefined;
    }
    const timer = setTimeout(() => setPast(at), Math.min(Math.max(0, at - serverNow()), LONGEST_MS));
    return () => clearTimeout(timer);
  }, [at]);
  return at !== null && past === at;
}
