import { describe, expect, it } from 'vitest';
import {
  answerText,
  courseText,
  isAnswerOfRecord,
  isCourseOfRecord,
  type CourseEntry,
} from '../../../domain/authority/own-course.ts';

const ROW = { revision: 4, course: { revision: 4 }, digest: 'of the row' } as const;
const ENTRY: CourseEntry = {
  revision: 4,
  isAuthentic: true,
  isOfBefore: false,
  courseDigest: 'of the row',
  answerDigest: 'of the answer',
};
const EMPTY = { revision: 0, course: null, digest: null } as const;

describe('S1: the course of a row', () => {
  it('counts if the last entry has its digest, at its revision, with a keyed hash', () => {
    expect(isCourseOfRecord(ROW, ENTRY)).toBe(true);
    expect(isCourseOfRecord(EMPTY, null)).toBe(true);
  });

  it.each<[string, Parameters<typeof isCourseOfRecord>]>([
    ['another course', [{ ...ROW, digest: 'another' }, ENTRY]],
    ['an entry without a digest', [ROW, { ...ENTRY, courseDigest: null }]],
    ['an entry that nobody made with the key', [ROW, { ...ENTRY, isAuthentic: false }]],
    ['an earlier revision in the row', [{ ...ROW, revision: 3 }, ENTRY]],
    ['no entry at all', [ROW, null]],
    ['a course that was taken away', [EMPTY, ENTRY]],
    ['an entry of before without a keyed hash', [ROW, { ...ENTRY, isOfBefore: true, isAuthentic: false }]],
    [
      'an entry of before at another revision',
      [
        { ...ROW, revision: 5 },
        { ...ENTRY, isOfBefore: true },
      ],
    ],
  ])('does not count with %s', (_, asked) => {
    expect(isCourseOfRecord(...asked)).toBe(false);
  });

  it('of before digests counts at the revision of its entry', () => {
    expect(isCourseOfRecord(ROW, { ...ENTRY, isOfBefore: true, courseDigest: null })).toBe(true);
  });

  it('has a text of its own for each entity, id and revision, whatever the order of its fields', () => {
    const course = { revision: 1, state: 'x' };
    const texts = [
      courseText('claim', 'a', course),
      courseText('filing', 'a', course),
      courseText('claim', 'b', course),
      courseText('claim', 'a', { ...course, revision: 2 }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    const reordered = { state: 'x', revision: 1 };
    expect(courseText('claim', 'a', reordered)).toBe(texts[0]);
  });
});

describe('S1: the answer that an act’s row keeps', () => {
  it('counts if the entry of the act has its digest and a keyed hash', () => {
    expect(isAnswerOfRecord('of the answer', ENTRY)).toBe(true);
    expect(isAnswerOfRecord('of the answer', { ...ENTRY, isOfBefore: true, answerDigest: null })).toBe(true);
    expect(isAnswerOfRecord('another', ENTRY)).toBe(false);
    expect(isAnswerOfRecord('of the answer', { ...ENTRY, isAuthentic: false })).toBe(false);
    expect(isAnswerOfRecord('of the answer', null)).toBe(false);
    expect(answerText('act_1', { fen: 1 })).not.toBe(answerText('act_2', { fen: 1 }));
  });
});
