import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { isUnanswered, Refused } from '../../api/problem.ts';
import {
  decide,
  forgetTask,
  handleTask,
  type Decision,
  type Sent,
  type Task,
  type TaskAct,
} from '../../api/resources/tasks.ts';
import type { Read } from '../../api/client.ts';
import { say } from '../../parts/status-line.tsx';
import { decisionBody, NO_EXTRA, type DecisionAct, type Extra } from './decision-body.ts';
import { remarkFor, type RefusalCode, type Typed } from './typed.ts';

export type ActName = TaskAct['act'];

export interface Panel {
  readonly act: ActName;
  /** The revision that stood on the page when the panel was opened, whatever was read since. */
  readonly etag: string;
  /** The same until there is an answer: an act that is pressed again is the same act. */
  readonly key: string;
  /** It was sent and refused. */
  readonly isTried: boolean;
  /** The case was read anew, and the act is no longer open: why. Null while it is. */
  readonly closed: string | null;
  /** How often the case was read anew below it. */
  readonly looks: number;
}

interface PanelInput {
  readonly task: Read<Task>;
  readonly typed: Typed;
  /** For which a line may be refused here. */
  readonly codes: readonly RefusalCode[];
  /** After the server has said that it is done. */
  readonly onDone: (act: ActName) => void;
}

/** The status of a refusal for what is missing or wrong in the fields. */
const MISSING = 422;

/** The panel of one act: opened, sent, refused or unanswered, with everything kept until it is done. */
export function usePanel({ task, typed, codes, onDone }: PanelInput) {
  const [panel, setPanel] = useState<Panel | null>(null);
  /** Of the panel that was closed last. */
  const [closed, setClosed] = useState<ActName | null>(null);
  const [extra, setExtra] = useState<Extra>(NO_EXTRA);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = (act: ActName) => {
    setError(null);
    // What was done before is no news any more.
    say('');
    setPanel({ ...standingOn(task, act), closed: null });
  };
  const close = () => {
    setClosed(panel?.act ?? null);
    setPanel(null);
  };
  async function send() {
    if (panel === null || isBusy) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await carryOut(task.body, panel, (act) => decisionBody(act, typed, extra, codes), { extra, typed });
      close();
      onDone(panel.act);
      void forgetTask(task.body);
    } catch (failure) {
      setError(failure);
      const key = isUnanswered(failure) ? panel.key : newKey();
      setPanel((now) => (now === null ? null : { ...now, isTried: true, key }));
    } finally {
      setBusy(false);
    }
  }
  /** What the server missed is being filled in; who was faster stays said. */
  const forgive = () =>
    setError((now: unknown) => (now instanceof Refused && now.problem.status === MISSING ? null : now));
  /** Reads the case anew; the panel stands on what is read, and keeps what was typed. */
  async function lookAgain(readAgain: () => Promise<Read<Task>>) {
    try {
      const now = await readAgain();
      await forgetTask(task.body);
      setError(null);
      setPanel((then) => then && { ...standingOn(now, then.act), looks: then.looks + 1 });
    } catch (failure) {
      setError(failure);
    }
  }
  return { panel, closed, extra, isBusy, error, open, send, lookAgain, setExtra, close, forgive };
}

/** The panel of an act as the case now stands, which may no longer take it. */
function standingOn({ body: { acts }, etag }: Read<Task>, act: ActName): Panel {
  const offered = acts.find((one) => one.act === act);
  const closed = offered?.allowed === true ? null : (offered?.why?.sentence ?? '');
  return { act, etag, key: newKey(), isTried: false, closed, looks: 0 };
}

const HANDLING: readonly ActName[] = ['claim', 'release', 'transfer', 'extension', 'remind'];

export function isDecision(act: ActName): act is DecisionAct {
  return !HANDLING.includes(act);
}

async function carryOut(
  { id }: Task,
  { act, ...sent }: Panel & Sent,
  bodyOf: (act: DecisionAct) => Decision,
  { extra, typed }: { readonly extra: Extra; readonly typed: Typed },
): Promise<void> {
  if (isDecision(act)) {
    await decide(id, bodyOf(act), sent);
    return;
  }
  const reason = remarkFor(typed, act);
  switch (act) {
    case 'claim':
    case 'release':
    case 'remind':
      return handleTask(id, { act, reason }, sent);
    case 'transfer':
      return handleTask(id, { act, to: extra.to, reason }, sent);
    case 'extension':
      return handleTask(id, { act, dueOn: extra.dueOn, reason }, sent);
    default:
      return act satisfies never;
  }
}
