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
  const title = fault.kind === 'refused' ? fault.title : words.fault.unreachable;
  return (
    <div role="alert" className="alert">
      <b>{before === undefined ? title : `${before}：${title}`}</b>
      {fault.kind === 'refused' ? <Reasons fault={fault} /> : <p>{words.fault.unreachableDetail}</p>}
      {children}
    </div>
  );
}

function Reasons({ fault }: { readonly fault: Extract<Fault, { kind: 'refused' }> }) {
  const words = useFrameWords();
  const messages = [...new Set(fault.errors.map((error) => error.message))].filter((said) => said !== fault.detail);
  return (
    <>
      <p>{fault.detail}</p>
      {messages.length > 0 && (
        <ul className="reasons">
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <p className="trace">{words.list.trace(fault.traceId)}</p>
    </>
  );
}
