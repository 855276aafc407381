import type pg from 'pg';
import type { IsoDate, WorkingCalendar } from '../../domain/calendar.ts';
import type { DemandRecipient } from '../../domain/demand/demand-recipients.ts';
import type { NamedOccupation } from '../../domain/demand/demand-words.ts';
import type { RouteQuestion } from '../../domain/policy/resolve-route.ts';
import type { RecoveryLaw } from '../../domain/policy/law-on-day.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { DirectoryOf } from '../line/counting-context.ts';
import type { AnswerDaysOf } from '../line/register-questions.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchFirst, query } from '../kernel/statements.ts';
import type { Forged } from '../kernel/forged-act.ts';

/** What every recording needs besides its transaction. */
export interface RecordingContext {
  readonly pool: pg.Pool;
  readonly sealer: Sealer;
  /** Whether an API process signed an act (D2). */
  readonly verify: ActVerifier;
  /** By which an audit entry shows that it was made with a key (S15). */
  readonly keyed: KeyedHashes;
  /** Called with each message that did not count; logs it without ids of people. */
  readonly onForged: (forged: Forged) => void;
  /** How long an answer of a register counts (ADR 0017). */
  readonly answerDaysOf: AnswerDaysOf;
  /** The published holidays as loaded; deadlines store the version that computed them (D8). */
  readonly calendar: WorkingCalendar;
  /** The directory of the day, for counting. */
  readonly directoryOf?: DirectoryOf;
  /** The bodies that demand lists are pushed to on a day. */
  readonly recipientsOf?: (jurisdiction: string, on: IsoDate) => readonly DemandRecipient[];
  /** The trades that directories list; a list of workers has their names from nowhere else. */
  readonly occupations?: readonly NamedOccupation[];
  readonly snapshots: SnapshotCache;
  /** The law of a route on a day, for what is judged by the law of a later day than its submission; null: closed. */
  readonly lawOn?: (asked: RouteQuestion) => PolicySnapshot | null;
  /** The days that hold for every recovery of a jurisdiction on a day. */
  readonly recoveryLawOn?: (jurisdiction: string, on: IsoDate) => RecoveryLaw;
}

export interface SnapshotCache {
  read(client: pg.PoolClient, snapshotId: string): Promise<PolicySnapshot>;
}

/**
 * Snapshots never change, so each process reads a snapshot once. Above `limit` snapshots the oldest is dropped.
 */
export function createSnapshotCache(limit = 200): SnapshotCache {
  const kept = new Map<string, PolicySnapshot>();
  return {
    async read(client, snapshotId) {
      const known = kept.get(snapshotId);
      if (known !== undefined) {
        return known;
      }
      const pinned = query.selectFrom('policy_snapshot').select('content').where('id', '=', snapshotId);
      const snapshot = (await fetchFirst(client, pinned))?.content;
      if (snapshot === undefined) {
        throw new RangeError(`No policy snapshot ${snapshotId}`);
      }
      const [oldest] = kept.keys();
      if (kept.size >= limit && oldest !== undefined) {
        kept.delete(oldest);
      }
      kept.set(snapshotId, snapshot);
      return snapshot;
    },
  };
}
