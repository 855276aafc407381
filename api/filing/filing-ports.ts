import type { AcceptedLines } from '../../domain/policy/directories.ts';
import type { DepartmentSource } from '../../domain/filing/routing.ts';
import type { FilingAuditAct } from '../../domain/act-words.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { CertificateKind, DeliveryMode, OrganCode, SkillLevel, SupervisionKind } from '../../domain/codes.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { ClassClaim } from '../../domain/filing/class-claims.ts';
import type { ClassFilingFacts } from '../../domain/filing/class-facts.ts';
import type { ClassRosterRow } from '../../domain/filing/class-roster.ts';
import type { FiledDirectory } from '../../domain/filing/filed-directory.ts';
import type { FilingState } from '../../domain/filing/filing-course.ts';
import type { AttendanceRow } from '../../domain/intake/attendance-row.ts';
import type { ResultRow } from '../../domain/intake/result-row.ts';
import type { RuleRemark } from '../../domain/texts/rule-texts.ts';
import type { Caller } from '../kernel/caller.ts';
import type { ListedPaper, PaperReading } from '../kernel/papers.ts';
import type { StoredDocument } from '../kernel/uploaded-document.ts';

/** The messages that routes send to running filings, through `entity-desk.ts` and Temporal. Each is safe to repeat. */
export interface FilingDesk {
  /** draft → filed (starts the workflow), returned → filed. Throws Problem WRONG_STATE, WORKER_UNAVAILABLE … */
  submit(asked: FilingAct): Promise<void>;
  withdraw(asked: FilingAct & { readonly reason: string }): Promise<void>;
  /** ended → assessed; results are already stored. */
  resultsRecorded(
    asked: Omit<FilingAct, 'idempotencyKey'> & { readonly idempotencyKey: string | undefined },
  ): Promise<void>;
}

export interface FilingAct {
  readonly filingId: string;
  readonly caller: Caller;
  readonly idempotencyKey: string;
  /** Business time. */
  readonly at: Date;
}

export interface PayeeAccount {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/** An institution's data of its class; it may be corrected until a decision is made. */
export interface FilingData {
  readonly planLine: string | null;
  readonly occupation: { readonly code: string; readonly name: string };
  readonly skillLevel: SkillLevel;
  readonly certificateKind: CertificateKind;
  /** Class hours. */
  readonly classHours: number;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly deliveryMode: DeliveryMode;
  readonly location: string;
  readonly payee: PayeeAccount;
  /** The route's additional fields; replaced as a whole. */
  readonly facts: ClassFilingFacts;
}

/** The result of the rules. */
export interface FilingJudgement {
  readonly responsibleDepartment: OrganCode | null;
  readonly departmentSource: DepartmentSource | null;
  /** Remarks with rule and sentences, as `checkFiling` gives them. */
  readonly warnings: readonly RuleRemark<string>[];
  readonly directorySnapshot: FiledDirectory;
}

export interface NewFiling extends FilingData, FilingJudgement {
  readonly route: string;
  readonly jurisdiction: string;
}

export interface Filing extends FilingData {
  readonly id: string;
  readonly filingNo: string;
  readonly state: FilingState;
  readonly revision: number;
  readonly round: number;
  readonly route: string;
  readonly jurisdiction: string;
  readonly applicant: { readonly id: string; readonly name: string; readonly kind: PartyKind };
  readonly responsibleDepartment: OrganCode | null;
  readonly departmentSource: DepartmentSource | null;
  readonly warnings: readonly RuleRemark<string>[];
  readonly filedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly assessmentDueOn: IsoDate | null;
  readonly claimWindowEndsOn: IsoDate | null;
  readonly stateSince: Date;
  readonly createdAt: Date;
  readonly rosterCount: number;
  readonly documents: readonly ListedPaper[];
  /** Training years that are claimed one by one (C05); null as long as it is not filed, and for every other class. */
  readonly trainingYears: number | null;
  /** Every claim of the class in the order of creation: main, supplementary and advance claims (L12). */
  readonly claims: readonly ClassClaim[];
  /** The active main claim of the class; for an apprenticeship that of the latest training year. */
  readonly claim: ClassClaim | null;
}

export interface RosterPerson {
  readonly personId: string;
  readonly row: ClassRosterRow;
}

export interface AttendanceOfPerson extends AttendanceRow {
  readonly personId: string;
}

export interface ResultOfPerson extends ResultRow {
  readonly personId: string;
}

export interface SupervisionVisit {
  readonly id: string;
  readonly kind: SupervisionKind;
  readonly visitedOn: IsoDate;
  readonly note: string;
  readonly by: { readonly id: string; readonly displayName: string };
  readonly at: Date;
}

/** What may be written to one filing while it is locked; everything of one change is one transaction with its audit entry. */
export interface FilingScope {
  readonly filing: Filing;
  roster(): Promise<readonly RosterPerson[]>;
  /** The person ids of those of the ID numbers that are on the roster. */
  onRoster(idNumbers: Iterable<string>): Promise<ReadonlyMap<string, string>>;
  attendance(): Promise<readonly AttendanceOfPerson[]>;
  results(): Promise<readonly ResultOfPerson[]>;
  update(data: FilingData, judgement: FilingJudgement): Promise<void>;
  /** Judged again on the day of submission. */
  judge(judgement: FilingJudgement): Promise<void>;
  addToRoster(rows: readonly ClassRosterRow[]): Promise<void>;
  removeFromRoster(personId: string): Promise<boolean>;
  putAttendance(rows: readonly AttendanceOfPerson[]): Promise<void>;
  putResults(rows: readonly ResultOfPerson[]): Promise<void>;
  /** Puts a paper and says so in the audit of the filing and of its claims that are with the applicant. */
  putDocument(kind: string, document: StoredDocument): Promise<ListedPaper>;
  addVisit(visit: {
    readonly kind: SupervisionKind;
    readonly visitedOn: IsoDate;
    readonly note: string;
  }): Promise<string>;
  /** The claim's lines have to be counted again (attendance, results or documents changed while it was with the applicant). */
  markClaimChanged(): Promise<void>;
  /**
   * The trainees on whose attendance or result a submitted claim rests that is not returned to its applicant, each with
   * the latest training year of such a claim (L12). A person to whom no such claim pays a base is not among those of the
   * results.
   */
  peopleInClaims(data: 'attendance' | 'results'): Promise<ReadonlyMap<string, number>>;
  /** Ids, codes and counts: no personal data. */
  audit(act: FilingAuditAct, facts: Readonly<Record<string, unknown>>): Promise<void>;
}

export type Changed<Result> =
  | { readonly kind: 'done'; readonly value: Result }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'closed'; readonly state: FilingState };

