import { describe, expect, it } from 'vitest';
import { isNightlyDue } from '../../../domain/check/check-times.ts';
import { findingChanges, type Found, type LivingFinding } from '../../../domain/check/finding-changes.ts';

function found(subject: string, value = '1', kind: Found['kind'] = 'ledger'): Found {
  const about = { entityKind: null, entityId: null, claimId: null, jurisdiction: null, since: null };
  return { kind, subject, ...about, evidence: [{ fact: 'sumFen', value }] };
}

function living(subject: string, kind: Found['kind'] = 'ledger'): LivingFinding {
  const { evidence } = found(subject);
  return { id: `fnd_${subject}`, kind, subject, state: 'explained', evidence };
}

describe('what a run found beside what was known', () => {
  it('is new, the same, changed or gone, and a fault that is found twice is one', () => {
    const known = [living('same'), living('changed'), living('gone')];
    const changes = findingChanges(
      known,
      [found('new'), found('new'), found('same'), found('changed', '2')],
      ['ledger'],
    );
    expect(changes.opened.map(({ subject }) => subject)).toEqual(['new']);
    expect(changes.seen.map(({ id }) => id)).toEqual(['fnd_same']);
    expect(changes.changed.map(({ id, found: { evidence } }) => [id, evidence])).toEqual([
      ['fnd_changed', [{ fact: 'sumFen', value: '2' }]],
    ]);
    expect(changes.gone.map(({ id }) => id)).toEqual(['fnd_gone']);
  });

  it('says nothing of a check that did not run or failed', () => {
    expect(findingChanges([living('a'), living('b', 'claimSums')], [], ['claimSums']).gone).toEqual([
      living('b', 'claimSums'),
    ]);
  });

  it('keeps two checks apart that found the same thing', () => {
    const changes = findingChanges([living('a')], [found('a'), found('a', '1', 'claimSums')], ['ledger', 'claimSums']);
    expect([changes.seen.length, changes.opened.map(({ kind }) => kind)]).toEqual([1, ['claimSums']]);
  });
});

function at(instant: string): number {
  return Date.parse(`${instant}+08:00`);
}

describe('the run of a night', () => {
  it.each([
    ['2025-06-24T02:29:59', '2025-06-23T02:30:00', false],
    ['2025-06-24T02:30:00', '2025-06-23T02:30:00', true],
    ['2025-06-24T10:00:00', '2025-06-24T02:30:05', false],
    ['2025-06-24T01:00:00', '2025-06-22T23:00:00', true],
    // A jump over many nights makes up one run; a clock that was set back waits.
    ['2026-01-01T12:00:00', '2025-06-24T02:30:05', true],
    ['2025-06-20T12:00:00', '2025-06-24T02:30:05', false],
  ])('at %s after one of %s: %s', (now, last, isDue) => {
    expect(isNightlyDue(at(now), at(last))).toBe(isDue);
  });
});
