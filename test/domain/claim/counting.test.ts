import { describe, expect, it } from 'vitest';
import {
  changesShownAmount,
  countingOf,
  countingOfResubmission,
  isTopUpDecidedByTime,
} from '../../../domain/claim/counting.ts';

const ASKED = { actId: 'act_1', atMs: 0 };

describe('what an act counts', () => {
  it('is every line for a register’s answer (R-110)', () => {
    expect(countingOf({ ...ASKED, kind: 'registerAnswered' })).toBe('everyLine');
  });

  it('is the contracts at the end of their window, and nothing when the days to resubmit end (R-082, R-103)', () => {
    expect(countingOf({ ...ASKED, kind: 'timerFired', timer: 'evidence' })).toBe('contracts');
    expect(countingOf({ ...ASKED, kind: 'timerFired', timer: 'resubmission' })).toBe('nothing');
  });

  it('is decided by time only at the end of the evidence window', () => {
    expect(isTopUpDecidedByTime({ ...ASKED, kind: 'timerFired', timer: 'evidence' })).toBe(true);
    expect(isTopUpDecidedByTime({ ...ASKED, kind: 'timerFired', timer: 'resubmission' })).toBe(false);
    expect(isTopUpDecidedByTime({ ...ASKED, kind: 'registerAnswered' })).toBe(false);
  });
});

describe('a resubmission', () => {
  it.each([
    ['float', 'main', true, 'contracts'],
    ['float', 'main', false, 'contracts'],
    ['base', 'main', true, 'everyLine'],
    ['base', 'supplementary', true, 'everyLine'],
    ['base', 'main', false, 'nothing'],
    ['base', 'advance', true, 'nothing'],
  ] as const)('of the %s of a claim %s, changed: %s, counts %s (R-099, R-071)', (purpose, kind, changed, counting) => {
    expect(countingOfResubmission({ purpose, kind, trainingDataChanged: changed })).toBe(counting);
  });

  it('begins the reviews again if it changes an amount that a notice has shown (R-099)', () => {
    expect(changesShownAmount({ returnedFrom: null }, { shownFen: 100, countedFen: 90 })).toBe(true);
    expect(changesShownAmount({ returnedFrom: null }, { shownFen: 100, countedFen: 100 })).toBe(false);
    expect(changesShownAmount({ returnedFrom: 0 }, { shownFen: 100, countedFen: 90 })).toBe(false);
  });
});
