import { describe, expect, it } from 'vitest';
import { fieldMessage, problemText } from '../../../api/kernel/messages.ts';
import { itemWords, taskItem } from '../../../api/task/task-item.ts';
import { SKILL_LEVELS } from '../../../domain/codes.ts';
import { TASK_KINDS } from '../../../domain/task/task-words.ts';
import { PROBLEM_STATUS } from '../../../schemas/problem-codes.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

/** `LEVEL_5`, `lin_7fb3…`: what a program reads. */
const CODE = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b(?:fil|clm|lin|tsk|ntc|obj|pob|pin|rec|evt|grt|pty|per|fle)_\w+/u;

const LANGUAGES = ['zh', 'en'] as const;
const CALLER = {
  personId: 'per_1',
  displayName: '',
  organ: 'HRSS',
  section: null,
  jurisdiction: '150600',
  partyId: null,
  roles: ['departmentReviewer'],
} as const;

const ROW: Parameters<typeof taskItem>[0] = {
  id: 'tsk_1',
  state: 'open',
  jurisdiction: '150600',
  role: 'departmentReviewer',
  kind: 'review',
  stage: 'departmentReview',
  purpose: 'base',
  entityKind: 'claim',
  entityId: 'clm_1',
  organ: 'HRSS',
  section: null,
  subject: '先行拨付 · 焊工 · LEVEL_5 · 示范学校 · BT-150600-2025-G8SQFCZF',
  assigneeId: null,
  dueOn: day('2025-06-30'),
  nearOn: day('2025-06-25'),
  paused: false,
  provisional: false,
  objections: null,
  planOrgan: null,
  createdAt: new Date('2025-06-20T01:00:00Z'),
  doneAt: null,
  doneAct: null,
  revision: 1,
  round: 1,
  route: 'INSTITUTION_PROJECT_TRAINING',
  applicantId: 'pty_1',
  amountFen: 80_000,
  findings: 0,
  undecided: 0,
  corrected: false,
  applicantName: '王小丽',
  applicantKind: 'person',
  assigneeName: null,
  occupation: '焊工',
  skillLevel: 'LEVEL_5',
  headcount: 1,
};

describe('sentences for people', () => {
  it('X1: no title, advice or field of the catalogue contains a code or an id', () => {
    const said = Object.keys(PROBLEM_STATUS).flatMap((code) =>
      LANGUAGES.flatMap((language) => {
        const { title } = isProblem(code) ? problemText(code, {}, language) : { title: '' };
        return [title, fieldMessage('FINDING_UNDECIDED', language, { position: 1, name: '王*' })];
      }),
    );
    expect(said.filter((sentence) => CODE.test(sentence))).toEqual([]);
  });

  it('X1: no title or subject of a task contains a code, for every kind, level and language', () => {
    for (const language of LANGUAGES) {
      const words = itemWords(PRACTICE_LIBRARY, { caller: CALLER, at: new Date('2025-06-23T02:00:00Z'), language });
      for (const kind of TASK_KINDS) {
        for (const level of SKILL_LEVELS) {
          const row = { ...ROW, kind, skillLevel: level, subject: ROW.subject.replace('LEVEL_5', level) };
          const { title, subject, bulk } = taskItem(row, words);
          expect([title, subject.what, bulk.why?.sentence ?? ''].filter((text) => CODE.test(text))).toEqual([]);
          expect(title.split(' · ').every((part) => part !== '' && part !== level)).toBe(true);
        }
      }
    }
  });

  it('X2: a task says its last day, the working days to it with their sign, and a masked name', () => {
    const words = itemWords(PRACTICE_LIBRARY, { caller: CALLER, at: new Date('2025-06-23T02:00:00Z'), language: 'zh' });
    const item = taskItem(ROW, words);
    expect(item).toMatchObject({
      dueOn: '2025-06-30',
      dueAt: '2025-06-30T16:00:00.000Z',
      workingDaysLeft: 5,
      subjectNo: 'BT-150600-2025-G8SQFCZF',
      subject: { what: '焊工 · 初级工（五级）', applicant: { name: '王*丽', kind: 'person' }, amountFen: 80_000 },
    });
    expect(taskItem({ ...ROW, dueOn: day('2025-06-20') }, words).workingDaysLeft).toBe(-1);
    expect(taskItem({ ...ROW, paused: true }, words).workingDaysLeft).toBeNull();
    expect(taskItem({ ...ROW, dueOn: null }, words).workingDaysLeft).toBeNull();
    const late = { ...ROW, dueOn: day('2025-06-20') };
    expect(taskItem(late, words).dueState).toBe('over');
    expect(taskItem({ ...late, state: 'done' }, words)).toMatchObject({ dueState: 'ok', workingDaysLeft: null });
  });
});

function isProblem(code: string): code is keyof typeof PROBLEM_STATUS {
  return code in PROBLEM_STATUS;
}
