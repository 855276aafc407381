import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { ENDED_CLAIM_STATES } from '../../../domain/claim/claim-state.ts';
import type { ClaimCourse } from '../../../domain/claim/claim-course.ts';
import { judgeClaimAct } from '../../../domain/claim/claim-moves.ts';
import { ROLES } from '../../../domain/codes.ts';
import {
  aCourse,
  ACTORS,
  after,
  alphabet,
  anActor,
  aPlan,
  aPlanOfHr,
  messageOf,
  played,
  PURPOSES_OF_MONEY,
  refusalOf,
  someCount,
  TO_FLOAT_REVIEW,
  type Wish,
} from '../../support/claim-courses.ts';
import { beginWalk, pickedOf, stepped, walked } from '../../support/claim-walks.ts';

const { school, deptEmergency, bureauReview, financeMaker, financeChecker, ops } = ACTORS;
const WISHES = alphabet([school, deptEmergency, bureauReview, financeMaker, financeChecker, ops]);
const steps = fc.array(fc.record({ pick: fc.nat(), facts: someCount }), { maxLength: 30 });

/** People as no office should have them: several roles, any of two sections. */
const somebody: fc.Arbitrary<Actor> = fc
  .record({
    person: fc.integer({ min: 1, max: 5 }),
    section: fc.constantFrom('就业服务', '基金监督', null),
    organ: fc.constantFrom('HRSS', 'FINANCE'),
    roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 3 }),
  })
  .map(({ person, ...given }) => anActor(`per_${person}`, { ...given, partyId: 'pty_school' }));

function isWishOfPerson(wish: Wish): boolean {
  return 'actor' in wish && wish.kind !== 'hold' && wish.kind !== 'release';
}

function isFact({ kind }: Wish): boolean {
  return ['noticeClosed', 'payoutReported', 'timerFired', 'rearm'].includes(kind);
}

function isMoneyBack(wish: Wish): boolean {
  return wish.kind === 'payoutReported' && wish.outcome !== 'settled';
}

function isLapse(wish: Wish): boolean {
  return wish.kind === 'timerFired' && wish.timer === 'resubmission';
}

function times(kind: 'hold' | 'release', count: number): readonly Wish[] {
  return Array.from({ length: count }, () => ({ kind, actor: ops }));
}

/** No two roles of one person, and no section in both reviews (R-009, D12). */
function doubleSeats({ deciders }: ClaimCourse): readonly string[] {
  const pairs = deciders.flatMap((one) => deciders.map((other) => [one, other] as const));
  const reviews: readonly string[] = ['departmentReviewer', 'bureauReviewer'];
  return pairs
    .filter(([one, other]) => one.role !== other.role)
    .filter(
      ([one, other]) =>
        one.personId === other.personId ||
        (reviews.includes(one.role) &&
          reviews.includes(other.role) &&
          one.organ === other.organ &&
          one.section === other.section),
    )
    .map(([one, other]) => `${one.personId} ${one.role} / ${other.personId} ${other.role}`);
}

