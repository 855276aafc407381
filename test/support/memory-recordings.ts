import type { Recorded, Recording } from '../../activities/recording-ports.ts';

interface Course {
  readonly revision: number;
  readonly lastActId: string;
}

interface Message {
  readonly kind: string;
  readonly actId: string;
  readonly atMs: number;
}

interface KindOfRow<C extends Course, M extends Message, Facts, Plan> {
  move(course: C, message: M, facts: Facts, plan: Plan): C;
  /** What the transaction would count. */
  count(message: M, before: C): Facts;
}

export interface MemoryRow<C extends Course, M extends Message, Facts, Plan> {
  readonly record: (recording: Recording<C, M, Plan>) => Promise<Recorded<C, Facts>>;
  /** The kinds of the acts that were recorded, in their order. */
  readonly acts: readonly string[];
  course(): C | null;
  /** The next act is refused by a constraint. */
  refuseNext(code: string): void;
  /** The next recording waits until the answer is called. */
  holdNext(): () => void;
  /** Another act is recorded first, as one that this workflow's history has forgotten. */
  recordElsewhere(course: C): void;
}

/** One row and its stamps, with the four answers of `recordAct` (D2) and without a database. */
export function memoryRow<C extends Course, M extends Message, Facts, Plan>(
  kind: KindOfRow<C, M, Facts, Plan>,
): MemoryRow<C, M, Facts, Plan> {
  const stamps = new Map<string, Facts>();
  const acts: string[] = [];
  const row: { course: C | null; refusal: string | null; hold: Promise<void> | null } = {
    course: null,
    refusal: null,
    hold: null,
  };
  return {
    acts,
    course: () => row.course,
    async record({ before, message, plan }) {
      await row.hold;
      row.hold = null;
      const stamped = stamps.get(message.actId);
      if (stamped !== undefined) {
        return { kind: 'recorded', facts: stamped };
      }
      if (row.course !== null && row.course.revision !== before.revision) {
        return { kind: 'superseded', course: row.course };
      }
      if (row.refusal !== null) {
        const code = row.refusal;
        row.refusal = null;
        return { kind: 'refused', code };
      }
      const facts = kind.count(message, before);
      stamps.set(message.actId, facts);
      acts.push(message.kind);
      row.course = kind.move(before, message, facts, plan);
      return { kind: 'recorded', facts };
    },
    refuseNext(code) {
      row.refusal = code;
    },
    holdNext() {
      const { promise, resolve } = withResolvers();
      row.hold = promise;
      return resolve;
    },
    recordElsewhere(course) {
      row.course = course;
    },
  };
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const made: { resolve: () => void } = { resolve: () => undefined };
  const promise = new Promise<void>((resolve) => {
    made.resolve = resolve;
  });
  return { promise, resolve: () => made.resolve() };
}
