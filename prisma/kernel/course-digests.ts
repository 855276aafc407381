import { createHash } from 'node:crypto';
import { answerText, courseText, isCourseOfRecord, type CourseEntry } from '../../domain/authority/own-course.ts';
import type { AuditAct, AuditedKind } from '../../domain/act-words.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { macText } from '../../domain/oversight/audit-log.ts';
import type { KeyedHashes } from './audit-digests.ts';
import { sqlList } from './sql-list.ts';

/** What an audit entry says of the course that an act left, among its facts (S1). */
export function courseFacts(
  entityKind: EntityKind,
  entityId: string,
  course: { readonly revision: number },
): { readonly courseDigest: string } {
  return { courseDigest: sha256(courseText(entityKind, entityId, course)) };
}

export function answerDigest(actId: string, facts: unknown): string {
  return sha256(answerText(actId, facts));
}

/** The same of a course and of the answer that the act's row keeps. */
export function stampFacts(
  { kind, id }: { readonly kind: EntityKind; readonly id: string },
  actId: string,
  { course, facts }: { readonly course: { readonly revision: number }; readonly facts: unknown },
): { readonly courseDigest: string; readonly answerDigest: string } {
  return { ...courseFacts(kind, id, course), answerDigest: answerDigest(actId, facts) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An audit entry of an entity as `ENTRY_JSON` reads it. */
export interface EntryJson {
  readonly revision: number | null;
  readonly act: AuditAct;
  readonly actId: string | null;
  readonly personId: string | null;
  readonly organ: string | null;
  readonly section: string | null;
  readonly at: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly mac: string | null;
  readonly isOfBefore: boolean;
  readonly isOfBeforeKeys: boolean;
}

/** An audit entry `e` with all that its keyed hash covers; mac: in hexadecimal digits. */
const ENTRY_JSON = `json_build_object('revision', e.revision, 'act', e.act, 'actId', e.act_id, 'personId', e.person_id,
  'organ', e.organ, 'section', e.section, 'at', e.at, 'facts', e.facts, 'mac', encode(e.mac, 'hex'),
  'isOfBefore', e.id <= (SELECT last_entry_id FROM audit_before_digests),
  'isOfBeforeKeys', e.id <= (SELECT last_entry_id FROM audit_before_keys))`;

const entryOf = (kind: string, id: string, which: string) =>
  `(SELECT ${ENTRY_JSON} FROM audit_entry e WHERE e.entity_kind = ${kind} AND e.entity_id = ${id} AND ${which} LIMIT 1)`;

/** Before digests, the first record of a notice or batch gave its entry no revision, because the course kept its own. */
const BEGIN_OF_BEFORE = `e.revision IS NULL AND e.act = 'begin'`;

/** The entry of an entity with the highest revision: one that says of which course. `kind`, `id`: parameters or columns. */
export function lastEntryOf(kind: string, id: string): string {
  const last = entryOf(kind, id, 'e.revision IS NOT NULL ORDER BY e.revision DESC');
  return `coalesce(${last}, ${entryOf(kind, id, BEGIN_OF_BEFORE)})`;
}

/**
 * The first entry of an entity with an act. The numbers of a chain begin at 1 (constraint `audit_entry_seq_from_one`) and
 * are unique, so nobody puts another before an entry that came with its entity, as the draft of a notice does. Before a
 * later one somebody with the application's login can leave a gap and fill it: then no authentic entry is found. `also`: a
 * condition on the entry `e`.
 */
export function firstEntryOf(kind: string, id: string, act: AuditAct, also = 'true'): string {
  return entryOf(kind, id, `e.act = '${act}' AND ${also} ORDER BY e.seq`);
}

/** The last recording of one of these acts. */
export function lastRecordOf(kind: string, id: string, acts: readonly AuditAct[]): string {
  return entryOf(kind, id, `e.act IN (${sqlList(acts)}) AND e.revision IS NOT NULL ORDER BY e.revision DESC`);
}

/** The entry of an entity that the recording of an act left. */
export function entryOfAct(kind: string, id: string, act: { readonly id: string; readonly revision: string }): string {
  const own = entryOf(kind, id, `e.revision = ${act.revision} AND e.act_id = ${act.id}`);
  const begin = entryOf(kind, id, `${act.revision} = 0 AND ${BEGIN_OF_BEFORE} AND e.act_id = ${act.id}`);
  return `coalesce(${own}, ${begin})`;
}

interface EntityOf {
  readonly kind: AuditedKind;
  readonly id: string;
}

/** Whether the keyed hash of an entry fits what it says of this entity, or the entry is of before keys. */
export function isAuthenticEntry(
  keyed: KeyedHashes,
  { kind: entityKind, id: entityId }: EntityOf,
  { revision, act, actId, personId, organ, section, at, facts, mac, isOfBeforeKeys }: EntryJson,
): boolean {
  const person = personId === null ? null : { personId, organ, section };
  const content = { entityKind, entityId, revision, act, actId, person, at: new Date(at), facts };
  return mac === null ? isOfBeforeKeys : keyed(macText(content)).includes(mac);
}

/** What the domain judges a course or an answer by. */
export function courseEntryOf(keyed: KeyedHashes, entity: EntityOf, entry: EntryJson | null): CourseEntry | null {
  if (entry === null) {
    return null;
  }
  const { facts } = entry;
  return {
    revision: entry.revision ?? 0,
    isAuthentic: isAuthenticEntry(keyed, entity, entry),
    isOfBefore: entry.isOfBefore,
    courseDigest: textOf(facts['courseDigest']),
    answerDigest: textOf(facts['answerDigest']),
  };
}

/** Whether a row's course is the one that the last recording of its entity left (S1). */
export function isRowOfRecord(
  keyed: KeyedHashes,
  entity: { readonly kind: EntityKind; readonly id: string },
  { revision, course }: { readonly revision: number; readonly course: { readonly revision: number } | null },
  last: EntryJson | null,
): boolean {
  const digest = course === null ? null : courseFacts(entity.kind, entity.id, course).courseDigest;
  return isCourseOfRecord({ revision, course, digest }, courseEntryOf(keyed, entity, last));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
