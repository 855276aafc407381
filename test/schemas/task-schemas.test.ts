import { describe, expect, it } from 'vitest';
import { organWord } from '../../domain/texts/organ-words.ts';
import { DecisionBody } from '../../schemas/task-schemas.ts';

describe('the answers of a decision', () => {
  it('are words, or what JSON says for yes and no', () => {
    const answers = { one: true, two: false, three: 'cannotTell', four: 'true' };
    expect(DecisionBody.parse({ act: 'approve', answers }).answers).toEqual({
      one: 'true',
      two: 'false',
      three: 'cannotTell',
      four: 'true',
    });
    expect(DecisionBody.safeParse({ act: 'approve', answers: { one: 1 } }).success).toBe(false);
  });
});

describe('the remark of a decision', () => {
  it.each(['', ' \n', undefined])('%j counts as none', (remark) => {
    expect(DecisionBody.parse({ act: 'approve', remark }).remark).toBeUndefined();
  });

  it('is the trimmed text', () => {
    expect(DecisionBody.parse({ act: 'approve', remark: ' 同意 ' }).remark).toBe('同意');
    expect(DecisionBody.safeParse({ act: 'approve', remark: 7 }).success).toBe(false);
  });
});

describe('the word of an organ', () => {
  it('is there for the department that depends on the claim', () => {
    expect(organWord('responsibleDepartment')).toEqual({ zh: '责任部门', en: 'responsible department' });
  });
});
