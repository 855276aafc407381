import type { IsoDate } from '../../domain/calendar.ts';
import type { GrantTaskFacts } from '../../domain/grant/grant-empty-seat.ts';
import type { YearLaw } from '../../domain/grant/year-law.ts';
import type { AUDIT_ACTS } from '../../domain/act-words.ts';
import type { FundCode } from '../../domain/codes.ts';
import type { InstructionState } from '../../domain/payout/inbox-judgement.ts';
import type { YearEntity } from '../../domain/oversight/stuck-entities.ts';
import type { EngineFacts } from '../../domain/standing/engine-facts.ts';
import type { StandingEntity } from '../../domain/standing/standing.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';

/** What the history of an entity of the years says; anybody reads it who reads the entity. */
export type YearAuditAct = (typeof AUDIT_ACTS)[YearEntity | 'recovery'][number];

export interface EntityEntry {
  readonly seq: number;
  readonly revision: number | null;
  readonly act: YearAuditAct;
  readonly at: Date;
  readonly organ: string | null;
  readonly section: string | null;
  readonly displayName: string | null;
  /** The person acts for themselves as a private applicant: their name is masked to everybody. */
  readonly isPrivate: boolean;
  /** The name of the absent person for whom a deputy acted; null for every other act. */
  readonly onBehalfOf: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface GrantPayout {
  readonly id: string;
  readonly batchId: string;
  readonly instalmentNo: number;
  readonly payee: string;
  readonly amountFen: number;
  readonly fund: FundCode;
  readonly state: InstructionState;
  readonly reasonCode: string | null;
  readonly stateSince: Date;
  readonly createdAt: Date;
}

/** The law of one year of a title as it was pinned when the year opened. */
export interface PinnedYear {
  readonly year: number;
  readonly snapshotId: string;
  readonly law: YearLaw;
  readonly snapshot: PolicySnapshot;
}

/** Ages are real time in ms; of the worker's newest sign of life null if there never was one. */
export interface EngineReading {
  readonly isOpen: boolean;
  readonly engine: EngineFacts;
  readonly workerAgeMs: number | null;
}

/** What explains an entity of the years; the route has checked that the caller may see it. */
export interface EntityReads {
  timeline(
    entity: { readonly kind: YearEntity | 'recovery'; readonly id: string },
    page: { readonly limit: number; readonly after: number },
  ): Promise<readonly EntityEntry[]>;
  /** Open tasks of a grant, and of the notice that shows it. */
  /** With those of a seat who are away on the day, where nobody of it is there. */
  grantTasks(grantId: string, today: IsoDate): Promise<readonly GrantTaskFacts[]>;
  openScores(callId: string): Promise<number>;
  grantPayouts(grantId: string): Promise<readonly GrantPayout[]>;
  grantYears(grantId: string): Promise<readonly PinnedYear[]>;
  /** Whether its workflow has begun, and when the notice that shows it ends. */
  grantStart(grantId: string): Promise<{ readonly isStarted: boolean; readonly noticeEndsAt: Date | null }>;
  isCallStarted(callId: string): Promise<boolean>;
  /** What the engine says of an entity; `isOpen`: it has begun and has not ended. */
  engineOf(entity: StandingEntity): Promise<EngineReading>;
}
