import { describe, expect, it } from 'vitest';
import { withPackFolder } from '../support/pack-folder.ts';
import { shippedLibrary } from '../support/policy-library.ts';

const DOCUMENT =
  "document: { id: x, title: x, date: 2025-01-01, issuer: x, level: city, jurisdiction: '999900', validFrom: 2025-01-01 }\n";

describe('a pack with a parameter that nobody can mean', () => {
  it.each([
    ['limit.yearBasis', 'CALENDER', 'code', 'CALENDAR, ROLLING_12M'],
    ['limit.countingDate', 'NONSENSE', 'code', 'CERTIFICATE, CLASS_END, SUBMISSION'],
    // A payment's day is not known while its claim is judged.
    ['limit.countingDate', 'PAYMENT', 'code', 'CERTIFICATE, CLASS_END, SUBMISSION'],
    ['notice.unit', 'WEEKS', 'code', 'WORKING, CALENDAR'],
    ['exclusion.trainingVsUpgrade.scope', 'NONSENSE', 'code', 'SAME_OCCUPATION_LEVEL, PERSON_EVER, SAME_TRAINING'],
    ['wft.capScope', 'NONSENSE', 'code', 'PERSON, PERSON_AND_EMPLOYER'],
    ['cert.accepted', '[SKIL_LEVEL]', 'codes', 'QUALIFICATION, SKILL_LEVEL'],
    ['limit.countedKinds', '[NOPE]', 'codes', 'routes that a pack defines: ADVANCE_PAYMENT'],
    ['group.freeGroups', '[VETERAN, VETERINARY]', 'codes', 'REGISTERED_POOR_WORKER'],
    ['float.insuranceKinds', '[DENTAL]', 'codes', 'PENSION, MEDICAL'],
    ['organ.responsible', '[HRS]', 'codes', 'HRSS, FINANCE'],
    ['advance.rate', '60000', 'bp', '1 to 10000'],
    ['attendance.minShare', '10001', 'bp', '0 to 10000'],
    ['notice.days', '0', 'workingDays', '1 or more'],
    ['review.bureau.days', '0', 'workingDays', '1 or more'],
    ['float.windowMonths', '0', 'months', '1 or more'],
    ['limit.maxPerYear', '0', 'count', '1 or more'],
    ['trial2000.amount', '0', 'fen', '1 or more'],
    ['plan.dueMonth', '13', 'count', '1 to 12'],
    ['plan.firstDue', "'November'", 'code', "text like '2019-11-30'"],
    ['float.startsFrom', 'TWO_MONTHS_AFTER', 'code', 'CLASS_END'],
    ['duty.differentPersonAndUnitInHr', 'false', 'bool', 'true, the only reading that is built'],
  ])('with %s: %s is refused, and told what is possible', (key, value, unit, possible) => {
    const wrong = value.replaceAll(/^\[(?:VETERAN, )?|\]$|'/g, '');
    expect(refusalOf({ key, value, unit })).toContain(
      `x.yaml:3: parameters.0.value: ${key} cannot be ${wrong}. Possible: ${possible}`,
    );
  });

  it.each([
    ['notice.dayz', 'workingDays'],
    ['limit.maxPerYeer', 'count'],
    // The share of everybody would be taken, and nobody would say so.
    ['advance.rate.NOWHERE', 'bp'],
  ])('%s: a key that nobody asks for is refused', (key, unit) => {
    expect(refusalOf({ key, value: '7', unit })).toContain(
      `x.yaml:3: parameters.0.key: no rule, route or stage asks for the parameter ${key}. Correct its spelling`,
    );
  });

  it.each([
    ['limit.yearBasis', 'ROLLING_12M', 'code'],
    ['limit.countedKinds', '[SKILL_UPGRADE_SUBSIDY]', 'codes'],
    ['advance.rate.FARMER_TRAINING', '4000', 'bp'],
    ['float.graceDays', '0', 'calendarDays'],
    ['reminder.escalateShare', '15000', 'bp'],
    ['upgrade.urgentOccupations', '[6-18-02-04]', 'codes'],
    ['fund.account.EMPLOYMENT_SUBSIDY', "'15001234'", 'code'],
  ])('%s: %s is taken', (key, value, unit) => {
    expect(refusalOf({ key, value, unit })).toBe('');
  });
});

/** The text of the refusal; empty where the pack is taken. */
function refusalOf({
  key,
  value,
  unit,
}: {
  readonly key: string;
  readonly value: string;
  readonly unit: string;
}): string {
  const row = `parameters:\n  - { key: ${key}, value: ${value}, unit: ${unit}, clause: '1', mark: ours }\n`;
  try {
    withPackFolder({ '999900/x.yaml': DOCUMENT + row }, (folder) => shippedLibrary({ practice: true, also: [folder] }));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
