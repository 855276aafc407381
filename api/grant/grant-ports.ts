import type { Caller } from '../kernel/caller.ts';
import type { ListedPaper, PaperReading } from '../kernel/papers.ts';
import type { StoredDocument } from '../kernel/uploaded-document.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { CallCourse, CallPlan, CallState } from '../../domain/grant/call-course.ts';
import type { TitleTarget } from '../../domain/grant/designation-targets.ts';
import type { CallGrant, PoolExpert } from '../../domain/grant/call-rules.ts';
import type { DesignationKind, DesignationLevel } from '../../domain/grant/designation.ts';
import type { GrantReturn, GrantContent, ScoreState } from '../../domain/grant/grant-content.ts';
import type { GrantCourse, GrantPlan } from '../../domain/grant/grant-course.ts';
import type { GrantState, TitleState } from '../../domain/grant/grant-state.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { TitleRecord } from './title-ports.ts';

/** A call as its routes read it. */
export interface CallRecord {
  readonly id: string;
  readonly jurisdiction: string;
  readonly route: string;
  readonly year: number;
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
  readonly state: CallState;
  readonly revision: number;
  readonly stateSince: Date;
  readonly openedAt: Date;
  readonly late: boolean;
  readonly closesOn: IsoDate;
  readonly cityDueOn: IsoDate;
  readonly reviewDueOn: IsoDate;
  readonly amountFen: number;
  readonly places: number | null;
  readonly taken: number;
  readonly quotaReason: string | null;
  /** Null where the packs have no goal for its kind and level. */
  readonly target: TitleTarget | null;
  readonly outcomeReason: string | null;
  readonly scoringClosedAt: Date | null;
  readonly course: CallCourse;
  readonly plan: CallPlan;
  readonly snapshot: PolicySnapshot;
  /** Whether the caller's office is the call's, or one of its applicants'. */
  readonly isOffice: boolean;
  /** By state, of submitted applications. */
  readonly counts: Readonly<Record<string, number>>;
  readonly experts: readonly { readonly personId: string; readonly displayName: string }[];
}

export interface CallQuery {
  readonly route?: string | undefined;
  readonly year?: number | undefined;
  readonly state?: CallState | undefined;
  readonly jurisdiction?: string | undefined;
  readonly limit: number;
  readonly after: readonly [number, string] | null;
}

export interface NamedCallGrant extends CallGrant {
  readonly name: string;
}

export interface Expert {
  readonly personId: string;
  readonly displayName: string;
  readonly isActive: boolean;
}

export interface CallStore {
  list(query: CallQuery, caller: Caller | null): Promise<readonly CallRecord[]>;
  find(callId: string, caller: Caller | null): Promise<CallRecord | null>;
  grants(callId: string): Promise<readonly NamedCallGrant[]>;
  pool(callId: string, personIds: readonly string[]): Promise<readonly PoolExpert[]>;
  experts(jurisdiction: string, limit: number, after: string | null): Promise<readonly Expert[]>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
  newNoticeId(): string;
}

/** What a holder writes of an application. */
export interface GrantDraft {
  readonly name: string;
  readonly address: string | null;
  readonly content: GrantContent;
  readonly leader: { readonly name: string; readonly idNumber: string } | null;
  readonly payee: { readonly holder: string; readonly bank: string; readonly number: string };
}

export interface GrantRecord extends Omit<GrantDraft, 'payee'> {
  readonly id: string;
  readonly grantNo: string;
  /** Null for a title from before, which a file brought. */
  readonly callId: string | null;
  readonly callState: CallState | null;
  readonly callClosesAtMs: number;
  readonly scoringClosed: boolean;
  readonly route: string;
  readonly jurisdiction: string;
  readonly applicantJurisdiction: string;
  readonly year: number;
  readonly kind: DesignationKind;
  readonly level: DesignationLevel;
  readonly applicant: { readonly id: string; readonly name: string; readonly kind: PartyKind };
  readonly payee: GrantDraft['payee'] | null;
  readonly amountFen: number;
  readonly state: GrantState;
  readonly revision: number;
  readonly course: GrantCourse | null;
  readonly plan: GrantPlan;
  readonly snapshot: PolicySnapshot;
  /** Null before the submission; the law of the call then. */
  readonly policySnapshotId: string | null;
  readonly titleState: TitleState;
  readonly designatedOn: IsoDate | null;
  readonly documentNo: string | null;
  readonly scoreCenti: number | null;
  readonly validScores: number | null;
  readonly rank: number | null;
  /** The last return, also after it was answered. */
  readonly returned: GrantReturn | null;
  readonly timerAt: Date | null;
  readonly noticeId: string | null;
  readonly outcomeReason: string | null;
  readonly stateSince: Date;
  readonly submittedAt: Date | null;
  readonly createdAt: Date;
  readonly documents: readonly ListedPaper[];
  readonly hasRegionalTitle: boolean;
  /** Null before the designation. */
  readonly title: TitleRecord | null;
}

export interface GrantQuery {
  readonly callId?: string | undefined;
  readonly state?: GrantState | undefined;
  readonly kind?: DesignationKind | undefined;
  readonly level?: DesignationLevel | undefined;
  readonly city?: string | undefined;
  readonly year?: number | undefined;
  readonly q?: string | undefined;
  readonly limit: number;
  readonly after: readonly [number, string] | null;
}

export interface ScoreRow {
  readonly personId: string;
  readonly displayName: string;
  readonly state: ScoreState;
  readonly points: Readonly<Record<string, number>> | null;
  readonly total: number | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** What a submission did: the row asks for its workflow, or somebody asked before. */
export type Submitted =
  | { readonly kind: 'submitted' | 'asked' }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'CALL_NOT_OPEN'
        | 'WRONG_STATE'
        | 'BOTH_LEVELS_IN_ONE_CALL'
        | 'ALREADY_DESIGNATED'
        | 'APPLICATION_EXISTS'
        | 'STALE';
    };

export interface GrantStore {
  applicant(caller: Caller): Promise<{ readonly kind: string } | null>;
  /** The same key of the same person finds the earlier draft. */
  create(
    draft: GrantDraft & { readonly call: CallRecord },
    asked: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<string>;
  /** `stale` where the revision has moved on; `otherHolder` where a submitted application would get another leader. */
  change(
    grantId: string,
    draft: GrantDraft,
    asked: { readonly caller: Caller; readonly at: Date; readonly revision: number },
  ): Promise<'changed' | 'stale' | 'otherHolder'>;
  /** Null if the application is no longer written. */
  putDocument(
    grantId: string,
    asked: { readonly kind: string; readonly document: StoredDocument; readonly caller: Caller; readonly at: Date },
  ): Promise<ListedPaper | null>;
  /** Every version of a paper, the newest first. */
  paperVersions(grantId: string, kind: string): Promise<readonly ListedPaper[]>;
  readPaper(grantId: string, asked: PaperReading): Promise<StoredDocument | null>;
  submit(
    grantId: string,
    asked: { readonly caller: Caller; readonly at: Date; readonly revision: number },
  ): Promise<Submitted>;
  withdrawDraft(
    grantId: string,
    asked: { readonly caller: Caller; readonly at: Date; readonly reason: string },
  ): Promise<boolean>;
  hasBegun(grantId: string): Promise<boolean>;
  find(grantId: string, caller: Caller): Promise<GrantRecord | null>;
  list(query: GrantQuery, caller: Caller): Promise<readonly GrantRecord[]>;
  scores(grantId: string): Promise<readonly ScoreRow[]>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}
