import type { ReactNode, RefObject } from 'react';

interface SimpleTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** Cells in the order of the columns; the first one names its row. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** It is being read anew. */
  readonly isBusy?: boolean;
  readonly table?: RefObject<HTMLTableElement | null>;
}

/** A table of facts in which nothing is done. Numbers stand at the right edge. */
export function SimpleTable({ label, columns, rows, isBusy = false, table }: SimpleTableProps) {
  const classOf = (place: number) => (rows.some(({ cells }) => isNumber(cells[place])) ? 'num' : undefined);
  return (
    <table aria-label={label} aria-busy={isBusy} ref={table}>
      <thead>
        <tr>
          {columns.map((column, place) => (
            <th key={column} scope="col" className={classOf(place)}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {others.map((cell, place) => (
              <td key={columns[place + 1]} className={classOf(place + 1)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A count, or an amount as it is written: `28,800.00`. */
function isNumber(cell: ReactNode): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && /^\d[\d,]*\.\d\d$/.test(cell));
}
