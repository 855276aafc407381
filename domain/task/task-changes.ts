/** A task that an entity's new state asks for. */
export interface TaskToOpen {
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly organ: string;
  readonly section: string | null;
  readonly role: string;
  /** The parameter of the snapshot that gives its days. */
  readonly daysKey: string;
  readonly objectionId?: string;
}

/** An open task as it stands in the database. */
export interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly objectionId: string | null;
}

export interface TaskChanges {
  /** Ids of open tasks that nobody wants any more. */
  readonly ended: readonly string[];
  readonly opened: readonly TaskToOpen[];
}

/**
 * Makes an entity's open tasks equal to the wanted ones: missing tasks open, the others end. Tasks are equal when kind,
 * stage, purpose, round and objection are equal.
 */
export function changeTasks(open: readonly OpenTask[], wanted: readonly TaskToOpen[]): TaskChanges {
  const openKeys = new Set(open.map(keyOf));
  const wantedKeys = new Set(wanted.map(keyOf));
  return {
    ended: open.filter((task) => !wantedKeys.has(keyOf(task))).map(({ id }) => id),
    opened: wanted.filter((task) => !openKeys.has(keyOf(task))),
  };
}

function keyOf(task: {
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly objectionId?: string | null | undefined;
}): string {
  return [task.kind, task.stage, task.purpose, task.round, task.objectionId ?? ''].join('/');
}
