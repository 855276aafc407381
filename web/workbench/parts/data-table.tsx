import type { ReactNode } from 'react';
import { ScrollBox } from './scroll-box.tsx';

/** Digits stand at the right edge; a text may break into lines, a quote is a long one; codes have one width. */
type Kind = 'num' | 'text' | 'quote' | 'mono';

export interface Column<R> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  readonly kind?: Kind;
}

type Cell<R> = (row: R) => ReactNode;
type OneCell<R> = Cell<R> | readonly [kind: Kind, cell: Cell<R>];
type Cells<R, K extends string> = Readonly<Record<K, OneCell<R>>>;

/** Columns in the order of their cells: the head of each, and what stands in it after its kind where it has one. */
export function columnsOf<R, K extends string>(
  heads: Readonly<Record<NoInfer<K>, string>>,
  cells: Cells<NoInfer<R>, K>,
): readonly Column<R>[] {
  const headOf = new Map(Object.entries<string>(heads));
  return Object.entries<OneCell<R>>(cells).map(([key, found]) => {
    const head = headOf.get(key) ?? '';
    return typeof found === 'function' ? { key, head, cell: found } : { key, head, kind: found[0], cell: found[1] };
  });
}

type Head = Pick<Column<never>, 'key' | 'head' | 'kind'>;

/** The heads of a table whose rows are more than cells. */
export function headsOf<K extends string>(
  heads: Readonly<Record<K, string>>,
  order: readonly K[],
  numbers: readonly K[] = [],
): readonly Head[] {
  return order.map((key) => ({ key, head: heads[key], ...(numbers.includes(key) && { kind: 'num' as const }) }));
}

interface TableFrameProps {
  readonly label: string;
  readonly heads: readonly Head[];
  /** Rows are chosen by a box before their first cell. */
  readonly hasBoxes?: boolean;
  readonly isBusy?: boolean | undefined;
  readonly className?: string;
  /** For links to it. */
  readonly id?: string | undefined;
  /** The bodies. */
  readonly children: ReactNode;
}

/** The one way in which a table stands on a page: native, named, with its heads, in a box that takes the focus. */
export function TableFrame(props: TableFrameProps) {
  const { label, heads, hasBoxes = false, isBusy, className, id, children } = props;
  return (
    <ScrollBox label={label} {...(id !== undefined && { id })}>
      <table aria-label={label} aria-busy={isBusy} className={className}>
        <thead>
          <tr>
            {hasBoxes && <td className="tick" />}
            {heads.map(({ key, head, kind }) => (
              <th key={key} scope="col" className={kind === 'num' ? kind : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </ScrollBox>
  );
}

interface Choosing<R> {
  /** `选择 {编号}`. */
  readonly labelOf: (row: R) => string;
  readonly isChosen: (row: R) => boolean;
  readonly isOff?: (row: R) => boolean;
  readonly onChoose: (row: R) => void;
}

export interface DataTableProps<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** The first one heads the row. */
  readonly columns: readonly Column<R>[];
  readonly isBusy?: boolean;
  readonly isOpen?: (row: R) => boolean;
  readonly choosing?: Choosing<R>;
  /** A last row, of sums. */
  readonly total?: ReactNode;
  readonly id?: string;
}

/** A native table whose rows are named by their first cell. */
export function DataTable<R>(props: DataTableProps<R>) {
  const { label, rows, keyOf, columns, isBusy, isOpen, choosing, total, id } = props;
  const [first, ...rest] = columns;
  return (
    <TableFrame label={label} heads={columns} hasBoxes={choosing !== undefined} isBusy={isBusy} id={id}>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={isOpen?.(row) === true ? 'open' : undefined}>
            {choosing !== undefined && <Box row={row} of={choosing} />}
            {first !== undefined && (
              <th scope="row" className={first.kind}>
                {first.cell(row)}
              </th>
            )}
            {rest.map(({ key, cell, kind }) => (
              <td key={key} className={kind}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
        {total}
      </tbody>
    </TableFrame>
  );
}

function Box<R>({ row, of }: { readonly row: R; readonly of: Choosing<R> }) {
  return (
    <td className="tick">
      <input
        type="checkbox"
        aria-label={of.labelOf(row)}
        checked={of.isChosen(row)}
        disabled={of.isOff?.(row) ?? false}
        onChange={() => of.onChoose(row)}
      />
    </td>
  );
}
