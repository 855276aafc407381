import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { endSession, ownSessionsQuery, type OwnSession } from '../../api/resources/me.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useMeWords } from '../../words/me.ts';

const idOf = ({ id }: OwnSession) => id;

/** Where one is signed in; a session of another machine can be ended from here. */
export function SessionsPart() {
  const words = useMeWords();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const list = useListed(useInfiniteQuery(ownSessionsQuery), { name: 'sessions', idOf });
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
      <ListTable
        label={words.sessions}
        what={words.sessionsWhat}
        empty={words.noSession}
        list={list}
        keyOf={idOf}
        columns={useSessionColumns((id) => void end(id))}
      />
    </Section>
  );
}

function useSessionColumns(onEnd: (sessionId: string) => void): readonly Column<OwnSession>[] {
  const words = useMeWords();
  return columnsOf(words.columns, {
    started: ({ startedAt }) => when(startedAt),
    seen: ({ lastSeenAt }) => when(lastSeenAt),
    idle: ({ idleEndsAt }) => when(idleEndsAt),
    ends: ({ expiresAt }) => when(expiresAt),
    what: ({ id, isCurrent, startedAt }) =>
      isCurrent ? (
        <Mark tone="ok">{words.here}</Mark>
      ) : (
        <button type="button" className="plain" onClick={() => onEnd(id)}>
          {words.endSession} <span className="hidden">{when(startedAt)}</span>
        </button>
      ),
  });
}
