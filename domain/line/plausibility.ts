import { addDays, type IsoDate } from '../calendar.ts';
import { findingRemark, type Finding } from '../texts/rule-texts.ts';
import { ageOn } from '../intake/id-number.ts';

/** One lesson that a person attends or teaches; minutes from midnight, the end excluded. */
export interface Presence {
  /** Trainee or teacher. */
  readonly personId: string;
  /** The subject of the finding: a line, or a class for a teacher. */
  readonly subjectId: string;
  readonly classId: string;
  readonly day: IsoDate;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A phone or an account (its blind index) of a line. */
export interface SharedValue {
  readonly lineId: string;
  readonly personId: string;
  readonly value: string;
}

export interface PensionAges {
  readonly male: number;
  readonly female: number;
}

/** R-130 (ours): finds a person who attends two classes at the same time; both lines are flagged. */
export function overlappingHours(presences: readonly Presence[]): ReadonlyMap<string, Finding> {
  return findingsOf(clashes(presences), () => findingRemark('OVERLAPPING_HOURS', false));
}

/** R-130 (ours): finds a teacher who teaches two classes at the same time; both classes are flagged. */
export function teacherTwice(presences: readonly Presence[]): ReadonlyMap<string, Finding> {
  return findingsOf(clashes(presences), ({ day }) => findingRemark('TEACHER_TWICE', false, { day }));
}

/**
 * R-130 (ours): finds one phone shared by several people (at least `least`, two or more); all their lines are flagged.
 */
export function sharedPhones(values: readonly SharedValue[], least: number): ReadonlyMap<string, Finding> {
  return findingsOf(shared(values, least), () => findingRemark('SHARED_PHONE', false));
}

/** R-130 (ours): finds one bank account shared by several people, when payments go to persons. */
export function sharedAccounts(values: readonly SharedValue[], least: number): ReadonlyMap<string, Finding> {
  return findingsOf(shared(values, least), () => findingRemark('SHARED_ACCOUNT', false));
}

/**
 * R-130 (ours): finds a person above the pension age on a day, by birth date and sex of the ID number; on the birthday
 * itself the person is not above it. A hint only: whether a pension is drawn is R-052.
 */
export function overPensionAge(idNumber: string, on: IsoDate, ages: PensionAges): Finding | undefined {
  const age = Number(idNumber[16]) % 2 === 1 ? ages.male : ages.female;
  return ageOn(idNumber, addDays(on, -1)) >= age ? findingRemark('OVER_PENSION_AGE', false, { age }) : undefined;
}

/** Two presences of one person on one day that overlap by a minute or more and belong to two classes. */
function clashes(presences: readonly Presence[]): readonly Presence[] {
  const byDay = grouped(presences, ({ personId, day }) => `${personId} ${day}`);
  return [...byDay.values()].flatMap((sameDay) =>
    sameDay.filter((one) => sameDay.some((other) => one.classId !== other.classId && isAtOnce(one, other))),
  );
}

function isAtOnce(one: Presence, other: Presence): boolean {
  return one.fromMinute < other.toMinute && other.fromMinute < one.toMinute;
}

function shared(values: readonly SharedValue[], least: number): readonly { readonly subjectId: string }[] {
  const filled = values.filter(({ value }) => value !== '');
  const byValue = grouped(filled, ({ value }) => value);
  return [...byValue.values()]
    .filter((same) => new Set(same.map(({ personId }) => personId)).size >= least)
    .flatMap((same) => same.map(({ lineId }) => ({ subjectId: lineId })));
}

function findingsOf<Subject extends { readonly subjectId: string }>(
  subjects: readonly Subject[],
  finding: (subject: Subject) => Finding,
): ReadonlyMap<string, Finding> {
  return new Map(subjects.map((subject) => [subject.subjectId, finding(subject)]));
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) {
      groups.set(keyOf(row), [row]);
    } else {
      group.push(row);
    }
  }
  return groups;
}
