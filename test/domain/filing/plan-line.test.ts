import { describe, expect, it } from 'vitest';
import { organOfPlanLine, otherProgramme } from '../../../domain/filing/plan-line.ts';
import { lawFor } from '../../../domain/intake/entry-law.ts';
import { planLines } from '../../../domain/policy/directories.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const JURISDICTION = '150600';
const LINES = planLines(PRACTICE_LIBRARY, JURISDICTION)
  .map(({ planLine }) => planLine)
  .filter((planLine) => planLine.includes('/2025/'));

const OF_ITS_PROGRAMME = [
  ['CUSTODY_TRAINING', ['JUSTICE/CUSTODY']],
  ['SAFETY_TRAINING', ['EMERGENCY_MGMT/SAFETY']],
  ['FARMER_TRAINING', ['AGRICULTURE/FARMER']],
  ['DISABLED_TRAINING', ['DISABLED_FED/DISABLED']],
  ['VETERAN_TRAINING', ['VETERANS/VETERAN']],
  ['UNION_STAFF_TRAINING', ['TRADE_UNION/STAFF']],
  ['COLLEGE_SUBSIDISED_TRAINING', ['EDUCATION/COLLEGE']],
  ['NEW_APPRENTICESHIP', ['HRSS/NEW_APPRENTICESHIP']],
  ['ENTREPRENEURSHIP_TRAINING', ['HRSS/ENTREPRENEURSHIP']],
  ['ENTREPRENEURSHIP_TRAINING_PERSON', ['HRSS/ENTREPRENEURSHIP']],
  ['TECHNICIAN_TRAINING', ['HRSS/TECHNICIAN']],
] as const;

function refusalOf(route: string, planLine: string | null) {
  const { routeDefinition } = routeSnapshot(route);
  return otherProgramme(PRACTICE_LIBRARY, { jurisdiction: JURISDICTION, planLine }, routeDefinition);
}

describe('the plan line of a class', () => {
  it.each(OF_ITS_PROGRAMME)('L6: of %s is one of its own programme (R-005)', (route, own) => {
    const taken = LINES.filter((planLine) => refusalOf(route, planLine) === undefined);
    expect(taken).toEqual(own.map((programme) => `150600/2025/${programme}`));
    expect(refusalOf(route, null)).toBeUndefined();
  });

  it('L6: refuses custody training under urban employment, and names route and programme', () => {
    expect(refusalOf('CUSTODY_TRAINING', '150600/2025/HRSS/URBAN_EMPLOYMENT')).toEqual({
      code: 'PLAN_LINE_OF_OTHER_PROGRAMME',
      route: { zh: '服刑和强制隔离戒毒人员培训补贴', en: 'Training in custody' },
      programmes: { zh: '服刑人员、强制隔离戒毒人员就业技能培训', en: 'Training in custody' },
    });
  });

  it('L6: of coal goes to the coal-mine authority, which has its own programme of safety', () => {
    expect(refusalOf('SAFETY_TRAINING', '150600/2025/COAL_MINE_SAFETY/COAL_SAFETY')).toBeUndefined();
    expect(organOfPlanLine('150600/2025/COAL_MINE_SAFETY/COAL_SAFETY')).toBe('COAL_MINE_SAFETY');
  });

  it('L6: of a route without programmes is any (R-006)', () => {
    expect(LINES.filter((planLine) => refusalOf('INSTITUTION_PROJECT_TRAINING', planLine) !== undefined)).toEqual([]);
  });

  it('L6: holds for people who claim without a class as well', () => {
    const asked = {
      route: 'ENTREPRENEURSHIP_TRAINING_PERSON',
      jurisdiction: JURISDICTION,
      partyKind: 'person',
      today: day('2025-06-23'),
    } as const;
    const other = lawFor(PRACTICE_LIBRARY, { ...asked, planLine: '150600/2025/VETERANS/VETERAN' }, []);
    expect(other).toMatchObject({ ok: false, refusal: { code: 'PLAN_LINE_OF_OTHER_PROGRAMME' } });
    const own = lawFor(PRACTICE_LIBRARY, { ...asked, planLine: '150600/2025/HRSS/ENTREPRENEURSHIP' }, []);
    expect(own).toMatchObject({ ok: true, value: { responsibleDepartment: 'HRSS' } });
  });
});
