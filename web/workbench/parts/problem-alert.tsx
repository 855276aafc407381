import type { ReactNode } from 'react';
import { useFrameWords } from '../words/frame.ts';
import type { Fault } from './fault.ts';

interface ProblemAlertProps {
  readonly fault: Fault;
  /** What could not be done, before the problem's own title. */
  readonly before?: string;
  /** A button, for example. */
  readonly children?: ReactNode;
}

/** What is wrong in the server's own words, with the number by which it is found again. */
export function ProblemAlert({ fault, before, children }: ProblemAlertProps) {
  const words = useFrameWords();
  const { title, detail, traceId } = useSaid(fault);
  return (
    <div role="alert" className="alert">
      <b>{before === undefined ? title : words.fault.both(before, title)}</b>
      <p>{detail}</p>
      {fault.kind === 'refused' && <Reasons fault={fault} />}
      {traceId !== null && traceId !== '' && <p className="trace">{words.list.trace(traceId)}</p>}
      {children}
    </div>
  );
}

function useSaid(fault: Fault) {
  const words = useFrameWords().fault;
  if (fault.kind === 'refused') {
    return fault;
  }
  if (fault.kind === 'unreachable') {
    return { title: words.unreachable, detail: words.unreachableDetail, traceId: null };
  }
  const { status, traceId } = fault;
  return status === null
    ? { title: words.unexpected, detail: words.unexpectedDetail, traceId }
    : { title: words.broken, detail: words.brokenDetail(status), traceId };
}

function Reasons({ fault }: { readonly fault: Extract<Fault, { kind: 'refused' }> }) {
  const messages = [...new Set(fault.errors.map((error) => error.message))].filter((said) => said !== fault.detail);
  return messages.length === 0 ? null : (
    <ul className="reasons">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
