import { describe, expect, it } from 'vitest';
import { actViews } from '../../../api/kernel/act-view.ts';
import type { Caller } from '../../../api/kernel/caller.ts';
import { missingCondition } from '../../../api/kernel/closed-act-words.ts';
import type { ProblemCode } from '../../../api/kernel/problem.ts';
import { OFFERED_ACTS } from '../../../domain/authority/offered-acts.ts';
import { ROLES } from '../../../domain/codes.ts';
import { FILING_EDITS } from '../../../domain/filing/filing-course.ts';

const CLOSING = [
  'WRONG_STATE',
  'FORBIDDEN',
  'ROLE_REQUIRED',
  'OTHER_ORGAN',
  'OTHER_JURISDICTION',
  'SAME_PERSON_FORBIDDEN',
  'SAME_SECTION_FORBIDDEN',
  'CONFLICT_OF_INTEREST',
] as const satisfies readonly ProblemCode[];

const SAY_NOTHING =
  /需要相应角色|没有此项权限|当前状态不能办理此事|Not for your role|Not in this state|Another role is needed/;

const offering = ['claim', 'filing', 'notice', 'batch', 'payoutResults', 'annualPlan', 'demandCycle'] as const;
const later = [
  'demandEntry',
  'grantCall',
  'grant',
  'case',
  'moneyEntry',
  'parkedEvent',
  'bankFile',
  'bankFiles',
  'recovery',
  'accountingPeriod',
  'difference',
  'repair',
  'integrityRun',
  'integrityFinding',
] as const;
const books = ['reconciliation', 'endpoints', 'webhookEndpoint', 'webhookDelivery'] as const;

const caller = (role: (typeof ROLES)[number]): Caller => ({
  personId: 'per_1',
  displayName: '王五',
  partyId: role === 'applicant' ? 'pty_1' : null,
  organ: role === 'applicant' ? null : 'HRSS',
  section: '就业服务',
  jurisdiction: '150600',
  roles: [role],
});

describe('the reason of a closed act names the condition that is missing (X5)', () => {
  it.each([...offering, ...later, ...books])(
    'for every act of a %s, every code and every role, in both languages',
    (of) => {
      const said = ROLES.flatMap((role) => {
        const [zh, en] = [actViews(of, caller(role), 'zh'), actViews(of, caller(role), 'en')];
        return OFFERED_ACTS[of].flatMap((act) =>
          CLOSING.flatMap((code) => [zh(act, code), en(act, code)].map(({ why }) => why?.sentence ?? '')),
        );
      });
      expect(said.length).toBeGreaterThan(0);
      expect(said.filter((sentence) => sentence.endsWith(': ') || SAY_NOTHING.test(sentence))).toEqual([]);
      expect(said.filter((sentence) => sentence.split('、').length > 4)).toEqual([]);
    },
  );

  it('names every act that is offered', () => {
    expect([...offering, ...later, ...books, 'task'].toSorted()).toEqual(Object.keys(OFFERED_ACTS).toSorted());
  });

  it('who may do it, where the person may not, and not a duty that officials have', () => {
    expect(missingCondition('batch', 'release', 'FORBIDDEN')?.zh).toBe('须由财政复核人办理');
    expect(missingCondition('batch', 'results', 'FORBIDDEN')?.zh).toBe('须由财政制单人办理');
    const { why } = actViews('batch', caller('applicant'), 'zh')('release', 'SAME_PERSON_FORBIDDEN');
    expect(why).toEqual({ code: 'FORBIDDEN', sentence: '须由财政复核人办理' });
  });

  it('when it is open, where the resource stands elsewhere', () => {
    expect(missingCondition('notice', 'withdrawal', 'WRONG_STATE')?.zh).toBe('只有公示期内的公示可以撤回');
  });

  it('of a class that was accepted and has not opened names the opening, and not the acceptance', () => {
    expect(FILING_EDITS.accepted).toEqual(['roster']);
    for (const act of ['addSupervision', 'importAttendance'] as const) {
      expect(missingCondition('filing', act, 'WRONG_STATE')?.zh).toMatch(/^只有已开班/);
    }
    expect(missingCondition('filing', 'putDocument', 'WRONG_STATE')?.zh).toBe('只有草稿和退回的备案可以更换材料');
  });

  it('and nothing where the code says it itself', () => {
    expect(missingCondition('claim', 'hold', 'CLAIM_HELD')).toBeUndefined();
  });
});
