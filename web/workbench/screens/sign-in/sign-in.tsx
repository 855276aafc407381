import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState, type ChangeEvent, type SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import { faultOf, Unreachable } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { sessionQuery, signIn, type Session } from '../../api/resources/session.ts';
import { useEscape } from '../../keys/esc-stack.ts';
import { Labelled } from '../../parts/labelled.tsx';
import { LanguageButton } from '../../parts/language-button.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useFrameWords } from '../../words/frame.ts';

/** W1. The address stays, so that a link that was sent opens after the sign-in. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: (now: Session) => void }) {
  const heading = useId();
  return (
    <main className="sign-in">
      <SignInForm heading={heading} note={null} onSignedIn={onSignedIn} />
    </main>
  );
}

interface AgainProps {
  /** Who was signed in: another person begins with an empty page. */
  readonly session: Session;
  readonly onSignedIn: () => void;
}

/** The session has ended: the sign-in over the page, which goes on as it stands. */
export function SignInAgain({ session, onSignedIn }: AgainProps) {
  const words = useFrameWords().signIn;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [, go] = useLocation();
  useEscape(() => undefined, { isModal: true });
  useEffect(() => {
    const opened = dialog.current;
    const before = document.activeElement;
    opened?.showModal();
    return () => {
      opened?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  const enter = (now: Session) => {
    if (now.id !== session.id) {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      go('/', { replace: true });
    }
    onSignedIn();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog again"
      aria-labelledby={heading}
      onCancel={(event) => event.preventDefault()}
    >
      <SignInForm heading={heading} note={words.again} onSignedIn={enter} />
    </dialog>
  );
}

interface FormProps {
  /** The id of the heading. */
  readonly heading: string;
  readonly note: string | null;
  readonly onSignedIn: (now: Session) => void;
}

function SignInForm({ heading, note, onSignedIn }: FormProps) {
  const words = useFrameWords();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function enter() {
    setBusy(true);
    setError(null);
    try {
      onSignedIn(await begin(username, password));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void enter();
  };
  const name = { value: username, onChange: (event: Typed) => setUsername(event.target.value) };
  const secret = { value: password, onChange: (event: Typed) => setPassword(event.target.value) };
  return (
    <form aria-labelledby={heading} onSubmit={submit}>
      <p className="brand" aria-hidden="true">
        {words.brand}
      </p>
      <h1 id={heading}>{words.signIn.heading}</h1>
      <p className="quiet">{note ?? words.product}</p>
      {fault !== null && <ProblemAlert fault={fault} />}
      <Labelled label={words.signIn.username}>
        {(id) => <Input id={id} name="username" autoComplete="username" size="large" autoFocus {...name} />}
      </Labelled>
      <Labelled label={words.signIn.password}>
        {(id) => (
          <Input id={id} name="password" type="password" autoComplete="current-password" size="large" {...secret} />
        )}
      </Labelled>
      <Button type="primary" htmlType="submit" size="large" block disabled={isBusy}>
        {words.signIn.submit}
      </Button>
      <LanguageButton />
    </form>
  );
}

type Typed = ChangeEvent<HTMLInputElement>;

/** Signs in and reads who that is; everything that was read before is read anew. @throws Refused, Unreachable */
async function begin(username: string, password: string): Promise<Session> {
  await signIn(username, password);
  const now = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (now === null) {
    throw new Unreachable();
  }
  void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  return now;
}
