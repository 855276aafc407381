import { Component, type ReactNode } from 'react';
import { useFrameWords } from '../words/frame.ts';

/** The program of a screen did not come: the network failed, or the pages were built anew meanwhile. */
export class PartMissing extends Error {}

interface BoundaryProps {
  /** Where the reader is: somewhere else, the screen is tried again. */
  readonly at: string;
  /** Before the screen is tried again. */
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly fault: { readonly error: unknown } | null;
  /** Where the reader was. */
  readonly at: string;
}

/**
 * Keeps a fault of a screen inside: what stands around it goes on. A class, because React has no other form for what
 * catches the faults of its parts.
 */
export class FaultBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { fault: null, at: this.props.at };

  static getDerivedStateFromError(error: unknown): Pick<BoundaryState, 'fault'> {
    return { fault: { error } };
  }

  static getDerivedStateFromProps({ at }: BoundaryProps, before: BoundaryState): BoundaryState | null {
    return at === before.at ? null : { fault: null, at };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) {
      return this.props.children;
    }
    const retry = () => {
      this.props.onRetry();
      this.setState({ fault: null });
    };
    return <Crashed error={fault.error} onRetry={retry} />;
  }
}

function Crashed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const words = useFrameWords();
  const isMissing = error instanceof PartMissing;
  return (
    <div className="page">
      <h1>{words.fault.crashed}</h1>
      <div role="alert" className="alert">
        <b>{isMissing ? words.fault.partMissing : words.fault.unexpected}</b>
        <p>{isMissing ? words.fault.partMissingDetail : words.fault.unexpectedDetail}</p>
        {!isMissing && <p className="trace">{words.fault.crashedWhy(String(error))}</p>}
        <button type="button" className="plain" onClick={isMissing ? () => location.reload() : onRetry}>
          {words.list.retry}
        </button>
      </div>
    </div>
  );
}
