import type { IsoDate } from '../../domain/calendar.ts';
import type { AuditAct, AuditedKind } from '../../domain/act-words.ts';
import type { PublicRoot } from '../../domain/oversight/audit-log.ts';
import type { AuditFinding } from '../../domain/oversight/audit-verification.ts';
import type { Caller } from '../kernel/caller.ts';

export interface AuditLine {
  readonly id: number;
  readonly entityKind: AuditedKind;
  readonly entityId: string;
  readonly seq: number;
  readonly revision: number | null;
  readonly act: AuditAct;
  readonly actId: string | null;
  /** `isPrivate`: acts for themselves as a private applicant; the name is masked to everybody. */
  readonly person: { readonly id: string; readonly displayName: string; readonly isPrivate: boolean } | null;
  readonly organ: string | null;
  readonly section: string | null;
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Hexadecimal. */
  readonly hash: string;
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
  /** Verifies the whole log and its roots; what it counts is of the caller's jurisdiction. */
  verify(caller: Caller): Promise<{
    readonly entities: number;
    readonly entries: number;
    /** Of all jurisdictions: entries that have their place, and roots. */
    readonly sealed: number;
    readonly roots: number;
    /** The log was compared with the copies that are kept outside the database. */
    readonly areCopiesCompared: boolean;
    readonly breaks: readonly AuditFinding[];
  }>;
  /** Newest first, days inclusive; one more than `limit` when there is a next page. */
  roots(query: {
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly limit: number;
    /** Only days before this one. */
    readonly beforeDay: IsoDate | null;
  }): Promise<readonly PublicRoot[]>;
  /** The public halves of the keys that sign roots, in base64 of SPKI. */
  publicKeys(): readonly string[];
}
