import type { ClaimFigures } from '../../scripts/demo/demo-figures.ts';

const SCHOOL = '鄂尔多斯市示范职业技能培训学校';
const SCHOOL_2 = '鄂尔多斯市第二示范职业技能培训学校';
const COLLEGE = '鄂尔多斯市示范职业学院';
const FACTORY = '鄂尔多斯市示范装备制造有限公司';

/** A class of three trainees on a route that no demo plays. */
export interface ClassRoute {
  readonly number: string;
  readonly route: string;
  readonly applicant: string;
  readonly party: string;
  readonly department: string;
  readonly planLine: string;
  readonly category: string;
  /** By default a trade with levels. */
  readonly certificateKind?: string;
  readonly hasAccounts?: boolean;
  /** Its last trainee came and failed the exam. */
  readonly hasFailure?: boolean;
  /** More columns of the roster, one value per trainee. */
  readonly more?: Readonly<Record<string, readonly string[]>>;
  /** Counted by hand: 24 class hours of 10.00 CNY are 240.00 a head. */
  readonly expected: Partial<ClaimFigures>;
}

const base = (amountFen: number) => ({
  purpose: 'base',
  fund: 'EMPLOYMENT_SUBSIDY',
  instructions: 1,
  amountFen,
});

/** Class routes that no demo plays: each has three trainees, who came and passed unless a row says otherwise. */
export const CLASS_LIVES: readonly ClassRoute[] = [
  {
    number: 'C04',
    route: 'SAFETY_TRAINING',
    applicant: 'factory',
    party: FACTORY,
    department: 'dept.emergency',
    planLine: '150600/2025/EMERGENCY_MGMT/SAFETY',
    category: 'ENTERPRISE_EMPLOYEE',
    certificateKind: 'SPECIAL_OPERATION',
    more: { renewal: ['false', 'false', 'true'] },
    // The third only renews a permit.
    expected: { organ: 'EMERGENCY_MGMT', lines: { total: 3, approved: 2 }, baseFen: 48_000, paid: [base(48_000)] },
  },
  {
    number: 'C15',
    route: 'LABOUR_PREPARATION_TRAINING',
    applicant: 'school2',
    party: SCHOOL_2,
    department: 'dept.hr',
    planLine: '150600/2025/HRSS/URBAN_EMPLOYMENT',
    category: 'TWO_AFTER_RURAL',
    hasAccounts: true,
    hasFailure: true,
    // Two-after students of the country get 25.00 for each of the three days besides, who failed as well (L14).
    expected: {
      organ: 'HRSS',
      lines: { total: 3, approved: 2 },
      baseFen: 48_000,
      allowanceFen: 22_500,
      paid: [{ ...base(22_500), purpose: 'allowance', instructions: 3 }, base(48_000)],
    },
  },
  {
    number: 'C17',
    route: 'FARMER_TRAINING',
    applicant: 'school',
    party: SCHOOL,
    department: 'dept.agriculture',
    planLine: '150600/2025/AGRICULTURE/FARMER',
    category: 'RURAL_TRANSFER_WORKER',
    expected: { organ: 'AGRICULTURE', lines: { total: 3, approved: 3 }, baseFen: 72_000, paid: [base(72_000)] },
  },
  {
    number: 'C19',
    route: 'VETERAN_TRAINING',
    applicant: 'school',
    party: SCHOOL,
    department: 'dept.veterans',
    planLine: '150600/2025/VETERANS/VETERAN',
    category: 'VETERAN',
    expected: { organ: 'VETERANS', lines: { total: 3, approved: 3 }, baseFen: 72_000, paid: [base(72_000)] },
  },
  {
    number: 'C20',
    route: 'UNION_STAFF_TRAINING',
    applicant: 'factory',
    party: FACTORY,
    department: 'dept.union',
    planLine: '150600/2025/TRADE_UNION/STAFF',
    category: 'ENTERPRISE_EMPLOYEE',
    expected: { organ: 'TRADE_UNION', lines: { total: 3, approved: 3 }, baseFen: 72_000, paid: [base(72_000)] },
  },
  {
    number: 'C21',
    route: 'COLLEGE_SUBSIDISED_TRAINING',
    applicant: 'college',
    party: COLLEGE,
    department: 'dept.education',
    planLine: '150600/2025/EDUCATION/COLLEGE',
    category: 'REGISTERED_UNEMPLOYED',
    expected: { organ: 'EDUCATION', lines: { total: 3, approved: 3 }, baseFen: 72_000, paid: [base(72_000)] },
  },
];
