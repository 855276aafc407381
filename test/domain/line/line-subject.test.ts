import { describe, expect, it } from 'vitest';
import {
  subjectsOfEntry,
  subjectOfTrainee,
  type EntryToCount,
  type TraineeToCount,
} from '../../../domain/line/line-subject.ts';
import type { RouteDefinition } from '../../../domain/policy/policy-pack.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const ROUTE: RouteDefinition = practiceSnapshot().routeDefinition;
const BY_MONTHS: RouteDefinition = { ...ROUTE, intake: 'months' };
const TO_PERSONS: RouteDefinition = { ...ROUTE, payee: 'person' };

const ENTRY: EntryToCount = {
  id: 'ent_1',
  traineeId: 'trn_1',
  idNumber: '159901198809245647',
  personIndex: 'aa',
  phoneIndex: 'bb',
  accountIndex: 'cc',
  hasAccount: true,
  holders: { name: '乌云', account: '乌云' },
  facts: { occupation: '6-18-02-04', skillLevel: 'LEVEL_5' },
  isListed: true,
};
const TRAINEE: TraineeToCount = {
  traineeId: 'trn_1',
  idNumber: '159901198809245647',
  personIndex: 'aa',
  accountIndex: null,
  hasAccount: false,
  holders: { name: '乌云', account: null },
  categories: ['NEW_HIRE'],
  feeFen: 100,
  attendedHours: 70,
  attendedDays: [],
  hasPassed: null,
  certificate: null,
  entry: {},
  plausibility: [],
};
const CLASS = {
  filingId: 'fil_1',
  classHours: 80,
  opensOn: day('2025-05-26'),
  endsOn: day('2025-06-10'),
  occupationCode: '6-18-02-04',
  skillLevel: 'LEVEL_5',
} as const;
const TODAY = day('2025-06-23');
const subjects = (entry: Partial<EntryToCount>, route = ROUTE) =>
  subjectsOfEntry({ ...ENTRY, ...entry }, TODAY, new Map(), route);

describe('the subjects of a claim’s lines', () => {
  it('are one per month where the route pays by months, each with the days of its month (C10)', () => {
    const lines = subjects({ facts: { months: ['2025-02', '2025-03'] } }, BY_MONTHS);
    expect(lines.map(({ lineKey, month, own }) => [lineKey, month, own.opensOn, own.endsOn])).toEqual([
      ['ent_1/2025-02', '2025-02', '2025-02-01', '2025-02-28'],
      ['ent_1/2025-03', '2025-03', '2025-03-01', '2025-03-31'],
    ]);
  });

  it('have the hours of the class of ours that they name, and its occupation where they name none (R-066)', () => {
    const course = { filingId: 'fil_2', classHours: 60, occupation: '6-18-02-01', skillLevel: 'LEVEL_4', trained: [] };
    const [line] = subjectsOfEntry(
      { ...ENTRY, facts: { courseNo: 'BX-1' } },
      TODAY,
      new Map([['BX-1', course]]),
      ROUTE,
    );
    expect(line).toMatchObject({
      trainingId: 'fil_2',
      own: { classHours: 60, occupation: '6-18-02-01', skillLevel: 'LEVEL_4' },
    });
  });

  it('L16: have their training shown by a paper or by the class that they name, for who is on its roster', () => {
    const course = { filingId: 'fil_2', classHours: 60, occupation: '6-18-02-01', skillLevel: 'LEVEL_4' };
    const isShown = (entry: Partial<EntryToCount>, ...trained: readonly string[]) =>
      subjectsOfEntry(
        { ...ENTRY, facts: { courseNo: 'BX-1' }, ...entry },
        TODAY,
        new Map([['BX-1', { ...course, trained }]]),
        ROUTE,
      ).map(({ hasTrainingProof }) => hasTrainingProof);
    expect(isShown({}, 'trn_1')).toEqual([true]);
    expect(isShown({}, 'trn_2')).toEqual([false]);
    expect(isShown({ traineeId: null }, 'trn_1')).toEqual([false]);
    expect(isShown({ facts: { courseNo: 'BX-2' } }, 'trn_1')).toEqual([false]);
    expect(isShown({ hasTrainingProof: true })).toEqual([true]);
  });

  it('say whether the account is the person’s own only where the route pays persons (R-107)', () => {
    expect(subjects({})[0]?.isOwnAccount).toBeNull();
    expect(subjects({}, TO_PERSONS)[0]?.isOwnAccount).toBe(true);
    expect(subjects({ holders: { name: '乌云', account: '别人' } }, TO_PERSONS)[0]?.isOwnAccount).toBe(false);
    expect(subjects({ holders: { name: '乌云', account: null } }, TO_PERSONS)[0]?.isOwnAccount).toBe(false);
    expect(subjects({ holders: null }, TO_PERSONS)[0]?.isOwnAccount).toBeNull();
  });

  it('name what the directory lists of them, nothing, or that nobody asked (R-028)', () => {
    expect(subjects({ isListed: true })[0]?.listedOccupations).toEqual(['6-18-02-04/LEVEL_5']);
    expect(subjects({ isListed: false })[0]?.listedOccupations).toEqual([]);
    expect(subjects({ isListed: null })[0]?.listedOccupations).toBeNull();
  });

  it('are the trainees of a class, without a result as long as none is stored', () => {
    expect(subjectOfTrainee(TRAINEE, CLASS, ROUTE)).toMatchObject({
      lineKey: 'trn_1',
      entryId: null,
      trainingId: 'fil_1',
      own: { classHours: 80, attendedHours: 70, result: null },
    });
    const passed = subjectOfTrainee({ ...TRAINEE, hasPassed: true }, CLASS, ROUTE);
    expect(passed.own.result).toEqual({ idNumber: TRAINEE.idNumber, hasPassed: true, certificate: null });
  });
});
