import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { ROLES } from '../../../domain/codes.ts';
import {
  isNoticeSettled,
  judgeNoticeAct,
  moveNotice,
  type NoticeCourse,
  type NoticeMessage,
  type NoticePlan,
} from '../../../domain/notice/notice-course.ts';
import { ACTORS, anActor, NOON_MS, ORDOS } from '../../support/claim-courses.ts';

const PLAN: NoticePlan = {
  noticeId: 'not_1',
  jurisdiction: ORDOS,
  responsibleDepartment: 'EMERGENCY_MGMT',
  clockOffsetMs: 0,
};
const OF_HR: NoticePlan = { ...PLAN, responsibleDepartment: 'HRSS' };
const DRAFT: NoticeCourse = { revision: 1, lastActId: 'act_1', state: 'draft', words: [], endsAtMs: null };
const STATES = ['draft', 'confirmedByOne', 'opening', 'published', 'closed', 'rejected', 'withdrawn'] as const;
const ENDS_AT_MS = NOON_MS + 5 * 86_400_000;

const { deptEmergency, deptEducation, deptHr, deptHr2, bureauReview, bureauReview2, school } = ACTORS;

type Spoken = 'confirm' | 'reject' | 'withdraw';
type Quiet = 'begin' | 'publish' | 'settle';

function said(kind: Spoken, actor: Actor, expectedRevision: number): NoticeMessage {
  return { kind, actor, expectedRevision, actId: `act_${expectedRevision + 1}`, atMs: NOON_MS };
}

function quietly(kind: Quiet): NoticeMessage {
  return { kind, actId: 'act_q', atMs: NOON_MS };
}

function objects(atMs: number): NoticeMessage {
  return { kind: 'fileObjection', objectionId: 'obj_1', actId: 'act_o', atMs };
}

function rules(actor: Actor): NoticeMessage {
  return { kind: 'ruleObjection', actor, objectionId: 'obj_1', ruling: 'dismiss', actId: 'act_r', atMs: NOON_MS };
}

function refusalOf(course: NoticeCourse, message: NoticeMessage, plan: NoticePlan): string | null {
  const judged = judgeNoticeAct(course, message, plan);
  return judged.ok ? null : judged.reason;
}

function confirmed(plan: NoticePlan, ...actors: readonly Actor[]): NoticeCourse {
  return actors.reduce((course, actor) => {
    const message = said('confirm', actor, course.revision);
    expect(refusalOf(course, message, plan)).toBeNull();
    return moveNotice(course, message, { endsAtMs: null, claimsOpen: 0 }, plan);
  }, DRAFT);
}

function published(plan: NoticePlan, ...actors: readonly Actor[]): NoticeCourse {
  return moveNotice(confirmed(plan, ...actors), quietly('publish'), { endsAtMs: ENDS_AT_MS, claimsOpen: 1 }, plan);
}

describe('the two sides of a notice', () => {
  it('R-095 both confirm before it is published, in either order', () => {
    expect(confirmed(PLAN, bureauReview)).toMatchObject({ state: 'confirmedByOne', words: [{ side: 'bureau' }] });
    expect(refusalOf(confirmed(PLAN, bureauReview), quietly('publish'), PLAN)).toBe('WRONG_STATE');
    expect(confirmed(PLAN, bureauReview, deptEmergency).state).toBe('opening');
    expect(confirmed(PLAN, deptEmergency, bureauReview).state).toBe('opening');
  });

  it('are never confirmed by one person, nor one side by two (R-095)', () => {
    const course = confirmed(PLAN, bureauReview);
    expect(refusalOf(course, said('confirm', bureauReview, 2), PLAN)).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusalOf(course, said('confirm', bureauReview2, 2), PLAN)).toBe('SIDE_CONFIRMED');
  });

  it('are two sections where the HR bureau is both organs (R-009, R-095)', () => {
    expect(confirmed(OF_HR, deptHr, bureauReview).state).toBe('opening');
    const sameSection = anActor('x', {
      organ: 'HRSS',
      section: '就业服务',
      roles: ['bureauReviewer', 'noticeOfficer'],
    });
    const course = confirmed(OF_HR, deptHr);
    expect(refusalOf(course, said('confirm', sameSection, 2), OF_HR)).toBe('SAME_SECTION_FORBIDDEN');
  });

  it('are spoken for by notice officers of the two organs and of this city only (R-095, R-003)', () => {
    const elsewhere = anActor('x', { ...deptEmergency, personId: 'x', jurisdiction: '150100' });
    expect(refusalOf(DRAFT, said('confirm', deptEducation, 1), PLAN)).toBe('OTHER_ORGAN');
    expect(refusalOf(DRAFT, said('confirm', deptHr, 1), PLAN)).toBe('OTHER_ORGAN');
    expect(refusalOf(DRAFT, said('confirm', deptHr2, 1), OF_HR)).toBe('ROLE_REQUIRED');
    expect(refusalOf(DRAFT, said('reject', school, 1), PLAN)).toBe('ROLE_REQUIRED');
    expect(refusalOf(DRAFT, said('confirm', elsewhere, 1), PLAN)).toBe('OTHER_JURISDICTION');
  });

  it('confirm only what they saw (D2)', () => {
    expect(refusalOf(DRAFT, said('confirm', bureauReview, 0), PLAN)).toBe('STALE');
  });

  const officer = fc
    .record({
      person: fc.integer({ min: 1, max: 4 }),
      organ: fc.constantFrom('HRSS' as const, 'EMERGENCY_MGMT' as const),
      section: fc.constantFrom('就业服务', '基金监督', null),
      roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 4 }),
    })
    .map(({ person, ...given }) => anActor(`per_${person}`, given));

  test.prop([fc.array(officer, { maxLength: 12 }), fc.constantFrom(PLAN, OF_HR)])(
    'are two persons, two sides and, in one organ, two sections, no matter who tries to confirm (R-009, R-095)',
    (people, plan) => {
      let course = DRAFT;
      for (const actor of people) {
        const message = said('confirm', actor, course.revision);
        if (refusalOf(course, message, plan) === null) {
          const next = moveNotice(course, message, { endsAtMs: null, claimsOpen: 0 }, plan);
          expect(next.revision).toBe(course.revision + 1);
          course = next;
        }
      }
      const { words } = course;
      expect(course.state).toBe((['draft', 'confirmedByOne', 'opening'] as const)[words.length]);
      expect(new Set(words.map(({ personId }) => personId)).size).toBe(words.length);
      expect(new Set(words.map(({ side }) => side)).size).toBe(words.length);
      const sections = new Set(words.map(({ section }) => section));
      expect(plan === OF_HR ? sections.size : words.length).toBe(words.length);
    },
  );
});

