import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { sessionQuery } from '../../api/resources/session.ts';
import { Section } from '../../parts/section.tsx';
import { useMeWords } from '../../words/me.ts';
import { AbsencePart } from './absence-part.tsx';
import { NotificationsPart } from './notifications-part.tsx';
import { PreferencesPart } from './preferences-part.tsx';
import { SessionsPart } from './sessions-part.tsx';
import { ViewsPart } from './views-part.tsx';
import './me.css';

/** W15: what one was told, how the pages are for oneself, when one is away, where one is signed in. */
export default function MeScreen() {
  const words = useMeWords();
  const session = useQuery(sessionQuery).data;
  return (
    <section className="screen me" aria-labelledby="me">
      <h1 id="me">{words.heading}</h1>
      {session !== undefined && session !== null && (
        <p className="quiet">{[session.displayName, session.section].filter((one) => one !== null).join(' · ')}</p>
      )}
      <NotificationsPart />
      {session !== undefined && session !== null && <PreferencesPart preferences={session.preferences} />}
      {session !== undefined && session !== null && session.screens.includes('tasks') && <ViewsPart />}
      <AbsencePart />
      <SessionsPart />
      <Section title={words.relations}>
        <Link href="/relations">{words.toRelations}</Link>
      </Section>
    </section>
  );
}
