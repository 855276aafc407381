import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { onSessionEnd } from './api/client.ts';
import { faultOf } from './api/problem.ts';
import { sessionQuery, type Preferences, type Session } from './api/resources/session.ts';
import { Frame } from './frame.tsx';
import { SessionEnd } from './frame/session-end.tsx';
import { chooseKeys } from './keys/bindings.ts';
import { wear } from './parts/look.ts';
import { ProblemAlert } from './parts/problem-alert.tsx';
import { isAmong } from './routes.tsx';
import { SignInAgain, SignInPage } from './screens/sign-in/sign-in.tsx';
import { useFrameWords } from './words/frame.ts';
import { setLanguage } from './words/language.ts';

/** Who is signed in decides what stands here; a session that ends leaves the page as it is, with the sign-in over it. */
export function App() {
  const words = useFrameWords();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSessionEnd(() => setEnded(true)), []);
  const isIn = session !== null && session !== undefined;
  useEffect(() => {
    // A person who is signed in reads the open screen in the title.
    if (!isIn) {
      document.title = session === null ? `${words.signIn.heading} · ${words.product}` : words.product;
    }
  }, [words, session, isIn]);

  const [at, go] = useLocation();
  /** Stays at an address that the person has; otherwise begins where their work does. */
  const arrive = ({ screens }: Session) => {
    setEnded(false);
    if (!isAmong(screens, at)) {
      go('/', { replace: true });
    }
  };

  useChosen(session?.preferences);

  if (session === null) {
    return <SignInPage onSignedIn={arrive} />;
  }
  if (session === undefined) {
    const fault = faultOf(error);
    return (
      <main className="page">
        {fault === null ? (
          <p>{words.opening}</p>
        ) : (
          <ProblemAlert fault={fault}>
            <button type="button" className="plain" onClick={() => void refetch()}>
              {words.list.retry}
            </button>
          </ProblemAlert>
        )}
      </main>
    );
  }
  return (
    <>
      <Frame session={session} />
      {!hasEnded && <SessionEnd />}
      {hasEnded && <SignInAgain session={session} onSignedIn={() => setEnded(false)} />}
    </>
  );
}

/** What the person has chosen is put on: keys, look, and the language, which is turned back only by what is newly said. */
function useChosen(preferences: Preferences | undefined): void {
  useEffect(() => {
    if (preferences !== undefined) {
      chooseKeys(preferences.singleKeys, preferences.keys);
      wear(preferences);
    }
  }, [preferences]);
  const kept = preferences?.language ?? null;
  useEffect(() => {
    if (kept !== null) {
      setLanguage(kept === 'en' ? 'en' : 'zh');
    }
  }, [kept]);
}
