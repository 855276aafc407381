import { expect, it } from 'vitest';
import { callDays } from '../../../domain/grant/call-days.ts';
import { snapshotPolicy } from '../../../domain/policy/policy-snapshot.ts';
import { day, PRACTICE_LIBRARY, shippedLibrary } from '../../support/policy-library.ts';

it.for([
  [true, { opensOn: '2025-06-01', closesOn: '2025-06-30', cityDueOn: '2025-07-15', reviewDueOn: '2025-08-31' }],
  [false, { opensOn: '2025-03-01', closesOn: '2025-04-30', cityDueOn: '2025-05-31', reviewDueOn: '2025-07-31' }],
] as const)('R-153: a call of the year has the days of its law (practice: %s)', ([practice, days]) => {
  const library = practice ? PRACTICE_LIBRARY : shippedLibrary({ practice: false });
  const asked = { jurisdiction: '150000', route: 'BASE_GRANT_REGIONAL', on: day('2025-06-01') };
  const outcome = snapshotPolicy(library, asked);
  expect(outcome.ok && callDays(2025, outcome.value)).toEqual(days);
});
