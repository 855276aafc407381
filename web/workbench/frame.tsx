import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { countsQuery } from './api/resources/tasks.ts';
import { followChanges } from './api/feed.ts';
import { queries } from './api/queries.ts';
import { practiceClockQuery } from './api/resources/practice.ts';
import { prefer, sessionQuery, signOut, type Session } from './api/resources/session.ts';
import { Palette } from './keys/palette.tsx';
import { KeySheet } from './keys/sheet.tsx';
import { useControlKey, useKeys } from './keys/use-keys.ts';
import { dayOf } from './parts/format.ts';
import { LanguageButton } from './parts/language-button.tsx';
import { StatusLine } from './parts/status-line.tsx';
import { LINKS, SCREENS } from './routes.tsx';
import { useFrameWords } from './words/frame.ts';

type Opened = 'keys' | 'palette' | null;

/** What stands around every screen: practice banner, navigation, keys, the one status line. */
export function Frame({ session }: { readonly session: Session }) {
  const words = useFrameWords();
  const [opened, open] = useState<Opened>(null);
  useKeys({ help: () => open('keys') });
  useControlKey('KeyK', () => open(opened === 'palette' ? null : 'palette'));
  useEffect(followChanges, []);
  const pages = SCREENS.filter(({ id }) => session.screens.includes(id));
  const links = LINKS.filter(({ screen }) => pages.some(({ id }) => id === screen));
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Top session={session} hasMe={pages.some(({ id }) => id === 'me')} onOpen={open} />
      <Navigation links={links} />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<p className="page">{words.opening}</p>}>
          <Switch>
            <Route path="/sign-in">
              <Redirect to="/tasks" replace />
            </Route>
            <Route path="/">
              <Redirect to={links[0]?.to ?? '/tasks'} replace />
            </Route>
            {pages.map(({ path, page }) => (
              <Route key={path} path={path} component={page} />
            ))}
            <Route>
              <div className="page">
                <h1>{words.notFound}</h1>
                <Link href="/tasks">{words.toTasks}</Link>
              </div>
            </Route>
          </Switch>
        </Suspense>
        {opened === 'keys' && <KeySheet onClose={() => open(null)} />}
        {opened === 'palette' && <Palette links={links} onClose={() => open(null)} />}
      </main>
      <StatusLine />
    </div>
  );
}

interface TopProps {
  readonly session: Session;
  readonly hasMe: boolean;
  readonly onOpen: (what: Opened) => void;
}

function Top({ session, hasMe, onOpen }: TopProps) {
  const words = useFrameWords();
  const clock = useQuery(practiceClockQuery).data;
  const [, go] = useLocation();
  async function leave() {
    await signOut();
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, null);
    go('/sign-in', { replace: true });
  }
  return (
    <header className="top">
      <p className="name">
        <span className="brand small" aria-hidden="true">
          {words.brand}
        </span>
        {words.product}
      </p>
      {clock && (
        <p className="practice" role="note">
          {words.practice(dayOf(clock.now))}
        </p>
      )}
      <span className="grow" />
      <button type="button" className="text find" onClick={() => onOpen('palette')}>
        {words.palette.open}
      </button>
      {hasMe ? <Link href="/me">{words.me(session.displayName)}</Link> : <span>{session.displayName}</span>}
      <LanguageButton onChosen={(language) => void prefer({ language }).catch(() => undefined)} />
      <button type="button" className="text" onClick={() => onOpen('keys')}>
        {words.keysButton}
        <kbd aria-hidden="true">?</kbd>
      </button>
      <button type="button" className="text" onClick={() => void leave()}>
        {words.signOut}
      </button>
    </header>
  );
}

function Navigation({ links }: { readonly links: typeof LINKS }) {
  const words = useFrameWords().nav;
  const [at] = useLocation();
  const counts = useQuery({ ...countsQuery({}), enabled: links.some(({ to }) => to === '/tasks') }).data;
  const isAt = (to: string) =>
    to === '/tasks' ? at === to || at.startsWith('/tasks/tsk_') : at === to || at.startsWith(`${to}/`);
  return (
    <nav aria-label={words.main} className="rail">
      <ul>
        {links.map(({ to, word }) => (
          <li key={to} className={word === 'done' ? 'last' : undefined}>
            <Link href={to} aria-current={isAt(to) ? 'page' : undefined}>
              {words[word]} {to === '/tasks' && counts?.boxes.todo}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
