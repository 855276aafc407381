import type { Caller } from './caller.ts';
import type { Language } from './language.ts';
import { Problem, type Conflict, type ProblemCode } from './problem.ts';

/** A request that came too late, as the search for what came before it needs it. */
export interface Overtaken {
  /** The ids of the path, by their names. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly code: ProblemCode;
  /** The revision that the caller had seen; undefined where no tag was sent. */
  readonly seen: number | undefined;
  /** The revision of the task's case that the caller had seen, where it is known beside that of the task. */
  readonly seenCase?: number | null;
  readonly caller: Caller;
  readonly language: Language;
}

/** Finds what overtook a request; null where nothing did, as with an act that was never open. */
export type FindConflict = (overtaken: Overtaken) => Promise<Conflict | null>;

const OVERTAKEN: readonly ProblemCode[] = ['WRONG_STATE', 'STALE', 'TASK_ASSIGNED'];

/** The same refusal with what overtook the caller, who did it and when; every other error unchanged. */
export async function withConflict(
  error: unknown,
  asked: Omit<Overtaken, 'code' | 'seen'> & { readonly tag: string | undefined },
  find: FindConflict,
): Promise<unknown> {
  if (!(error instanceof Problem) || !OVERTAKEN.includes(error.code)) {
    return error;
  }
  const { tag, ...overtaken } = asked;
  const conflict = await find({ ...overtaken, code: error.code, seen: seenIn(tag) });
  return conflict === null ? error : new Problem(error.code, { ...error.details, conflict });
}

function seenIn(tag: string | undefined): number | undefined {
  const revision = /^(?:W\/)?"?(\d{1,9})"?$/.exec(tag?.trim() ?? '')?.[1];
  return revision === undefined ? undefined : Number(revision);
}
