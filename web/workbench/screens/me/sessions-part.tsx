import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { endSession, ownSessionsQuery, type OwnSession } from '../../api/resources/me.ts';
import { useListed } from '../../api/use-list.ts';
import { when } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useMeWords } from '../../words/me.ts';

/** Where one is signed in; a session of another machine can be ended from here. */
export function SessionsPart() {
  const words = useMeWords();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const list = useListed(useInfiniteQuery(ownSessionsQuery), { name: 'sessions', idOf: ({ id }: OwnSession) => id });
  async function end(sessionId: string) {
    setError(null);
    try {
      await endSession(sessionId);
      say(words.endedSession);
      await client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
    } catch (failure) {
      setError(failure);
    }
  }
  return (
    <Section title={words.sessions}>
      {fault !== null && <ProblemAlert fault={fault} />}
      <ListFrame what={words.sessionsWhat} empty={words.noSession} list={list}>
        <table aria-label={words.sessions}>
          <thead>
            <tr>
              <th scope="col">{words.columns.started}</th>
              <th scope="col">{words.columns.seen}</th>
              <th scope="col">{words.columns.idle}</th>
              <th scope="col">{words.columns.ends}</th>
              <th scope="col">{words.columns.what}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((session) => (
              <tr key={session.id}>
                <th scope="row">{when(session.startedAt)}</th>
                <td>{when(session.lastSeenAt)}</td>
                <td>{when(session.idleEndsAt)}</td>
                <td>{when(session.expiresAt)}</td>
                <td>
                  {session.isCurrent ? (
                    <Mark tone="ok">{words.here}</Mark>
                  ) : (
                    <button type="button" className="plain" onClick={() => void end(session.id)}>
                      {words.endSession} <span className="hidden">{when(session.startedAt)}</span>
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ListFrame>
    </Section>
  );
}
