import type { DemandCycleCourse, DemandCyclePlan } from '../../domain/demand/demand-cycle-course.ts';
import type { DemandData } from '../../domain/demand/demand-entry.ts';
import type { DemandFileRow } from '../../domain/demand/demand-file-rows.ts';
import type { CycleCounts, PublishedEntry } from '../../domain/demand/demand-lists.ts';
import type { DemandEntryState, DemandList, DemandSource, RecipientKind } from '../../domain/demand/demand-words.ts';
import type { FilingState } from '../../domain/filing/filing-course.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Caller } from '../kernel/caller.ts';

export interface CycleRecord {
  readonly cycleId: string;
  readonly jurisdiction: string;
  readonly no: number;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly late: boolean;
  readonly revision: number;
  readonly publishedAt: Date | null;
  readonly stateSince: Date;
  readonly isStarted: boolean;
  readonly counts: CycleCounts;
  readonly pushTo: readonly RecipientKind[];
  readonly deliveries: readonly {
    readonly kind: RecipientKind;
    readonly recipients: number;
    readonly deliveredAt: Date;
  }[];
  readonly course: DemandCycleCourse;
  readonly plan: DemandCyclePlan;
}

export interface EntryRecord extends DemandData {
  readonly entryId: string;
  readonly jurisdiction: string;
  readonly source: DemandSource;
  readonly state: DemandEntryState;
  readonly revision: number;
  readonly enteredAt: Date;
  readonly enteredBy: string | null;
  readonly partyId: string | null;
  readonly checkedAt: Date | null;
  readonly remark: string | null;
}

/** A class that names an entry. */
export interface ServingClass {
  readonly filingId: string;
  readonly filingNo: string;
  readonly state: FilingState;
  readonly approvedPersonTimes: number;
}

export interface EntryToKeep {
  /** A repeat of the person's key finds the entry that it made. */
  readonly key: string | undefined;
  readonly jurisdiction: string;
  readonly source: DemandSource;
  /** An officer's own entry counts as checked. */
  readonly isChecked: boolean;
  readonly data: DemandData;
  readonly by: Caller | null;
  readonly at: Date;
}

/** A row of a file, which an officer's own counts as checked. */
export interface RowToKeep extends DemandFileRow {
  readonly isChecked: boolean;
}

type After = readonly [atMs: number, id: string] | null;

export interface DemandStore {
  cycles(
    asked: { readonly jurisdiction: string | undefined; readonly limit: number; readonly afterNo: After },
    caller: Caller,
    at: Date,
  ): Promise<readonly CycleRecord[]>;
  cycle(cycleId: string, caller: Caller, at: Date): Promise<CycleRecord | null>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
  /** Returns the id of the entry. */
  keep(entry: EntryToKeep): Promise<string>;
  /** Keeps the rows that are not stored yet; `isDry`: only counts them. */
  keepFile(
    rows: readonly RowToKeep[],
    asked: { readonly by: Caller; readonly at: Date; readonly isDry: boolean },
  ): Promise<{ readonly fresh: number }>;
  entries(
    asked: {
      readonly jurisdiction: string | undefined;
      readonly list: DemandList | undefined;
      readonly state: DemandEntryState | undefined;
      readonly limit: number;
      readonly after: After;
    },
    caller: Caller,
  ): Promise<readonly EntryRecord[]>;
  entry(entryId: string, caller: Caller): Promise<EntryRecord | null>;
  classesOf(entryId: string): Promise<readonly ServingClass[]>;
  /** Changes an entry at the revision that was read; false if another change came first. */
  change(
    entryId: string,
    change: EntryChange,
    by: { readonly caller: Caller; readonly at: Date; readonly revision: number },
  ): Promise<boolean>;
  /** A page of a frozen list; without a number, that of the latest published cycle. */
  published(asked: {
    readonly jurisdiction: string;
    readonly no: number | null;
    readonly list: DemandList;
    readonly afterPosition: number;
    readonly limit: number;
  }): Promise<PublishedPage | null>;
}

export type EntryChange =
  | { readonly kind: 'edit'; readonly data: DemandData }
  | { readonly kind: 'check'; readonly ok: boolean; readonly remark: string | null }
  | { readonly kind: 'end' };

export interface PublishedPage {
  readonly no: number;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly publishedAt: Date;
  readonly rows: readonly { readonly position: number; readonly content: PublishedEntry }[];
}
