import { DEMAND_PUBLISH_MODES } from '../../demand/demand-cycle-course.ts';

const MONTH_AND_DAY = { like: /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, example: '01-31' };
const A_DAY = { like: /^\d{4}-\d{2}-\d{2}$/, example: '2019-11-30' };

/** The permitted values of what the clocks of the year read: plans, demand, calls, titles (see `BY_KEY`). */
export const YEAR_VALUES = {
  'demand.anchorOn': A_DAY,
  'demand.cycleMode': { codes: ['DAYS_30', 'CALENDAR_MONTH'] },
  'demand.publish': { codes: DEMAND_PUBLISH_MODES },
  'plan.dueMonth': { least: 1, most: 12 },
  'plan.firstDue': A_DAY,
  'plan.opensOn': MONTH_AND_DAY,
  'plan.closesOn': MONTH_AND_DAY,
  'plan.openDays': { least: 1 },
  'plan.committedFloor': { is: true },
  'grant.times': { least: 1, most: 1 },
  'grant.recovery.proposal': { codes: ['UNSPENT'] },
  'grant.instalments': { like: /^\d{1,5}$/, example: '6000' },
  'grant.call.opensOn': MONTH_AND_DAY,
  'grant.call.closesOn': MONTH_AND_DAY,
  'grant.call.cityDueOn': MONTH_AND_DAY,
  'grant.call.reviewDueOn': MONTH_AND_DAY,
  'grant.criteria': { like: /^[a-zA-Z]+:\d{1,3}$/, example: 'capacity:40' },
  'panel.minExperts': { least: 1 },
  'panel.quorum': { least: 1 },
  'panel.trimFrom': { least: 3 },
  'panel.passMark': { least: 0, most: 10_000 },
  'assessment.outcomes': { whole: ['PASS', 'RECTIFY', 'FAIL'] },
  'assessment.lawOf': { codes: ['YEAR_OPENING'] },
  'assessment.opensOn': MONTH_AND_DAY,
  'assessment.reportDueOn': MONTH_AND_DAY,
  'assessment.reviewDueOn': MONTH_AND_DAY,
} as const;
