import type { Row } from '../kernel/statements.ts';

type Column = keyof Row<'task'>;

/** A task with names of the API, each with the type of its column. */
export type TaskColumns<Named extends Readonly<Record<string, Column>>> = {
  readonly [Name in keyof Named]: Row<'task'>[Named[Name]];
};

/** The select list for a task `t`. */
export function columnsOf(named: Readonly<Record<string, Column>>): string {
  return Object.entries(named)
    .map(([name, column]) => `t.${column} AS "${name}"`)
    .join(', ');
}
