import { useState } from 'react';
import type { Trouble } from '../parts/fault.ts';
import { newKey } from './client.ts';
import { faultOf, isUnanswered, Refused } from './problem.ts';

/** With what an act is sent: the revision that was read, and the key that stays the same until there is an answer. */
export interface Sent {
  readonly etag: string;
  readonly key: string;
}

interface Opened<A> extends Sent {
  readonly act: A;
}

interface Acting<A, T> {
  readonly send: (act: A, sent: Sent) => Promise<T>;
  /** After the server has said that it is done. */
  readonly onDone: (act: A, answer: T) => void;
  /** Reads anew what was acted on. @returns the revision that stands now */
  readonly lookAgain: () => Promise<string>;
}

/** The form of one act: opened, sent, refused or unanswered, with everything kept until the server has said that it is done. */
export function useAct<A, T>({ send, onDone, lookAgain }: Acting<A, T>) {
  const [opened, setOpened] = useState<Opened<A> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = (act: A, etag: string) => {
    setError(null);
    setOpened({ act, etag, key: newKey() });
  };
  async function submit() {
    if (opened === null || isBusy) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const answer = await send(opened.act, { etag: opened.etag, key: opened.key });
      setOpened(null);
      onDone(opened.act, answer);
    } catch (failure) {
      setError(failure);
      if (!isUnanswered(failure)) {
        setOpened({ ...opened, key: newKey() });
      }
    } finally {
      setBusy(false);
    }
  }
  /** The form stands on what is read now, and keeps what was typed. */
  async function look() {
    try {
      const etag = await lookAgain();
      setError(null);
      setOpened((now) => (now === null ? null : { ...now, etag, key: newKey() }));
    } catch (failure) {
      setError(failure);
    }
  }
  return {
    act: opened?.act ?? null,
    isBusy,
    trouble: troubleOf(error),
    open,
    submit: () => void submit(),
    look: () => void look(),
    close: () => setOpened(null),
  };
}

/** Codes that mean: somebody was faster, what stands on the page is no longer so. */
const OVERTAKEN: readonly string[] = [
  'WRONG_STATE',
  'STALE',
  'SIDE_CONFIRMED',
  'ALREADY_CONFIRMED',
  'ALREADY_MATCHED',
  'ALREADY_IN_BATCH',
  'TASK_DONE',
];

function troubleOf(error: unknown): Trouble | null {
  const fault = faultOf(error);
  if (fault === null) {
    return null;
  }
  const isOvertaken = error instanceof Refused && OVERTAKEN.includes(error.problem.code);
  return isOvertaken ? { kind: 'overtaken', detail: error.problem.detail } : fault;
}
