import type { ReactNode, RefObject } from 'react';

export interface Column<R> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  /** Digits stand at the right edge; a text may break into lines. */
  readonly kind?: 'num' | 'text';
}

interface DataTableProps<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** The first one heads the row. */
  readonly columns: readonly Column<R>[];
  readonly isBusy?: boolean;
  readonly isOpen?: (row: R) => boolean;
  readonly table?: RefObject<HTMLTableElement | null>;
}

/** A native table whose rows are named by their first cell; wider than the page it moves inside its own edges. */
export function DataTable<R>({ label, rows, keyOf, columns, isBusy, isOpen, table }: DataTableProps<R>) {
  const [first, ...rest] = columns;
  return (
    <table ref={table} aria-label={label} aria-busy={isBusy}>
      <thead>
        <tr>
          {columns.map(({ key, head, kind }) => (
            <th key={key} scope="col" className={kind === 'num' ? 'num' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={isOpen?.(row) === true ? 'open' : undefined}>
            {first !== undefined && <th scope="row">{first.cell(row)}</th>}
            {rest.map(({ key, cell, kind }) => (
              <td key={key} className={kind}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
