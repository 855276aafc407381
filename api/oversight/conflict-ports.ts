import type { AuditAct } from '../../domain/act-words.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';

/** What somebody acted on: an entity, or a task of one. */
export interface Target {
  readonly kind: EntityKind;
  readonly id: string;
  /** Of the task, where one was acted on. */
  readonly revision: number;
  readonly taskId: string | null;
  readonly isOpen: boolean;
  readonly doneAt: Date | null;
}

export interface ConflictEntry {
  readonly seq: number;
  readonly revision: number | null;
  readonly act: AuditAct;
  readonly at: Date;
  /** Null where a timer or another system acted. */
  readonly personId: string | null;
  readonly organ: string | null;
  readonly section: string | null;
  readonly displayName: string | null;
  /** The person acts for themselves as a private applicant: their name is masked to everybody. */
  readonly isPrivate: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface ConflictReads {
  task(taskId: string): Promise<Target | null>;
  revisionOf(kind: EntityKind, id: string): Promise<number | null>;
  /**
   * The last entry of the entity that changed something: after a revision, of the task alone, or of an instant (then no
   * change of a task). What a person did comes before what the system then did by itself.
   */
  lastEntry(asked: {
    readonly kind: EntityKind;
    readonly id: string;
    readonly taskId: string | null;
    readonly after: number | null;
    readonly ofTask: boolean;
    readonly at: Date | null;
  }): Promise<ConflictEntry | null>;
  /** Names of stages and papers in the law of a claim; null before it has one. */
  lawOf(claimId: string): Promise<Pick<RouteDefinition, 'documents' | 'stages'> | null>;
}
