import { describe, expect, it } from 'vitest';
import { wantedFilingTasks } from '../../../domain/filing/filing-tasks.ts';
import type { FilingCourse } from '../../../domain/filing/filing-course.ts';
import type { NoticeCourse, NoticeMessage } from '../../../domain/notice/notice-course.ts';
import { noticeEvent } from '../../../domain/notice/notice-event.ts';
import { wantedNoticeTasks } from '../../../domain/notice/notice-tasks.ts';
import { wantedBatchTasks } from '../../../domain/payout/batch-tasks.ts';
import { changeTasks, type OpenTask, type TaskToOpen } from '../../../domain/task/task-changes.ts';
import { practiceSnapshot } from '../../support/policy-library.ts';

const WANTED: TaskToOpen = {
  kind: 'review',
  stage: 'departmentReview',
  purpose: 'base',
  round: 1,
  organ: 'HRSS',
  section: null,
  role: 'departmentReviewer',
  daysKey: 'review.department.days',
};
const OPEN: OpenTask = {
  id: 'tsk_1',
  kind: 'review',
  stage: 'departmentReview',
  purpose: 'base',
  round: 1,
  objectionId: null,
  planOrgan: null,
};

const topicOf = (after: NoticeCourse, message: NoticeMessage) => noticeEvent('ntc_1', after, message)?.topic ?? null;

describe('the open tasks of an entity', () => {
  it('stay where they are wanted still, end where they are not, and open where they are missing', () => {
    expect(changeTasks([OPEN], [WANTED])).toEqual({ ended: [], opened: [] });
    const next = { ...WANTED, round: 2 };
    expect(changeTasks([OPEN], [next])).toEqual({ ended: ['tsk_1'], opened: [next] });
    expect(changeTasks([OPEN], [])).toEqual({ ended: ['tsk_1'], opened: [] });
  });

  it('are told apart by their objection', () => {
    const [first, second] = ['obj_1', 'obj_2'].map((objectionId) => ({ ...WANTED, objectionId }));
    const open = { ...OPEN, objectionId: 'obj_1' };
    expect(changeTasks([open], [first ?? WANTED, second ?? WANTED])).toEqual({ ended: [], opened: [second] });
  });
});

function notice(given: Partial<NoticeCourse>): NoticeCourse {
  return { revision: 1, lastActId: 'act_1', state: 'draft', words: [], endsAtMs: null, ...given };
}

describe('the tasks that a state asks for', () => {
  const plan = {
    noticeId: 'ntc_1',
    jurisdiction: '150600',
    responsibleDepartment: 'EDUCATION',
    clockOffsetMs: 0,
  } as const;
  const snapshot = practiceSnapshot();

  it('R-095 ask each side of a notice that has not confirmed yet', () => {
    const wanted = { snapshot, openObjections: [] };
    const kinds = (course: NoticeCourse) => wantedNoticeTasks(course, plan, wanted).map(({ kind }) => kind);
    expect(kinds(notice({}))).toEqual(['noticeConfirmationDepartment', 'noticeConfirmationBureau']);
    const word = { side: 'department', personId: 'per_1', section: null } as const;
    expect(kinds(notice({ state: 'confirmedByOne', words: [word] }))).toEqual(['noticeConfirmationBureau']);
    expect(kinds(notice({ state: 'closed' }))).toEqual([]);
  });

  it('R-099 give the objections to one item of a published notice to the organ that rules, with their number', () => {
    const openObjections = [{ objectionId: 'obj_1', organ: 'EDUCATION', count: 3 }] as const;
    const tasks = wantedNoticeTasks(notice({ state: 'published' }), plan, { snapshot, openObjections });
    expect(tasks).toMatchObject([
      { kind: 'objection', objectionId: 'obj_1', objections: 3, organ: 'EDUCATION', stage: 'jointNotice' },
    ]);
  });

  it('R-101 let a drafted batch wait for its checker and no other batch', () => {
    expect(wantedBatchTasks({ revision: 0, lastActId: '', state: 'draft' })).toMatchObject([{ kind: 'batchRelease' }]);
    expect(wantedBatchTasks({ revision: 1, lastActId: '', state: 'sent' })).toEqual([]);
  });

  it('R-007, R-033 let a filing wait for its department, or for the bureau that routes it', () => {
    const filing: FilingCourse = {
      revision: 0,
      lastActId: '',
      state: 'filed',
      round: 1,
      responsibleDepartment: null,
      times: { opensAtMs: 0, endsAtMs: 1, windowEndsAtMs: 2 },
    };
    expect(wantedFilingTasks(filing)).toMatchObject([{ kind: 'routing', organ: 'HRSS' }]);
    const routed = { ...filing, responsibleDepartment: 'EDUCATION' } as const;
    expect(wantedFilingTasks(routed)).toMatchObject([{ kind: 'filingReview', organ: 'EDUCATION' }]);
    expect(wantedFilingTasks({ ...routed, state: 'accepted' })).toEqual([]);
  });

  it('tell of a notice when it is published or closed, and of each objection and its ruling', () => {
    const at = { actId: 'act_1', atMs: 0 };
    const published = notice({ state: 'published' });
    expect(topicOf(published, { ...at, kind: 'publish' })).toBe('notice.published');
    expect(topicOf(published, { ...at, kind: 'fileObjection', objectionId: 'obj_1' })).toBe('objection.received');
    expect(topicOf(notice({ state: 'closed' }), { ...at, kind: 'settle' })).toBe('notice.closed');
    expect(topicOf(published, { ...at, kind: 'settle' })).toBeNull();
  });
});
