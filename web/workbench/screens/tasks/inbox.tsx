import { Button } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { faultOf } from '../../api/problem.ts';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { when } from '../../parts/format.ts';
import { Freshness, ListStates } from '../../parts/list-states.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useTasksWords } from '../../words/tasks.ts';
import type { Box } from './inbox-address.ts';
import { InboxRow } from './inbox-row.tsx';

interface InboxProps {
  readonly box: Box;
  /** Chips, search and order. */
  readonly filters: ReactNode;
  /** What is kept by name. */
  readonly views: ReactNode;
  /** What can be done with all chosen rows. */
  readonly bulk: ReactNode;
  readonly rows: readonly TaskItem[];
  readonly list: {
    readonly data: unknown;
    readonly isPending: boolean;
    readonly isFetching: boolean;
    readonly error: unknown;
  };
  /** Also for what stands around the list. */
  readonly onRetry: () => void;
  readonly asOf: string | undefined;
  /** How many new rows wait. */
  readonly waiting: number;
  /** Beside the freshness: the list as a file. */
  readonly files: ReactNode;
  /** Takes filters and search away; null where there are none. */
  readonly onClear: (() => void) | null;
  readonly onShowAll: () => void;
  readonly onMore: (() => void) | null;
  readonly openId: string | null;
  readonly hrefOf: (taskId: string) => string;
  readonly picked: readonly string[];
  readonly onPick: (taskId: string) => void;
  readonly table: RefObject<HTMLTableElement | null>;
}

/** W2: the list of a box. */
export function Inbox(props: InboxProps) {
  const { box, rows, list, asOf, waiting, onShowAll, openId } = props;
  const words = useTasksWords();
  const frame = useFrameWords().list;
  const place = rows.findIndex(({ id }) => id === openId);
  return (
    <section className="inbox" aria-labelledby="inbox">
      <div className="inbox-head">
        <h1 id="inbox" tabIndex={-1}>
          {words.boxes[box]}
        </h1>
        {props.filters}
        {props.views}
      </div>
      {props.bulk}
      {waiting > 0 && (
        <button type="button" className="plain fresh" onClick={onShowAll}>
          {frame.fresh(waiting)}
        </button>
      )}
      <div className="scroll">
        <ListStates
          what={words.boxes[box]}
          isLoading={list.isPending}
          fault={faultOf(list.error)}
          isEmpty={rows.length === 0}
          empty={props.onClear === null ? words.empty : words.emptyNarrowed}
          onRetry={props.onRetry}
        >
          <InboxTable {...props} />
        </ListStates>
        {props.onClear !== null && rows.length === 0 && list.data !== undefined && list.error === null && (
          <p className="clear-all">
            <button type="button" className="plain" onClick={props.onClear}>
              {words.clearAll}
            </button>
          </p>
        )}
      </div>
      {asOf !== undefined && (
        <Freshness asOf={when(asOf)}>
          {place >= 0 && words.position(place + 1, rows.length)} {props.files}
        </Freshness>
      )}
    </section>
  );
}

function InboxTable({ box, rows, list, openId, hrefOf, picked, onPick, onMore, table }: InboxProps) {
  const words = useTasksWords();
  const frame = useFrameWords().list;
  return (
    <>
      <table aria-label={words.table} className="rows" ref={table} aria-busy={list.isFetching}>
        <thead>
          <tr>
            <td className="tick" />
            <th scope="col">{words.columns.matter}</th>
            <th scope="col" className="wide">
              {words.columns.applicant}
            </th>
            <th scope="col" className="wide num">
              {words.columns.headcount}
            </th>
            <th scope="col" className="wide num">
              {words.columns.amount}
            </th>
            <th scope="col" className="wide num">
              {words.columns.findings}
            </th>
            <th scope="col" className="wide">
              {words.columns.received}
            </th>
            <th scope="col" className="due">
              {box === 'done' ? words.columns.decided : words.columns.due}
            </th>
            <th scope="col" className="wide">
              {words.columns.assignee}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((task) => (
            <InboxRow
              key={task.id}
              task={task}
              href={hrefOf(task.id)}
              isOpen={task.id === openId}
              isPicked={picked.includes(task.id)}
              onPick={() => onPick(task.id)}
            />
          ))}
        </tbody>
      </table>
      {onMore !== null && <Button onClick={onMore}>{frame.more}</Button>}
    </>
  );
}
