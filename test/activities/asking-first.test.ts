import { describe, expect, it } from 'vitest';
import { askingBeforeTopUps } from '../../activities/asking-first.ts';
import type { Recordings } from '../../activities/recording-ports.ts';
import type { RegisterQuestion } from '../../activities/register-ports.ts';
import { beginCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { aPlan } from '../support/claim-courses.ts';

const AT_MS = Date.parse('2026-01-01T00:00:00+08:00');
const PERSON = Buffer.from('aa', 'hex');

const nobody = () => Promise.reject(new RangeError('Only claims are recorded here'));

/** Records one act of a claim and returns what happened, in order. */
async function recorded(message: ClaimMessage) {
  const steps: (string | RegisterQuestion)[] = [];
  const recordings: Recordings = {
    recordDemandCycle: nobody,
    recordFiling: nobody,
    recordNotice: nobody,
    recordBatch: nobody,
    recordGrantCall: nobody,
    recordGrant: nobody,
    recordAnnualPlan: nobody,
    recordRecovery: nobody,
    recordClaim() {
      steps.push('recorded');
      return Promise.resolve({ kind: 'refused', code: 'WRONG_STATE' });
    },
  };
  const asking = askingBeforeTopUps(recordings, {
    asker: {
      ask(question) {
        steps.push(question);
        return Promise.resolve();
      },
    },
    store: {
      questionOfClaim: () => Promise.resolve({ people: [PERSON], freshSince: new Date(0), jurisdiction: '150600' }),
    },
  });
  const applicant = { personId: 'per_1', organ: null, section: null, role: 'applicant' } as const;
  await asking.recordClaim({ before: beginCourse(0, applicant, 'base'), message, plan: aPlan(), isOwnTurn: true });
  return steps;
}

describe('the end of a contract check’s time', () => {
  it('asks the registers anew before its recording begins (R-079, design §5a)', async () => {
    expect(await recorded({ kind: 'timerFired', timer: 'evidence', actId: 'act_1', atMs: AT_MS })).toEqual([
      { people: [PERSON], freshSince: new Date(AT_MS), jurisdiction: '150600' },
      'recorded',
    ]);
  });
});

describe('another act', () => {
  it.each<ClaimMessage>([
    { kind: 'timerFired', timer: 'resubmission', actId: 'act_1', atMs: AT_MS },
    { kind: 'registerAnswered', actId: 'act_1', atMs: AT_MS },
  ])('asks nobody', async (message) => {
    expect(await recorded(message)).toEqual(['recorded']);
  });
});
