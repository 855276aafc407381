import type { ColumnType } from 'kysely';
import type { KeptAct } from '../../api/kernel/act-ports.ts';
import type { ActBody, ActOutcome, EntityAct } from '../../api/kernel/desk-port.ts';
import type { NoticeClaimFacts } from '../../api/notice/notice-ports.ts';
import type { Branded } from '../../domain/branded.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClaimCourse as CourseOfClaim } from '../../domain/claim/claim-course.ts';
import type { ClaimRowState } from '../../domain/claim/claim-state.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { ClassFilingFacts } from '../../domain/filing/class-facts.ts';
import type { FilingCourse as CourseOfFiling } from '../../domain/filing/filing-course.ts';
import type { EntryFacts as FactsOfEntry } from '../../domain/intake/entry.ts';
import type { ForbiddenAct } from '../../domain/integrity/integrity-cases.ts';
import type { WantedKey } from '../../domain/line/entitlement-keys.ts';
import type { NoticeCourse as CourseOfNotice } from '../../domain/notice/notice-course.ts';
import type { BatchCourse as CourseOfBatch } from '../../domain/payout/batch-course.ts';
import type { PayoutResultRow } from '../../domain/payout/result-table.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { DeadlineUnit } from '../../domain/task/deadlines.ts';

// What `@kyselyType(Column.…)` in schema.prisma names: columns that are narrower than their database type. A day is read
// and written as `YYYY-MM-DD`; a JSON column is read as the value that the domain wrote, and written as `jsonText(value)`.

/** A value as the text of a JSON column; `jsonText` makes it. */
export type JsonText<Value> = Branded<string, 'JsonText'> & { readonly jsonOf?: Value };

type Json<Value> = ColumnType<Value, JsonText<Value>, JsonText<Value>>;

export type Day = IsoDate;
export type Organ = OrganCode;
export type DueUnit = DeadlineUnit;
export type ClaimState = ClaimRowState;

export type CaseFinding = ForbiddenAct;
export type ActState = KeptAct['state'];
export type KeptBody = Json<ActBody & { readonly asked: EntityAct }>;
export type RecordedOutcome = Json<{ readonly course: ActOutcome }>;
export type Facts = Json<Readonly<Record<string, unknown>>>;
export type Anything = Json<unknown>;

export type ClaimCourse = Json<CourseOfClaim>;
export type FilingCourse = Json<CourseOfFiling>;
export type NoticeCourse = Json<CourseOfNotice>;
export type BatchCourse = Json<CourseOfBatch>;

export type Snapshot = Json<PolicySnapshot>;
export type ClassFacts = Json<ClassFilingFacts>;
export type EntryFacts = Json<FactsOfEntry>;
export type WantedKeys = Json<readonly WantedKey[]>;
export type PublicFacts = Json<NoticeClaimFacts>;
export type ResultRows = Json<readonly PayoutResultRow[]>;
