import { Button } from 'antd';
import type { ReactNode } from 'react';
import { rowsClass, useRowFocus } from '../keys/row-focus.ts';
import { useFrameWords } from '../words/frame.ts';
import { useRecordWords } from '../words/records.ts';
import type { Fault } from './fault.ts';
import { Freshness, ListStates } from './list-states.tsx';
import './records.css';

/** A list as it is read and shown. */
export interface ListOf<R> {
  readonly rows: readonly R[];
  readonly isLoading: boolean;
  readonly isFetching: boolean;
  readonly fault: Fault | null;
  readonly readAt: string | null;
  readonly waiting: number;
  readonly onShowAll: () => void;
  readonly onMore: (() => void) | null;
  readonly onRetry: () => void;
}

interface ListFrameProps {
  /** What is listed. */
  readonly what: string;
  /** The list's own sentence when it holds nothing. */
  readonly empty: string;
  readonly list: ListOf<unknown>;
  /** Beside the freshness. */
  readonly foot?: ReactNode;
  /** Where J begins on a page of several lists. */
  readonly isBegin?: boolean;
  readonly children: ReactNode;
}

/** A list with its four states, its new rows and its freshness around it, and the keys that go through its rows. */
export function ListFrame({ what, empty, list, foot, isBegin = false, children }: ListFrameProps) {
  const words = useFrameWords().list;
  const count = useRecordWords().rows;
  useRowFocus();
  return (
    <>
      {list.waiting > 0 && (
        <button type="button" className="plain fresh" onClick={list.onShowAll}>
          {words.fresh(list.waiting)}
        </button>
      )}
      <ListStates
        what={what}
        isLoading={list.isLoading}
        fault={list.fault}
        isEmpty={list.rows.length === 0}
        empty={empty}
        onRetry={list.onRetry}
      >
        <div className={rowsClass(isBegin)}>{children}</div>
        {list.onMore !== null && (
          <Button className="more" onClick={list.onMore}>
            {words.more}
          </Button>
        )}
      </ListStates>
      {list.readAt !== null && (
        <Freshness asOf={list.readAt}>
          {list.rows.length > 0 && count(list.rows.length, list.onMore !== null)} {foot}
        </Freshness>
      )}
    </>
  );
}

interface ChipsProps {
  readonly label: string;
  /** The empty code is all. */
  readonly options: readonly (readonly [code: string, word: string])[];
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** One of a few filters. */
export function Chips({ label, options, value, onChange }: ChipsProps) {
  return (
    <div role="group" aria-label={label} className="chips">
      {options.map(([code, word]) => (
        <button key={code} type="button" aria-pressed={code === value} onClick={() => onChange(code)}>
          {word}
        </button>
      ))}
    </div>
  );
}