describe('any sequence of acts on a claim', () => {
  test.prop([steps])('rises its revision by exactly one per granted act (D2)', (picks) => {
    const walks = walked(aPlan(), WISHES, picks);
    expect(walks.map(({ course }) => course.revision)).toEqual(walks.map((_walk, position) => position));
    expect(walks.at(-1)?.course.lastActId).toBe(walks.length === 1 ? '' : `act_${walks.length - 1}`);
  });

  test.prop([fc.array(somebody, { minLength: 4, maxLength: 8 }), steps])(
    'lets nobody decide in two roles, and no section in both reviews, whatever roles people were given (R-009)',
    (people, picks) => {
      const last = walked(aPlanOfHr(), alphabet(people), picks).at(-1) ?? beginWalk();
      expect(doubleSeats(last.course)).toEqual([]);
    },
  );

  test.prop([steps, fc.nat(), someCount])(
    'gives the same course for the same messages and counts (D2)',
    (picks, pick, facts) => {
      const last = walked(aPlan(), WISHES, picks).at(-1) ?? beginWalk();
      const chosen = pickedOf(last, WISHES, { pick, plan: aPlan() });
      if (chosen !== undefined) {
        expect(stepped(last, chosen, facts, aPlan())).toEqual(stepped(last, chosen, facts, aPlan()));
      }
    },
  );

  test.prop([steps, fc.constantFrom(...WISHES)])(
    'tells the wrong state before staleness, and staleness before the separation of duties (D2)',
    (picks, wish) => {
      const { course } = walked(aPlan(), WISHES, picks).at(-1) ?? beginWalk();
      const message = messageOf(course, wish);
      const now = judgeClaimAct(course, message, aPlan());
      const late = { ...message, ...('expectedRevision' in message && { expectedRevision: course.revision - 1 }) };
      const isAboutState = !now.ok && (now.reason === 'WRONG_STATE' || now.reason === 'CLAIM_HELD');
      const isStale = 'expectedRevision' in message && !isAboutState;
      expect(judgeClaimAct(course, late, aPlan())).toEqual(isStale ? { ok: false, reason: 'STALE' } : now);
    },
  );

  test.prop([steps])(
    'F2: only takes back money once the claim is closed, nothing once it ended unpaid (R-102)',
    (picks) => {
      const { course } = walked(aPlan(), WISHES, picks).at(-1) ?? beginWalk();
      for (const state of ENDED_CLAIM_STATES) {
        const settled = { ...course, state };
        const open = WISHES.filter((wish) => refusalOf(settled, wish, aPlan()) !== 'WRONG_STATE');
        expect(open.filter((wish) => state !== 'closed' || !isMoneyBack(wish))).toEqual([]);
      }
    },
  );
});

describe('a held claim', () => {
  test.prop([steps])(
    'takes no decision and no wish of a person and is not paid, whatever its state (R-101)',
    (picks) => {
      const { course } = walked(aPlan(), WISHES, picks).at(-1) ?? beginWalk();
      const held = { ...course, holds: 1 };
      const refusedOnes = WISHES.filter((wish) => isWishOfPerson(wish) || wish.kind === 'payoutReleasing');
      const refusals = new Set(refusedOnes.map((wish) => refusalOf(held, wish, aPlan())));
      expect(['CLAIM_HELD', 'WRONG_STATE']).toEqual(expect.arrayContaining([...refusals]));
    },
  );

  test.prop([steps])('takes in every fact that it takes in without the hold, but no lapse (D3, R-103)', (picks) => {
    const { course } = walked(aPlan(), WISHES, picks).at(-1) ?? beginWalk();
    const [free, held] = [0, 2].map((holds) =>
      WISHES.filter((wish) => isFact(wish) && !isLapse(wish)).map((wish) =>
        refusalOf({ ...course, holds }, wish, aPlan()),
      ),
    );
    expect(held).toEqual(free);
  });

  test.prop([fc.integer({ min: 1, max: 5 })])('is free again only after as many releases as holds (R-149)', (count) => {
    const held = played(aPlan(), [...times('hold', count), ...times('release', count - 1)], aCourse());
    expect(refusalOf(held, { kind: 'withdraw', actor: school }, aPlan())).toBe('CLAIM_HELD');
    const free = after(held, { kind: 'release', actor: ops }, aPlan());
    expect(refusalOf(free, { kind: 'withdraw', actor: school }, aPlan())).toBeNull();
    expect(refusalOf(free, { kind: 'release', actor: ops }, aPlan())).toBe('WRONG_STATE');
  });
});

describe('the +50 %', () => {
  test.prop([steps])('never changes the base payment: only messages about base money do (R-082)', (picks) => {
    const begun = { ...beginWalk(), course: played(aPlan(), TO_FLOAT_REVIEW) };
    let walk = begun;
    for (const { pick, facts } of picks) {
      const chosen = pickedOf(walk, WISHES, { pick, plan: aPlan() });
      if (chosen === undefined) {
        break;
      }
      const next = stepped(walk, chosen, facts, aPlan());
      const isAboutBase = chosen.kind === 'correctAccount' || ('purpose' in chosen && chosen.purpose === 'base');
      if (!isAboutBase) {
        expect(next.course.payments.base).toEqual(walk.course.payments.base);
      }
      expect(next.course.payments.base.amountFen).toBe(begun.course.payments.base.amountFen);
      expect(PURPOSES_OF_MONEY).toContain(next.course.purpose);
      walk = next;
    }
  });
});
