import { describe, expect, it } from 'vitest';
import { wrongAnswersOf } from '../../../domain/grant/grant-stage.ts';

describe('the answers of a decision about a year (R-116)', () => {
  it('an assessment answers both questions', () => {
    expect(wrongAnswersOf('assessment', { figuresProved: 'true', fundsAsAgreed: 'true' })).toEqual([]);
    expect(wrongAnswersOf('assessment', { figuresProved: 'true' })).toEqual([
      { key: 'fundsAsAgreed', code: 'QUESTION_UNANSWERED' },
    ]);
  });

  it('a recheck may answer them again, and then with yes', () => {
    expect(wrongAnswersOf('recheck', {})).toEqual([]);
    expect(wrongAnswersOf('recheck', { figuresProved: 'true' })).toEqual([]);
    expect(wrongAnswersOf('recheck', { fundsAsAgreed: 'false' })).toEqual([
      { key: 'fundsAsAgreed', code: 'ANSWER_FORBIDS_APPROVAL' },
    ]);
    expect(wrongAnswersOf('recheck', { eligible: 'true' })).toEqual([{ key: 'eligible', code: 'UNKNOWN_QUESTION' }]);
  });
});
