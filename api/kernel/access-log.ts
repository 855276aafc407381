import type { AccessAct } from '../../domain/oversight/access-acts.ts';
import type { Caller } from './caller.ts';

/** What a caller saw or tried (S10). */
export interface Access {
  readonly act: AccessAct;
  /** Null if nobody signed in. */
  readonly caller: Pick<Caller, 'personId' | 'organ' | 'section'> | null;
  /** Business time. */
  readonly at: Date;
  /** The entity that it is about, e.g. a filing: `GET /audit?filingId=` finds the record by it. */
  readonly entityId?: string;
  /** Ids, codes and counts: no name, no ID number, nothing of a password. */
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export interface AccessLog {
  /** Records one access, in a transaction of its own. */
  record(access: Access): Promise<void>;
  /**
   * Counts what anybody can repeat without end, by caller, `what` and hour of real time; the audit gets the first, the
   * tenth, the hundredth … with its count, so that nobody fills it.
   */
  count(access: Access, what: string): Promise<void>;
}
