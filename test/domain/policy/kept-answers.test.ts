import { describe, expect, it } from 'vitest';
import { keptAnswers } from '../../../domain/policy/kept-answers.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';

describe('answers of a library', () => {
  it('are resolved once for each question, and anew for another library', () => {
    const asked: string[] = [];
    const answer = keptAnswers(
      ({ calendar }, question: string) => {
        asked.push(question);
        return `${calendar.version} ${question}`;
      },
      (question) => question,
    );
    const another = { ...PRACTICE_LIBRARY, calendar: { ...PRACTICE_LIBRARY.calendar, version: 'another' } };
    const first = answer(PRACTICE_LIBRARY, 'a');
    expect([answer(PRACTICE_LIBRARY, 'a'), answer(another, 'a')]).toEqual([first, 'another a']);
    expect(asked).toEqual(['a', 'a']);
  });

  it('are forgotten after some hundreds of questions, and resolved again', () => {
    const asked: number[] = [];
    const answer = keptAnswers((_library, question: number) => asked.push(question), String);
    for (let question = 0; question < 1_000; question += 1) {
      answer(PRACTICE_LIBRARY, question);
    }
    answer(PRACTICE_LIBRARY, 0);
    expect(asked).toHaveLength(1_001);
  });
});
