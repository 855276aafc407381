import type { ReactNode } from 'react';
import { ActForm } from './act-form.tsx';
import { ActsBar, type ActOffered } from './acts-bar.tsx';
import { closedNow } from './closed-now.ts';
import type { Trouble } from './fault.ts';

interface ActsFootProps<A extends string> {
  /** As the record offers them; those without a name here, or without one for the button that sends them, are another screen's. */
  readonly acts: readonly ActOffered<string>[];
  readonly words: {
    readonly acts: Readonly<Record<A, string>>;
    readonly confirm: Readonly<Record<A, string>>;
    readonly effects: Readonly<Record<A, string>>;
  };
  readonly primary?: A;
  readonly danger?: A;
  readonly acting: {
    readonly act: A | null;
    /** The act whose form was closed last. */
    readonly closed: A | null;
    /** The record was read anew below the form. */
    readonly hasLooked: boolean;
    readonly isBusy: boolean;
    readonly trouble: Trouble | null;
    readonly open: (act: A, etag: string) => void;
    readonly submit: () => void;
    readonly look: () => void;
    readonly close: () => void;
  };
  /** What the open act does as it stands, in place of its sentence, and whether it waits for that. */
  readonly said?: { readonly saying: ReactNode; readonly isHeld: boolean };
  /** Of the record, as it was read. */
  readonly etag: string;
  /** What is typed for an act. */
  readonly children: (act: A) => ReactNode;
}

/** What may be done with a record, at its bottom edge; one act at a time has its form there. */
export function ActsFoot<A extends string>(props: ActsFootProps<A>) {
  const { acts, words, primary, danger, acting, said, etag, children } = props;
  const isNamed = (offered: ActOffered<string>): offered is ActOffered<A> =>
    Object.hasOwn(words.acts, offered.act) && Object.hasOwn(words.confirm, offered.act);
  const named = acts.filter(isNamed);
  if (acting.act === null) {
    return named.length === 0 ? null : (
      <footer className="record-foot">
        <ActsBar
          acts={named}
          names={words.acts}
          closed={acting.closed}
          {...(primary !== undefined && { primary })}
          {...(danger !== undefined && { danger })}
          onOpen={(chosen) => acting.open(chosen, etag)}
        />
      </footer>
    );
  }
  const effect = words.effects[acting.act];
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.acts[acting.act]}
        confirm={words.confirm[acting.act]}
        isDanger={acting.act === danger}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        {...(effect !== '' && { effect })}
        {...(said !== undefined && { said: said.saying, isHeld: said.isHeld })}
        closed={closedNow(acting, named)}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        {children(acting.act)}
      </ActForm>
    </footer>
  );
}
