import type { DesignationType } from '../../domain/grant/designation.ts';
import type { ImportedTitle } from '../../domain/grant/title-import.ts';
import type { MoneyEntryState } from '../../domain/payout/money-entry.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { Caller } from '../kernel/caller.ts';

/** A file of titles from before, as it was entered. */
export interface TitleImport {
  readonly id: string;
  readonly jurisdiction: string;
  readonly state: MoneyEntryState;
  readonly makerId: string;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly decidedBy: string | null;
  readonly deciderId: string | null;
  readonly decidedAt: Date | null;
  readonly titles: readonly (ImportedTitle & { readonly grantId: string | null })[];
}

/** The route and the law by which a title from before goes on. */
export interface LawOfTitle {
  readonly route: string;
  readonly snapshot: PolicySnapshot;
}

export type ImportConfirmed =
  | { readonly ok: true; readonly grantIds: readonly string[] }
  | {
      readonly ok: false;
      readonly code: 'ALREADY_CONFIRMED' | 'SAME_PERSON_FORBIDDEN' | 'ALREADY_DESIGNATED' | 'ROUTE_NOT_OPEN';
    };

/** Titles from before: entered by one person, in force by another one. */
export interface TitleImports {
  /** Keys of the living titles in a jurisdiction (`titleKey`). */
  living(jurisdiction: string): Promise<ReadonlySet<string>>;
  /** The same key of the same person finds the earlier file. Returns its id. */
  enter(
    titles: readonly ImportedTitle[],
    asked: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<string>;
  /** Newest first; one row more than `limit` if there are more. */
  list(
    jurisdiction: string,
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
  ): Promise<readonly TitleImport[]>;
  find(importId: string, jurisdiction: string): Promise<TitleImport | null>;
  confirm(
    importId: string,
    asked: {
      readonly caller: Caller;
      readonly at: Date;
      /** Null where no route in force designates it. */
      readonly lawOf: (title: DesignationType) => LawOfTitle | null;
    },
  ): Promise<ImportConfirmed>;
}
