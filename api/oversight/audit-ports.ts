import type { AuditAct, AuditedKind, AuditFault } from '../../domain/act-words.ts';
import type { Caller } from '../kernel/caller.ts';

export interface AuditLine {
  readonly id: number;
  readonly entityKind: AuditedKind;
  readonly entityId: string;
  readonly seq: number;
  readonly revision: number | null;
  readonly act: AuditAct;
  readonly actId: string | null;
  readonly person: { readonly id: string; readonly displayName: string } | null;
  readonly organ: string | null;
  readonly section: string | null;
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Hexadecimal. */
  readonly hash: string;
}

export interface AuditBreak {
  readonly entityKind: AuditedKind;
  readonly entityId: string;
  readonly seq: number;
  readonly what: AuditFault;
}

/** The audit chains of the caller's jurisdiction. */
export interface AuditReads {
  /** Oldest first; one more than `limit` when there is a next page. */
  list(
    query: {
      readonly entityIds: readonly string[] | null;
      readonly entityKind: AuditedKind | null;
      readonly limit: number;
      readonly afterId: number | null;
    },
    caller: Caller,
  ): Promise<readonly AuditLine[]>;
  /** Computes every hash again. */
  verify(
    caller: Caller,
  ): Promise<{ readonly entities: number; readonly entries: number; readonly breaks: readonly AuditBreak[] }>;
}
