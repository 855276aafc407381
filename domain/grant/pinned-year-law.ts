import { startOfDayMs } from '../calendar.ts';
import {
  PolicyParameterMissing,
  snapshotInt,
  snapshotText,
  snapshotWord,
  type PinnedParameter,
  type PolicySnapshot,
} from '../policy/policy-snapshot.ts';
import { assessedAs, type DesignationType } from './designation.ts';
import { daysOfYear, type YearLaw } from './year-law.ts';

type Measured = Pick<YearLaw, 'measure' | 'thresholds' | 'average' | 'rule' | 'document' | 'clause'>;

/**
 * the law of one assessed year, read from the snapshot of the day on which the year opens. A level without a
 * threshold of its own is not measured.
 * @throws PolicyParameterMissing
 */
export function yearLawOf(snapshot: PolicySnapshot, title: DesignationType, year: number): YearLaw {
  return {
    ...measuredBy(snapshot, title),
    minYears: snapshotInt(snapshot, 'assessment.studio.minYears'),
    ...daysOfYear(year, {
      opensOn: snapshotText(snapshot, 'assessment.opensOn'),
      reportDueOn: snapshotText(snapshot, 'assessment.reportDueOn'),
      reviewDueOn: snapshotText(snapshot, 'assessment.reviewDueOn'),
    }),
    rectifyDays: snapshotInt(snapshot, 'assessment.rectifyDays'),
    maxRectifications: snapshotInt(snapshot, 'assessment.maxRectifications'),
  };
}

const NOT_MEASURED: Measured = {
  measure: 'NONE',
  thresholds: null,
  average: null,
  rule: null,
  document: null,
  clause: null,
};

function measuredBy(snapshot: PolicySnapshot, { kind, level }: DesignationType): Measured {
  const family = level.toLowerCase();
  const kindOfMeasure = assessedAs(kind);
  if (kindOfMeasure === null) {
    return NOT_MEASURED;
  }
  return kindOfMeasure === 'base'
    ? ofBase(snapshot, `assessment.base.${family}`, level === 'NATIONAL' ? 'R-113' : 'R-114')
    : ofStudio(snapshot, `assessment.studio.${family}`);
}

function ofBase(snapshot: PolicySnapshot, family: string, rule: 'R-113' | 'R-114'): Measured {
  const persons = parameter(snapshot, `${family}.persons`);
  if (persons === undefined) {
    return NOT_MEASURED;
  }
  return {
    measure: snapshotWord(snapshot, 'assessment.measure', ['CAPACITY', 'ACTUAL']),
    thresholds: {
      persons: snapshotInt(snapshot, `${family}.persons`),
      personTimes: snapshotInt(snapshot, `${family}.personTimes`),
    },
    average: null,
    rule,
    document: persons.document,
    clause: persons.clause,
  };
}

function ofStudio(snapshot: PolicySnapshot, key: string): Measured {
  const average = parameter(snapshot, key);
  if (average === undefined) {
    return NOT_MEASURED;
  }
  if (typeof average.value !== 'number') {
    throw new PolicyParameterMissing(key, 'number');
  }
  const { value, document, clause } = average;
  return { measure: 'AVERAGE', thresholds: null, average: value, rule: 'R-115', document, clause };
}

function parameter(snapshot: PolicySnapshot, key: string): PinnedParameter | undefined {
  return snapshot.parameters.find((one) => one.key === key);
}

/** When the report of a year opens by a law. */
export function yearOpensMs(snapshot: PolicySnapshot, year: number): number {
  const days = daysOfYear(year, {
    opensOn: snapshotText(snapshot, 'assessment.opensOn'),
    reportDueOn: snapshotText(snapshot, 'assessment.reportDueOn'),
    reviewDueOn: snapshotText(snapshot, 'assessment.reviewDueOn'),
  });
  return startOfDayMs(days.opensOn);
}
