import type { AUDIT_ACTS } from '../../domain/act-words.ts';
import type { ClassTimes } from '../../domain/filing/filing-course.ts';
import type { CaseFacts } from '../../domain/oversight/case-diagnosis.ts';
import type { EntityEntry } from './entity-reads.ts';

/** What is diagnosed by its state and its open tasks. */
export type CaseKind = 'filing' | 'notice' | 'batch';

export interface FilingEntry extends Omit<EntityEntry, 'act'> {
  readonly act: (typeof AUDIT_ACTS)['filing'][number];
}

/** What explains a filing, a notice and a batch, from Postgres alone; the route has checked that the caller may see it. */
export interface CaseReads {
  /** Null if there is none. The times are a filing's own; null before its first submission and for the others. */
  factsOf(
    entity: { readonly kind: CaseKind; readonly id: string },
    at: Date,
  ): Promise<(CaseFacts & { readonly times: ClassTimes | null }) | null>;
  filingTimeline(
    filingId: string,
    page: { readonly limit: number; readonly after: number },
  ): Promise<readonly FilingEntry[]>;
}
