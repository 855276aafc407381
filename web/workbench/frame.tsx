import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { countsQuery } from './api/resources/tasks.ts';
import { faultOf, Refused } from './api/problem.ts';
import { followChanges } from './api/feed.ts';
import { watchHands } from './api/hands.ts';
import { queries, readAnew } from './api/queries.ts';
import { unreadQuery } from './api/resources/notifications.ts';
import { practiceClockQuery } from './api/resources/practice.ts';
import { keepPreferences, prefer, sessionQuery, signOut, type Session } from './api/resources/session.ts';
import { saveFile } from './api/save-file.ts';
import { useHeading } from './frame/use-heading.ts';
import { Palette } from './keys/palette.tsx';
import { KeySheet } from './keys/sheet.tsx';
import { useControlKey, useKeys } from './keys/use-keys.ts';
import { FaultBoundary } from './parts/fault-boundary.tsx';
import { dayOf } from './parts/format.ts';
import { LanguageButton } from './parts/language-button.tsx';
import { ProblemAlert } from './parts/problem-alert.tsx';
import { SaveFile } from './parts/save-link.tsx';
import { OwnScreens } from './parts/screen-link.tsx';
import { StatusLine } from './parts/status-line.tsx';
import { homeOf, isAmong, LINKS, SCREENS, type Screen } from './routes.tsx';
import { useFrameWords } from './words/frame.ts';
import { currentLanguage, tagOf } from './words/language.ts';

type Opened = 'keys' | 'palette' | null;

/** What stands around every screen: practice banner, navigation, keys, the one status line. */
export function Frame({ session }: { readonly session: Session }) {
  const words = useFrameWords();
  const [opened, open] = useState<Opened>(null);
  useKeys({ help: () => open('keys') });
  useControlKey('KeyK', () => open(opened === 'palette' ? null : 'palette'));
  useEffect(followChanges, []);
  useEffect(watchHands, []);
  const pages = SCREENS.filter(({ id }) => session.screens.includes(id));
  const links = LINKS.filter(({ screen }) => pages.some(({ id }) => id === screen));
  const home = homeOf(session.screens);
  const isOwn = useCallback((address: string) => isAmong(session.screens, address), [session.screens]);
  const [at] = useLocation();
  const main = useRef<HTMLElement>(null);
  useHeading(main, { at, product: words.product });
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Top session={session} hasMe={pages.some(({ id }) => id === 'me')} hasPages={home !== null} onOpen={open} />
      {links.length > 0 && <Navigation links={links} />}
      <main id="main" tabIndex={-1} ref={main}>
        <FaultBoundary at={at} onRetry={readAnew}>
          <Suspense fallback={<p className="page">{words.opening}</p>}>
            <SaveFile value={saveFile}>
              <OwnScreens value={isOwn}>
                {home === null ? <NoScreens /> : <Pages home={home} pages={pages} />}
              </OwnScreens>
            </SaveFile>
          </Suspense>
        </FaultBoundary>
        {opened === 'keys' && <KeySheet onClose={() => open(null)} />}
        {opened === 'palette' && home !== null && (
          <Palette links={links} screens={session.screens} onClose={() => open(null)} />
        )}
      </main>
      <StatusLine at={at} />
    </div>
  );
}

interface PagesProps {
  readonly home: (typeof LINKS)[number];
  readonly pages: readonly Screen[];
}

function Pages({ home, pages }: PagesProps) {
  const words = useFrameWords();
  const [at] = useLocation();
  const isSomebodys = isAmong(
    SCREENS.map(({ id }) => id),
    at,
  );
  return (
    <Switch>
      {['/sign-in', '/'].map((path) => (
        <Route key={path} path={path}>
          <Redirect to={home.to} replace />
        </Route>
      ))}
      {pages.map(({ path, page }) => (
        <Route key={path} path={path} component={page} />
      ))}
      <Route>
        <div className="page">
          <h1>{isSomebodys ? words.notYours : words.notFound}</h1>
          <Link href={home.to}>{words.toHome(words.nav[home.word])}</Link>
        </div>
      </Route>
    </Switch>
  );
}

/** For an account that no screen is for: an applicant, or somebody whose post was taken away. */
function NoScreens() {
  const words = useFrameWords().noScreens;
  return (
    <div className="page">
      <h1>{words.heading}</h1>
      <p>{words.body}</p>
      <p>{words.applicants}</p>
    </div>
  );
}

interface TopProps {
  readonly session: Session;
  readonly hasMe: boolean;
  readonly hasPages: boolean;
  readonly onOpen: (what: Opened) => void;
}

function Top({ session, hasMe, hasPages, onOpen }: TopProps) {
  const words = useFrameWords();
  const clock = useQuery(practiceClockQuery).data;
  const unread = useQuery({ ...unreadQuery, enabled: hasMe }).data ?? 0;
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
      {hasPages && (
        <button type="button" className="text find" onClick={() => onOpen('palette')}>
          {words.palette.open}
        </button>
      )}
      {hasMe && unread > 0 && <Link href="/me">{words.unread(unread)}</Link>}
      {hasMe ? <Link href="/me">{words.me(session.displayName)}</Link> : <span>{session.displayName}</span>}
      <LanguageButton onChosen={(language) => void keepLanguage(language).catch(() => undefined)} />
      <button type="button" className="text" onClick={() => onOpen('keys')}>
        {words.keysButton}
        <kbd aria-hidden="true">?</kbd>
      </button>
      <SignOut />
    </header>
  );
}

/** The choice is kept with the person, and in the session that was read, unless another one was made meanwhile. */
async function keepLanguage(language: 'zh-CN' | 'en'): Promise<void> {
  const preferences = await prefer({ language });
  if (tagOf(currentLanguage()) === language) {
    keepPreferences(preferences);
  }
}

/** Ends the session. Where the server did not hear of it, the person is still signed in, and is told so. */
function SignOut() {
  const words = useFrameWords();
  const [, go] = useLocation();
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function leave() {
    setError(null);
    try {
      await signOut();
    } catch (failure) {
      // A session that has ended already needs no end.
      if (!(failure instanceof Refused && failure.problem.code === 'NOT_SIGNED_IN')) {
        setError(failure);
        return;
      }
    }
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, null);
    go('/sign-in', { replace: true });
  }
  return (
    <>
      <button type="button" className="text" onClick={() => void leave()}>
        {words.signOut}
      </button>
      {fault !== null && (
        <ProblemAlert fault={fault} before={words.notSignedOut}>
          <button type="button" className="plain" onClick={() => void leave()}>
            {words.list.retry}
          </button>
        </ProblemAlert>
      )}
    </>
  );
}

function Navigation({ links }: { readonly links: typeof LINKS }) {
  const words = useFrameWords().nav;
  const [at] = useLocation();
  const counts = useQuery({ ...countsQuery({}), enabled: links.some(({ to }) => to === '/tasks') });
  const box = new URLSearchParams(useSearch()).get('box');
  /** An open case belongs to the box from which it was opened. */
  const boxOfCase = box === null ? '/tasks' : `/tasks/${box}`;
  const place = at.startsWith('/tasks/tsk_') ? boxOfCase : at;
  const isAt = (to: string) => place === to || (to !== '/tasks' && place.startsWith(`${to}/`));
  return (
    <nav aria-label={words.main} className="rail">
      <ul>
        {links.map(({ to, word }) => (
          <li key={to} className={word === 'done' ? 'last' : undefined}>
            <Link href={to} aria-current={isAt(to) ? 'page' : undefined}>
              {words[word]} {to === '/tasks' && (counts.error === null ? counts.data?.boxes.todo : words.uncounted)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