describe('a notice', () => {
  it('is rejected before it is published, and only withdrawn afterwards (R-095)', () => {
    const open = published(PLAN, bureauReview, deptEmergency);
    expect(refusalOf(DRAFT, said('reject', deptEmergency, 1), PLAN)).toBeNull();
    expect(refusalOf(DRAFT, said('withdraw', deptEmergency, 1), PLAN)).toBe('WRONG_STATE');
    expect(refusalOf(open, said('reject', deptEmergency, open.revision), PLAN)).toBe('WRONG_STATE');
    expect(refusalOf(open, said('withdraw', deptEmergency, open.revision), PLAN)).toBeNull();
  });

  it('is withdrawn by itself when no claim is left to publish (D5)', () => {
    const opening = confirmed(PLAN, bureauReview, deptEmergency);
    expect(moveNotice(opening, quietly('publish'), { endsAtMs: ENDS_AT_MS, claimsOpen: 0 }, PLAN)).toMatchObject({
      state: 'withdrawn',
      endsAtMs: null,
    });
  });

  it('takes objections up to its last instant and none from then on (R-099)', () => {
    const open = published(PLAN, bureauReview, deptEmergency);
    expect(refusalOf(open, objects(ENDS_AT_MS - 1), PLAN)).toBeNull();
    expect(refusalOf(open, objects(ENDS_AT_MS), PLAN)).toBe('NOTICE_CLOSED');
    expect(refusalOf({ ...open, state: 'closed' }, objects(NOON_MS), PLAN)).toBe('NOTICE_CLOSED');
    expect(refusalOf(DRAFT, objects(NOON_MS), PLAN)).toBe('WRONG_STATE');
  });

  it('keeps its end once it is published, whatever happens in it (R-150, D8)', () => {
    const open = published(PLAN, bureauReview, deptEmergency);
    const later = moveNotice(open, quietly('settle'), { endsAtMs: ENDS_AT_MS + 1, claimsOpen: 1 }, PLAN);
    expect(later).toMatchObject({ state: 'published', endsAtMs: ENDS_AT_MS });
  });

  it('stays published for a claim with an open objection, and closes with its last claim (R-099)', () => {
    const open = published(PLAN, bureauReview, deptEmergency);
    const waiting = moveNotice(open, quietly('settle'), { endsAtMs: ENDS_AT_MS, claimsOpen: 1 }, PLAN);
    expect(waiting.state).toBe('published');
    expect(moveNotice(waiting, quietly('settle'), { endsAtMs: ENDS_AT_MS, claimsOpen: 0 }, PLAN).state).toBe('closed');
  });

  it('has its objections ruled by a notice officer of the responsible department or the HR bureau (design §5a)', () => {
    const open = published(PLAN, bureauReview, deptEmergency);
    expect(refusalOf(open, rules(deptEmergency), PLAN)).toBeNull();
    expect(refusalOf(open, rules(bureauReview2), PLAN)).toBeNull();
    expect(refusalOf(open, rules(deptEducation), PLAN)).toBe('OTHER_ORGAN');
    const ofHr = published(OF_HR, bureauReview, deptHr);
    expect(refusalOf(ofHr, rules(deptHr), OF_HR)).toBeNull();
    expect(refusalOf(ofHr, rules(deptHr2), OF_HR)).toBe('ROLE_REQUIRED');
  });

  it('has an open act in every state but its three ends (R-148)', () => {
    for (const state of STATES) {
      const course = { ...DRAFT, state };
      const spoken = (['confirm', 'reject', 'withdraw'] as const).map((kind) => said(kind, deptEmergency, 1));
      const asked = [...spoken, quietly('publish'), quietly('settle')];
      const isStuck = asked.every((message) => refusalOf(course, message, PLAN) === 'WRONG_STATE');
      expect(isStuck).toBe(isNoticeSettled(course));
    }
  });
});
