import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { askFailedAnew } from '../../api/queries.ts';
import { isOld } from '../../api/use-list.ts';
import { tasksQuery, type Task, type TaskItem } from '../../api/resources/tasks.ts';
import { Exports } from '../../parts/exports.tsx';
import { Split } from '../../parts/split.tsx';
import { say } from '../../parts/status-line.tsx';
import { useSteadyRows } from '../../parts/steady-rows.ts';
import { actNames, useActWords } from '../../words/acts.ts';
import { BulkChoice } from './bulk-choice.tsx';
import { CasePane } from './case-pane.tsx';
import { Inbox } from './inbox.tsx';
import { InboxFilters } from './inbox-filters.tsx';
import InboxViews from './inbox-views.tsx';
import { useInboxAddress } from './inbox-address.ts';
import { useRowKeys } from './row-keys.ts';
import { isDecision, type ActName } from './use-panel.ts';
import './tasks.css';

const idOf = ({ id }: TaskItem) => id;

/** W2 and W3: the inbox, and beside it the case that is open. */
export default function TasksScreen() {
  const { taskId, shown, chip, query, counted, hrefOf, open, show, press } = useInboxAddress();
  const { list, isRead, rows, waiting, showAll } = useRows(query);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const table = useRef<HTMLTableElement>(null);
  const pick = (id: string) => setPicked((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  useRowKeys({ table, openId: taskId, onPick: pick });
  const close = () => {
    open(null);
    table.current?.querySelector<HTMLElement>(`[data-task="${taskId}"] a`)?.focus();
  };
  const { goesOnAt, finish } = useNextCase(rows, open);
  const inbox = (
    <Inbox
      box={shown.box}
      filters={
        <InboxFilters
          key={shown.box}
          counted={counted}
          chip={chip}
          shown={shown}
          rows={rows}
          isQuiet={!isRead}
          onPress={press}
          onShow={show}
        />
      }
      views={<InboxViews shown={shown} isQuiet={!isRead} hrefOf={hrefOf} />}
      rows={rows}
      list={list}
      onRetry={() => void askFailedAnew()}
      asOf={list.data?.pages[0]?.asOf}
      files={<Exports path="/api/v1/tasks" filters={query} />}
      waiting={waiting}
      onClear={
        Object.keys(shown.filters).length === 0
          ? null
          : () => {
              show({ filters: {} });
              document.querySelector<HTMLElement>('#inbox')?.focus();
            }
      }
      onShowAll={showAll}
      onMore={list.hasNextPage ? () => void list.fetchNextPage().then(showAll) : null}
      openId={taskId}
      hrefOf={hrefOf}
      picked={picked}
      bulk={<BulkChoice chosen={rows.filter(({ id }) => picked.includes(id))} onEnd={() => setPicked([])} />}
      onPick={pick}
      table={table}
    />
  );
  return (
    <Split list={inbox}>
      {taskId !== null && (
        <CasePane key={taskId} taskId={taskId} isNext={goesOnAt === taskId} onClose={close} onDone={finish} />
      )}
    </Split>
  );
}

/** The list as it is read, and its rows in the order in which they were first shown. */
function useRows(query: Parameters<typeof tasksQuery>[0]) {
  const list = useInfiniteQuery(tasksQuery(query));
  const items = list.data?.pages.flatMap((page) => page.items);
  const steady = useSteadyRows({ name: JSON.stringify(query), idOf, isOld: isOld(list) }, items);
  return { list, isRead: list.data !== undefined && list.error === null, ...steady };
}

/** After a decision the next case is open at once, whatever the list still has to read, and its heading has the focus. */
function useNextCase(rows: readonly TaskItem[], open: (taskId: string | null) => void) {
  const words = useActWords();
  const [goesOnAt, goOnAt] = useState<string | null>(null);
  const finish = (task: Task, act: ActName) => {
    say(words.done(actNames(words, task.kind)[act], task.subjectNo));
    if (!isDecision(act) && act !== 'transfer') {
      return;
    }
    const place = rows.findIndex(({ id }) => id === task.id);
    const next = rows[place + 1]?.id ?? rows[place - 1]?.id ?? null;
    goOnAt(next);
    open(next);
    if (next === null) {
      document.querySelector<HTMLElement>('#inbox')?.focus();
    }
  };
  return { goesOnAt, finish };
}
