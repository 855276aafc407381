import { describe, expect, it } from 'vitest';
import { beginCourse, courseWord, readClaimCourse } from '../../../domain/claim/claim-course.ts';
import { CLAIM_ROW_STATES, CLAIM_STATES, stateOfWord, stateWord } from '../../../domain/claim/claim-state.ts';
import { stageDefects } from '../../../domain/policy/check/pipeline-defects.ts';
import { aPlan, played, TO_BUREAU } from '../../support/claim-courses.ts';

const START = beginCourse(1, { personId: 'per_school', organ: null, section: null, role: 'applicant' });

describe('the word of the contract for a state', () => {
  it('is the stage of a review, and of every other state its own (house §5)', () => {
    expect(stateWord({ state: 'inReview', stage: 'counterReview' })).toBe('counterReview');
    for (const state of CLAIM_ROW_STATES.filter((one) => one !== 'inReview')) {
      expect(stateWord({ state, stage: 'departmentReview' })).toBe(state);
    }
    expect(courseWord(played(aPlan(), TO_BUREAU), aPlan())).toBe('bureauReview');
  });

  it('leads back to the state and stage that it stands for', () => {
    for (const word of ['counterReview', ...CLAIM_ROW_STATES.filter((one) => one !== 'inReview')]) {
      expect(stateWord(stateOfWord(word))).toBe(word);
    }
  });

  it('is never taken by a stage of a pack, so that it means one thing', () => {
    for (const stage of CLAIM_ROW_STATES) {
      const defects = stageDefects(
        [
          {
            stage,
            kind: 'notice',
            organ: 'HRSS',
            role: 'noticeOfficer',
            questions: [],
            labels: { zh: '公示', en: 'notice' },
            daysKey: 'notice.days',
          },
        ],
        [],
      );
      expect(defects.map(({ what }) => what)).toContain(`${stage} is a word that is taken`);
    }
  });
});

describe('a course in a history', () => {
  it('with a stage’s word as its state is read as a review; every other one stays as it is (D11)', () => {
    expect(readClaimCourse({ ...START, state: 'departmentReview', stageIndex: 0 })).toMatchObject({
      state: 'inReview',
    });
    for (const state of CLAIM_STATES) {
      expect(readClaimCourse({ ...START, state })).toEqual({ ...START, state });
    }
  });
});
