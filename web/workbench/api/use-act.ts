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
  /** What is acted on was read anew since the form was opened. */
  readonly hasLooked?: true;
}

interface Begun<A> {
  readonly act: A;
  readonly etag: string;
}

interface Acting<A, T> {
  /** The form stands open from the beginning, on this revision. */
  readonly begin?: Begun<A>;
  readonly send: (act: A, sent: Sent) => Promise<T>;
  /** After the server has said that it is done. */
  readonly onDone: (act: A, answer: T) => void;
  /** What is wrong, where an answer says that nothing was taken. */
  readonly faultsOf?: (answer: T) => readonly string[];
  /** Reads anew what was acted on. @returns the revision that stands now */
  readonly lookAgain: () => Promise<string>;
}

/** The form of one act: opened, sent, refused or unanswered, with everything kept until the server has said that it is done. */
export function useAct<A, T>({ begin, send, onDone, faultsOf = () => [], lookAgain }: Acting<A, T>) {
  const { opened, setOpened, closed, close, ...form } = useForm(begin);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const open = (act: A, etag: string) => {
    setError(null);
    setFaults([]);
    form.open(act, etag);
  };
  async function submit() {
    if (opened === null || isBusy) {
      return;
    }
    setBusy(true);
    setError(null);
    setFaults([]);
    try {
      const answer = await send(opened.act, { etag: opened.etag, key: opened.key });
      const found = faultsOf(answer);
      setFaults(found);
      if (found.length > 0) {
        setOpened({ ...opened, key: newKey() });
        return;
      }
      close();
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
      setOpened((now) => (now === null ? null : { ...now, etag, key: newKey(), hasLooked: true }));
    } catch (failure) {
      setError(failure);
    }
  }
  return {
    act: opened?.act ?? null,
    /** With what the open act would be sent. */
    sent: opened,
    closed,
    hasLooked: opened?.hasLooked === true,
    isBusy,
    trouble: faults.length > 0 ? ({ kind: 'faulty', messages: faults } as const) : troubleOf(error),
    open,
    submit: () => void submit(),
    look: () => void look(),
    close,
  };
}

/** Which form is open, and which one was closed last. */
function useForm<A>(begin: Begun<A> | undefined) {
  const [opened, setOpened] = useState<Opened<A> | null>(() =>
    begin === undefined ? null : { ...begin, key: newKey() },
  );
  const [closed, setClosed] = useState<A | null>(null);
  const open = (act: A, etag: string) => setOpened({ act, etag, key: newKey() });
  const close = () => {
    setClosed(opened?.act ?? null);
    setOpened(null);
  };
  return { opened, setOpened, closed, open, close };
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
  if (!(error instanceof Refused)) {
    return fault;
  }
  const { code, detail, conflict } = error.problem;
  if (conflict !== undefined) {
    const { actor, at, sentence } = conflict;
    const who = [actor.organ, actor.section, actor.displayName].filter((one) => typeof one === 'string').at(-1) ?? '';
    return { kind: 'overtaken', sentence, by: { who, at } };
  }
  return OVERTAKEN.includes(code) ? { kind: 'overtaken', sentence: detail, by: null } : fault;
}
