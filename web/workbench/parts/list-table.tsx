import type { ReactNode } from 'react';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { ListFrame, type ListOf } from './list-frame.tsx';
import { Section } from './section.tsx';

interface ListTableProps<R> extends Omit<DataTableProps<R>, 'rows' | 'isBusy'> {
  /** What is listed, where it is not the table's own name. */
  readonly what?: string;
  /** The list's own sentence when it holds nothing. */
  readonly empty: string;
  readonly list: ListOf<R>;
  /** Beside the freshness. */
  readonly foot?: ReactNode;
}

/** A list that is one table, with its four states around it. */
export function ListTable<R>({ what, empty, list, foot, ...table }: ListTableProps<R>) {
  return (
    <ListFrame what={what ?? table.label} empty={empty} list={list} foot={foot}>
      <DataTable {...table} rows={list.rows} isBusy={list.isFetching} />
    </ListFrame>
  );
}

/** The same as a region of a record, named as its table. */
export function ListPart<R>({ anchor, ...list }: ListTableProps<R> & { readonly anchor?: string }) {
  return (
    <Section title={list.label} {...(anchor !== undefined && { id: anchor })}>
      <ListTable {...list} />
    </Section>
  );
}
