import { expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { classTimes } from '../../../domain/filing/class-times.ts';

it('opens a class at the start of its first day and ends it and its claim window at the end of theirs, in Shanghai (R-145)', () => {
  const days = {
    opensOn: parseIsoDate('2025-03-03'),
    endsOn: parseIsoDate('2025-03-20'),
    windowEndsOn: parseIsoDate('2025-12-31'),
  };
  expect(classTimes(days)).toEqual({
    opensAtMs: Date.parse('2025-03-03T00:00:00+08:00'),
    endsAtMs: Date.parse('2025-03-21T00:00:00+08:00'),
    windowEndsAtMs: Date.parse('2026-01-01T00:00:00+08:00'),
  });
});