export interface FilingQuery {
  /** A part of the number. */
  readonly q?: string | undefined;
  readonly state: FilingState | undefined;
  readonly route: string | undefined;
  readonly jurisdiction: string | undefined;
  readonly limit: number;
  /** Creation instant (ms) and id of the previous page's last row. */
  readonly after: readonly [number, string] | null;
}

/** The store decides visibility: a filing that the caller may not see is absent (I12). */
export interface FilingStore {
  /** The lines of accepted plans, which take the place of the packs' (R-012). */
  acceptedLines(jurisdiction: string): Promise<AcceptedLines>;
  /** The institution or enterprise that the caller acts for. */
  applicant(caller: Caller): Promise<Filing['applicant'] | null>;
  /** The same key of the same person finds the earlier filing: a repeat after a lost answer adds nothing. */
  create(
    filing: NewFiling,
    asked: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<string>;
  find(filingId: string, caller: Caller): Promise<Filing | null>;
  /** Newest first; returns `limit` + 1 rows if there is a next page. */
  list(query: FilingQuery, caller: Caller): Promise<readonly Filing[]>;
  /** Locks the filing, calls `isOpen`, and runs the work in the transaction. */
  change<Result>(
    asked: {
      readonly filingId: string;
      readonly caller: Caller;
      readonly at: Date;
      readonly isOpen: (filing: Filing) => boolean;
    },
    work: (scope: FilingScope) => Promise<Result>,
  ): Promise<Changed<Result>>;
  roster(filingId: string): Promise<readonly RosterPerson[]>;
  attendance(filingId: string): Promise<readonly AttendanceOfPerson[]>;
  results(filingId: string): Promise<readonly ResultOfPerson[]>;
  /** Every version of a paper, the newest first. */
  paperVersions(filingId: string, kind: string): Promise<readonly ListedPaper[]>;
  /** Opens a paper and records who read it, in one transaction (S5). */
  readPaper(filingId: string, reading: PaperReading): Promise<StoredDocument | null>;
  visits(filingId: string): Promise<readonly SupervisionVisit[]>;
  /** Those of the ids that are entries of enterprises and neither refused nor taken back. */
  knownDemand(ids: readonly string[]): Promise<readonly string[]>;
}
