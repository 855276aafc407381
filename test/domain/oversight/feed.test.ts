import { describe, expect, it } from 'vitest';
import { feedEvents, feedId, MOST_MISSED, resumedPlace, type FeedChange } from '../../../domain/oversight/feed.ts';

const AT = new Date('2025-06-23T02:00:00Z');
const entry = (sequence: number, entityId: string) => ({ sequence, entityKind: 'claim', entityId, at: AT });
const claim = (id: string): FeedChange => ({ kind: 'claim', id, revision: 4, entityId: id });
const task = (id: string, entityId: string): FeedChange => ({ kind: 'task', id, revision: 1, entityId });
const START = { sequence: 0, part: 0 };

const ENTRIES = [entry(5, 'clm_a'), entry(6, 'clm_b'), entry(8, 'clm_a')];
const CHANGES = [claim('clm_a'), claim('clm_b'), task('tsk_2', 'clm_a'), task('tsk_1', 'clm_a')];

describe('the events of the feed', () => {
  it('tell of an entity once, at its last entry, and of the numbers of tasks at the end; ids grow', () => {
    const events = feedEvents(ENTRIES, CHANGES, START);
    expect(events.map(({ id, data }) => `${id} ${data.kind} ${data.id}`)).toEqual([
      '6000 claim clm_b',
      '7001 claim clm_a',
      '7002 task tsk_1',
      '7003 task tsk_2',
      '8000 counts tasks',
    ]);
  });

  it('say nothing of what the reader does not see', () => {
    expect(feedEvents(ENTRIES, [], START)).toEqual([]);
    const kinds = feedEvents(ENTRIES, [claim('clm_b')], START).map(({ data }) => data.kind);
    expect(kinds).toEqual(['claim']);
  });

  it('go on after the very event that was seen last, wherever the stream was cut', () => {
    const all = feedEvents(ENTRIES, CHANGES, START);
    for (const [n, { id }] of all.entries()) {
      const place = resumedPlace(id, 8);
      expect(place).not.toBeNull();
      const missed = ENTRIES.filter(({ sequence }) => sequence > (place?.sequence ?? 0));
      const again = feedEvents(
        missed,
        CHANGES.filter(({ entityId }) => missed.some((one) => one.entityId === entityId)),
        place ?? START,
      );
      expect(again).toEqual(all.slice(n + 1));
    }
  });

  it.each([
    ['what is no number', 'abc', 10],
    ['a place that nobody has reached', feedId({ sequence: 11, part: 0 }), 10],
    ['a part of an entry that there is not yet', feedId({ sequence: 10, part: 1 }), 10],
    ['a place too long ago', feedId({ sequence: 1, part: 0 }), MOST_MISSED + 2],
    ['a negative one', '-1', 10],
    ['nothing', '', 10],
  ])('begin anew after %s', (_what, id, latest) => {
    expect(resumedPlace(id, latest)).toBeNull();
  });

  it('go on where the most was missed that may be', () => {
    expect(resumedPlace(feedId({ sequence: 1, part: 0 }), MOST_MISSED + 1)).toEqual({ sequence: 1, part: 0 });
  });
});
