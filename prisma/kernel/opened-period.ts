import type pg from 'pg';
import type { ExpectedPeriod } from '../../domain/period/period-words.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';

/** A period that was just opened, with the id of its row. */
export interface OpenedPeriod extends ExpectedPeriod {
  readonly id: string;
  /** Business time of the opening; the nominal instant if it opened on time. */
  readonly openedAt: Date;
  readonly late: boolean;
}

/**
 * Inserts the entity that a period opens, in the transaction that records the period, and asks for its workflow
 * (`start_requested_at`), so that the start sweep begins it. Returns the entity's id.
 */
export type OpenEntity = (client: pg.PoolClient, period: OpenedPeriod, library: PolicyLibrary) => Promise<string>;
