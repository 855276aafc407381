import { describe, expect, it } from 'vitest';
import { isRuledAs, type RuledObjection } from '../../../domain/notice/objections.ts';
import { ACTORS, NOON_MS } from '../../support/claim-courses.ts';

const { deptEmergency, bureauReview } = ACTORS;
const ruled = (id: string, also: Partial<RuledObjection> = {}): RuledObjection => ({
  id,
  itemNo: 1,
  lineId: 'lin_1',
  state: 'upheld',
  ruledBy: deptEmergency.personId,
  ruledAt: new Date(NOON_MS),
  refusedLines: [],
  ...also,
});
const ruling = (word: 'uphold' | 'dismiss', objectionId = 'obj_1', actor = deptEmergency) => ({
  message: { kind: 'ruleObjection', actor, actId: 'act_1', atMs: NOON_MS, objectionId, ruling: word },
});
const BOTH = [ruled('obj_1'), ruled('obj_2')];
const OF_GROUP = { lineId: null, refusedLines: ['lin_2', 'lin_3'] };

describe('S2: the ruling that a row of an objection shows', () => {
  it('is that of its signed message, with the others to its item', () => {
    expect(BOTH.map((one) => isRuledAs(one, BOTH, { ...ruling('uphold'), objections: 2 }))).toEqual([true, true]);
    const dismissed = ruled('obj_1', { state: 'dismissed' });
    expect(isRuledAs(dismissed, [dismissed], ruling('dismiss'))).toBe(true);
    const group = ruled('obj_1', OF_GROUP);
    const refuseLines = [{ lineId: 'lin_3' }, { lineId: 'lin_2' }];
    expect(isRuledAs(group, [group], { ...ruling('uphold'), refuseLines })).toBe(true);
  });

  it.each<readonly [what: string, one: RuledObjection, said: Parameters<typeof isRuledAs>[2]]>([
    ['another word', ruled('obj_1', { state: 'dismissed' }), ruling('uphold')],
    ['another person', ruled('obj_1'), ruling('uphold', 'obj_1', bureauReview)],
    ['another instant', ruled('obj_1', { ruledAt: new Date(NOON_MS + 1) }), ruling('uphold')],
    ['no instant', ruled('obj_1', { ruledAt: null }), ruling('uphold')],
    ['another objection', ruled('obj_1'), ruling('uphold', 'obj_9')],
    ['an act that is no ruling', ruled('obj_1'), { message: { kind: 'withdraw', atMs: NOON_MS } }],
    [
      'a line that it does not name',
      ruled('obj_1', OF_GROUP),
      { ...ruling('uphold'), refuseLines: [{ lineId: 'lin_2' }] },
    ],
    [
      'a line too few',
      ruled('obj_1', { ...OF_GROUP, refusedLines: ['lin_2'] }),
      { ...ruling('uphold'), refuseLines: [{ lineId: 'lin_2' }, { lineId: 'lin_3' }] },
    ],
    [
      'lines where it dismissed',
      ruled('obj_1', { ...OF_GROUP, state: 'dismissed' }),
      { ...ruling('dismiss'), refuseLines: [{ lineId: 'lin_2' }, { lineId: 'lin_3' }] },
    ],
  ])('is not it for %s', (_what, one, said) => {
    expect(isRuledAs(one, [one], said)).toBe(false);
  });

  it('is not about more objections than its person saw', () => {
    expect(isRuledAs(ruled('obj_1'), BOTH, { ...ruling('uphold'), objections: 1 })).toBe(false);
  });
});
