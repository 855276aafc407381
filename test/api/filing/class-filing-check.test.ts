import { describe, expect, it } from 'vitest';
import { judgeFiling, type FilingToJudge } from '../../../api/filing/filing-check.ts';
import type { FilingJudgement } from '../../../api/filing/filing-ports.ts';
import { Problem } from '../../../api/kernel/problem.ts';
import { directoryInForce } from '../../../domain/policy/directories.ts';
import { parseFen } from '../../../domain/money.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ORDOS = '150600';
const SCHOOL = directoryInForce(PRACTICE_LIBRARY, ORDOS, day('2025-05-12'))?.institutions[0]?.name ?? '';
const FACTORY = '鄂尔多斯市示范装备制造有限公司';

interface Asked extends Partial<Omit<FilingToJudge, 'data'>> {
  readonly data?: Partial<FilingToJudge['data']>;
}

function judge(route: string, asked: Asked = {}): FilingJudgement {
  const { data = {}, ...change } = asked;
  return judgeFiling(PRACTICE_LIBRARY, {
    route,
    jurisdiction: ORDOS,
    applicantName: FACTORY,
    applicantKind: 'enterprise',
    heads: 20,
    commonCategories: [],
    at: new Date('2025-05-12T09:00:00+08:00'),
    ...change,
    data: {
      planLine: null,
      occupation: { code: '6-18-02-04', name: '焊工' },
      skillLevel: 'LEVEL_5',
      certificateKind: 'SKILL_LEVEL',
      classHours: 80,
      opensOn: day('2025-05-26'),
      endsOn: day('2025-06-10'),
      deliveryMode: 'ON_SITE',
      location: '康巴什',
      payee: { holder: '示范', bank: '中国银行', number: '6216610200000000018' },
      facts: {},
      ...data,
    },
  });
}

const bySchool = { applicantName: SCHOOL, applicantKind: 'institution' } as const;
const organOf = (route: string, asked?: Asked) => judge(route, asked).responsibleDepartment;
const codeOf = (route: string, asked?: Asked): string | null => {
  try {
    judge(route, asked);
    return null;
  } catch (error) {
    return error instanceof Problem ? error.code : 'other';
  }
};

describe('the responsible department of a class', () => {
  it('R-004 is the plan line’s, regardless of the trainees', () => {
    const disabledMiners = {
      commonCategories: ['DISABLED_PERSON'],
      data: { planLine: '150600/2025/EMERGENCY_MGMT/SAFETY' },
    } as const;
    expect(judge('SAFETY_TRAINING', disabledMiners)).toMatchObject({
      responsibleDepartment: 'EMERGENCY_MGMT',
      departmentSource: 'planLine',
    });
  });

  it('R-005 is suggested by the route and its industry without a plan line (C03, C04)', () => {
    expect(organOf('ENTERPRISE_TRAINING')).toBe('HRSS');
    expect(organOf('ENTERPRISE_TRAINING', { data: { facts: { industry: 'BUILDING' } } })).toBe('HOUSING_CONSTRUCTION');
    expect(organOf('ENTERPRISE_TRAINING', { data: { facts: { stateOwned: true } } })).toBe('SASAC');
    expect(organOf('SAFETY_TRAINING')).toBe('EMERGENCY_MGMT');
    expect(organOf('SAFETY_TRAINING', { data: { facts: { industry: 'COAL' } } })).toBe('COAL_MINE_SAFETY');
  });

  it('R-006 is the organ that the route names where the attributes say nothing (C20, C22)', () => {
    expect(organOf('CUSTODY_TRAINING', bySchool)).toBe('JUSTICE');
    expect(organOf('UNION_STAFF_TRAINING')).toBe('TRADE_UNION');
  });

  it('R-007 is nobody yet where several come into question: the HR bureau routes it', () => {
    const coalOfTheState = { data: { facts: { industry: 'COAL', stateOwned: true } } } as const;
    expect(judge('SAFETY_TRAINING', coalOfTheState)).toMatchObject({
      responsibleDepartment: null,
      departmentSource: null,
    });
  });
});

describe('who may file a class', () => {
  it('R-025 is told by the kind of the applicant', () => {
    expect(codeOf('ENTERPRISE_TRAINING')).toBeNull();
    expect(codeOf('INSTITUTION_PROJECT_TRAINING')).toBe('NOT_ON_DIRECTORY');
    expect(codeOf('ENTERPRISE_TRAINING', bySchool)).toBe('APPLICANT_NOT_ADMITTED');
    expect(codeOf('SAFETY_TRAINING', { ...bySchool, applicantName: '无名学校' })).toBe('NOT_ON_DIRECTORY');
    expect(codeOf('WORK_FOR_TRAINING')).toBe('NOT_A_CLASS_ROUTE');
  });

  it('R-043 is a leader on the directory, whose chain is kept with the filing', () => {
    expect(codeOf('CHAIN_LEADER_PROJECT_TRAINING', { applicantName: '别的企业' })).toBe('NOT_CHAIN_LEADER');
    expect(judge('CHAIN_LEADER_PROJECT_TRAINING').directorySnapshot).toMatchObject({
      version: 'practice-1',
      chain: expect.arrayContaining([{ uscc: FACTORY, from: '2025-01-01', to: null }]),
    });
  });
});

const warned = (facts: FilingToJudge['data']['facts'], knownDemand: readonly string[] = []) =>
  judge('INSTITUTION_PROJECT_TRAINING', { ...bySchool, knownDemand, data: { facts } }).warnings.some(
    (one) => 'code' in one && one.code === 'NO_DEMAND_LINK',
  );

describe('what a class says of itself', () => {
  it('R-042 names entries of the demand lists, or is warned', () => {
    expect(warned({})).toBe(true);
    expect(warned({ demandEntries: ['dme_1'] }, ['dme_1'])).toBe(false);
    // A text that is no id of an entry stays a text, and links nothing.
    expect(warned({ demandEntries: ['XQ-2025-05-001'] })).toBe(true);
  });

  it('R-028 stands on the directory of occupations; a module of entrepreneurship training need not (C07)', () => {
    const unlisted = { code: '1-00-00-01', name: '无' };
    expect(codeOf('ENTERPRISE_TRAINING', { data: { occupation: unlisted } })).toBe('OCCUPATION_NOT_ON_DIRECTORY');
    expect(codeOf('ENTREPRENEURSHIP_TRAINING', { ...bySchool, data: { occupation: unlisted } })).toBe('MODULE_MISSING');
    const start = { occupation: unlisted, facts: { module: 'START' } } as const;
    expect(codeOf('ENTREPRENEURSHIP_TRAINING', { ...bySchool, data: start })).toBeNull();
  });

  it('R-044, R-083 is refused for a wrong length and for shares that are not the fee', () => {
    expect(codeOf('NEW_APPRENTICESHIP')).toBe('APPRENTICESHIP_LENGTH');
    expect(codeOf('NEW_APPRENTICESHIP', { data: { endsOn: day('2026-05-25') } })).toBeNull();
    const [feeFen, governmentFen, enterpriseFen, personFen] = [
      parseFen(100_000),
      parseFen(60_000),
      parseFen(30_000),
      parseFen(9_000),
    ];
    const costSharing = { feeFen, governmentFen, enterpriseFen, personFen };
    expect(codeOf('TECHNICIAN_TRAINING', { data: { facts: { costSharing } } })).toBe('SHARES_DO_NOT_SUM');
  });
});
