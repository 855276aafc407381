import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import {
  notificationsQuery,
  readNotifications,
  unreadQuery,
  type Notification,
} from '../../api/resources/notifications.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useMeWords } from '../../words/me.ts';

const idOf = ({ id }: Notification) => id;

/** What one was told without asking: work that came back, was handed over, or ended. */
export function NotificationsPart() {
  const words = useMeWords().notifications;
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const list = useListed(useInfiniteQuery(notificationsQuery), { name: 'notifications', idOf });
  const unread = useQuery(unreadQuery).data ?? 0;
  const newest = list.rows[0]?.id;
  async function readAll(upTo: string) {
    setError(null);
    try {
      await readNotifications(upTo);
      say(words.allRead);
      await client.invalidateQueries({ queryKey: ['notifications'] });
    } catch (failure) {
      setError(failure);
    }
  }
  return (
    <Section title={words.heading} id="notifications">
      {fault !== null && <ProblemAlert fault={fault} />}
      <ListTable
        label={words.heading}
        empty={words.none}
        list={list}
        keyOf={idOf}
        columns={useNotificationColumns()}
        foot={
          unread > 0 &&
          newest !== undefined && <Button onClick={() => void readAll(newest)}>{words.readAll(unread)}</Button>
        }
      />
    </Section>
  );
}

function useNotificationColumns(): readonly Column<Notification>[] {
  const words = useMeWords().notifications;
  return columnsOf<Notification, keyof typeof words.columns>(words.columns, {
    at: ({ at }) => when(at),
    what: [
      'text',
      (row) => {
        const to = addressOf(row);
        return to === null ? (
          row.sentence
        ) : (
          <ScreenLink href={to} otherwise={row.sentence}>
            {row.sentence}
          </ScreenLink>
        );
      },
    ],
    read: ({ read }) => (read ? words.read : <Mark tone="warn">{words.unread}</Mark>),
  });
}

/** Where the work lies: its task, or else what it is about; null where the workbench has no page for it. */
function addressOf(row: Notification): string | null {
  const places = [
    ['tasks', row.taskId],
    ['claims', row.claimId],
    ['filings', row.filingId],
    ['notices', row.noticeId],
    ['payouts', row.batchId],
    ['grants', row.grantId],
    ['grants/calls', row.callId],
    ['recoveries', row.recoveryId],
    ['endpoints', row.endpointId],
  ] as const;
  const found = places.find(([, id]) => id !== undefined);
  return found === undefined ? null : `/${found[0]}/${found[1]}`;
}
