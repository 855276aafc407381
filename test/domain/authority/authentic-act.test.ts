import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import {
  isPlain,
  judgeAuthenticity,
  type ArrivedMessage,
  type Asking,
  type KeptAct,
} from '../../../domain/authority/authentic-act.ts';
import { authorityOf } from '../../../domain/authority/message-authority.ts';

const ACTOR: Actor = {
  personId: 'per_1',
  organ: 'HRSS',
  section: '就业服务',
  jurisdiction: '150600',
  roles: ['departmentReviewer'],
  partyId: null,
};
const DECISION = { kind: 'decide', actId: 'act_1', atMs: 1, actor: ACTOR, decision: 'approve' };
const OPENING = { kind: 'noticeOpening', actId: 'ntc_1/opening/clm_1', atMs: 1, noticeId: 'ntc_1' };
const LATER = { ...OPENING, atMs: 9 };

const arrived = (message: ArrivedMessage['message'], isOwnTurn = false): ArrivedMessage => ({
  entity: 'claim',
  id: 'clm_1',
  message,
  isOwnTurn,
});

const kept = (change: Partial<KeptAct> = {}): KeptAct => ({
  personId: 'per_1',
  state: 'accepted',
  isJustRefused: false,
  asked: { entity: 'claim', id: 'clm_1', message: DECISION },
  isSigned: true,
  isWhole: true,
  isRecorded: false,
  ...change,
});

const REFUSED = { state: 'refused', isJustRefused: true } as const;

const verdictOf = (message: ArrivedMessage['message'], act: KeptAct | null, asking: Asking = null) => {
  const verdict = judgeAuthenticity(arrived(message), act, asking);
  return verdict.ok ? 'counts' : verdict.reason;
};

describe('S1: a message of a person', () => {
  it('counts on the act that the API kept and signed', () => {
    expect(verdictOf(DECISION, kept())).toBe('counts');
    expect(verdictOf(DECISION, kept({ state: 'recorded', isRecorded: true, isWhole: false }))).toBe('counts');
  });

  it.each([
    ['no act was kept', DECISION, null, 'notKept'],
    ['the act was refused before', DECISION, kept({ state: 'refused' }), 'notAccepted'],
    ['a refused act was changed', { ...DECISION, atMs: 2 }, kept(REFUSED), 'otherContent'],
    ['nobody signed a refused act', DECISION, kept({ ...REFUSED, isSigned: false }), 'notSigned'],
    ['nobody signed', DECISION, kept({ isSigned: false }), 'notSigned'],
    ['the body was changed', DECISION, kept({ isWhole: false }), 'otherContent'],
    ['somebody only says that it was recorded', DECISION, kept({ state: 'recorded', isWhole: false }), 'otherContent'],
    ['no person is in the row', DECISION, kept({ personId: null }), 'otherContent'],
    ['another person is in the row', DECISION, kept({ personId: 'per_2' }), 'otherContent'],
    [
      'it is of another claim',
      DECISION,
      kept({ asked: { entity: 'claim', id: 'clm_2', message: DECISION } }),
      'otherContent',
    ],
    ['it is another decision', { ...DECISION, decision: 'reject' }, kept(), 'otherContent'],
    ['it is another kind', { ...DECISION, kind: 'withdraw' }, kept(), 'otherContent'],
    ['it is another instant', { ...DECISION, atMs: 2 }, kept(), 'otherContent'],
    ['it is another seat', { ...DECISION, actor: { ...ACTOR, section: '基金监督' } }, kept(), 'otherContent'],
  ])('does not count when %s', (_why, message, act, reason) => {
    expect(verdictOf(message, act)).toBe(reason);
  });
});

describe('S1: an act that was refused', () => {
  it('stays refused when it arrives once more shortly after, and is no forgery', () => {
    expect(verdictOf(DECISION, kept(REFUSED))).toBe('WRONG_STATE');
  });
});

describe('S1: a message of an entity', () => {
  it('counts on the row that asks, and only while it asks', () => {
    expect(verdictOf(OPENING, null, 'asks')).toBe('counts');
    expect(verdictOf(OPENING, null, 'never')).toBe('notAsked');
    expect(verdictOf(OPENING, null, 'noLonger')).toBe('WRONG_STATE');
    expect(verdictOf(OPENING, null, null)).toBe('notAsked');
  });

  it('is answered again at another instant once it was recorded, and not with other words', () => {
    const asked = { entity: 'claim', id: 'clm_1', message: OPENING };
    const recorded = kept({ asked, personId: null, state: 'recorded', isRecorded: true, isSigned: false });
    expect(verdictOf(LATER, recorded, 'noLonger')).toBe('counts');
    const other = { ...OPENING, noticeId: 'ntc_2' };
    expect(verdictOf(other, recorded, 'asks')).toBe('otherContent');
  });

  it('needs the row that asks though somebody says in the table of acts that it was recorded', () => {
    const asked = { entity: 'claim', id: 'clm_1', message: OPENING };
    expect(verdictOf(OPENING, kept({ asked, personId: null, state: 'recorded', isSigned: false }), 'never')).toBe(
      'notAsked',
    );
  });

  it.each([
    ['an instant that is none', { ...OPENING, atMs: 'x' }],
    ['an instant beyond all time', { ...OPENING, atMs: 1e300 }],
    ['a character that no column takes', { ...OPENING, more: { section: '\u0000' } }],
    ['more than a message says', { ...OPENING, more: 'x'.repeat(10_000) }],
  ])('does not count with %s', (_what, message) => {
    expect(verdictOf(message, null, 'asks')).toBe('otherContent');
  });

  it('is a person’s where a person acts: a hold with an actor counts on no case', () => {
    expect(authorityOf('claim', { kind: 'hold', actor: ACTOR })).toBe('person');
    expect(authorityOf('claim', { kind: 'hold', actor: null })).toBe('entity');
    expect(verdictOf({ kind: 'hold', actId: 'act_1', actor: ACTOR }, null, 'asks')).toBe('notKept');
  });

  it('is no message without the id of its act', () => {
    expect(isPlain(OPENING)).toBe(true);
    expect([{ ...OPENING, actId: 5 }, { ...OPENING, actId: null }, { atMs: 1 }].map(isPlain)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('S1: a turn of the workflow itself', () => {
  it('counts on nothing, and is nobody else’s to send', () => {
    const timer = { kind: 'timerFired', actId: 'clm_1/timer/1' };
    expect(judgeAuthenticity(arrived(timer, true), null, null).ok).toBe(true);
    expect(verdictOf(timer, null)).toBe('notSendable');
    expect(verdictOf(timer, kept({ asked: { entity: 'claim', id: 'clm_1', message: timer } }))).toBe('notSendable');
    expect(judgeAuthenticity(arrived(DECISION, true), kept(), null)).toMatchObject({ reason: 'notSendable' });
    expect(verdictOf({ kind: 'toString', actId: 'act_1' }, kept())).toBe('notSendable');
  });
});
