import type { ClaimFigures, PaidFigure } from '../../scripts/demo/demo-figures.ts';
import type { Seats } from '../../scripts/demo/route-play.ts';

export const BANK = '示范银行鄂尔多斯分行';
const HOLDERS = {
  school: { holder: '鄂尔多斯市示范职业技能培训学校', number: '6200000000000000018' },
  college: { holder: '鄂尔多斯市示范职业学院', number: '6200000000000000034' },
  factory: { holder: '鄂尔多斯市示范装备制造有限公司', number: '6200000000000000026' },
} as const;
export const PROOF = ['PROOF', 'AMOUNT_DECISION'];
export const ACHIEVED_ON = '2025-04-30';

/** One claim by a file on a route that no demo plays, from its rows to its end. */
export interface FileLife {
  readonly number: string;
  readonly route: string;
  readonly applicant: keyof typeof HOLDERS;
  /** Who reviews: one office or two; a record without money has no review. */
  readonly seats: Seats | null;
  readonly documents: readonly string[];
  /** Absent where each person has an account of the own. */
  readonly payeeAccount?: { readonly holder: string; readonly bank: string; readonly number: string };
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Rows of the certificate register. */
  readonly certificates?: readonly Readonly<Record<string, string>>[];
  /** Counted by hand. */
  readonly expected: Partial<ClaimFigures>;
}

export const ONE_OFFICE: Seats = { department: 'dept.hr' };
export const TWO_OFFICES: Seats = { department: 'dept.hr', bureau: 'bureau.review' };

export function base(fund: string, amountFen: number, instructions = 1): readonly PaidFigure[] {
  return [{ purpose: 'base', fund, instructions, amountFen }];
}

interface Results {
  readonly number: string;
  readonly route: string;
  readonly applicant: keyof typeof HOLDERS;
  readonly seats: Seats;
  readonly fund: string;
  /** Title and yuan of each result. */
  readonly results: readonly (readonly [string, string])[];
  /** Their sum in fen, counted by hand. */
  readonly sumFen: number;
}

/** Results of a body: each amount is that of its decision, all are paid by one instruction to the body. */
function resultsOfBody({ number, route, applicant, seats, fund, results, sumFen }: Results): FileLife {
  return {
    number,
    route,
    applicant,
    seats,
    documents: PROOF,
    payeeAccount: { ...HOLDERS[applicant], bank: BANK },
    rows: results.map(([title, amount], position) => ({
      title,
      result: '验收合格',
      reference: `示例${number}〔2025〕${position + 1}号`,
      achievedOn: ACHIEVED_ON,
      amount,
    })),
    expected: {
      lines: { total: results.length, approved: results.length },
      refused: [],
      baseFen: sumFen,
      paid: base(fund, sumFen),
      totalPaidFen: sumFen,
    },
  };
}

const BODIES: readonly Results[] = [
  {
    number: 'C32',
    route: 'AWARD_TRAINING_PERFORMANCE',
    applicant: 'school',
    seats: ONE_OFFICE,
    fund: 'AWARD_INSTEAD_OF_SUBSIDY',
    results: [
      ['2024年度培训规模', '30000.00'],
      ['2024年度培训后就业率', '12000.50'],
    ],
    sumFen: 4_200_050,
  },
  {
    number: 'C33',
    route: 'AWARD_INCUBATOR_PARK',
    applicant: 'college',
    seats: ONE_OFFICE,
    fund: 'AWARD_INSTEAD_OF_SUBSIDY',
    results: [['自治区级示范性创业孵化基地', '100000.00']],
    sumFen: 10_000_000,
  },
  {
    number: 'C37',
    route: 'ORGANISING_AWARD',
    applicant: 'school',
    seats: ONE_OFFICE,
    fund: 'EMPLOYMENT_SUBSIDY',
    results: [
      ['康巴什区培训组织动员', '20000.00'],
      ['东胜区培训组织动员', '5000.01'],
    ],
    sumFen: 2_500_001,
  },
  {
    number: 'C38',
    route: 'TRAINER_ACTIVITY_FUNDING',
    applicant: 'school',
    seats: TWO_OFFICES,
    fund: 'EMPLOYMENT_SERVICE_SUBSIDY',
    results: [['创业讲师示范教学活动', '8000.00']],
    sumFen: 800_000,
  },
  {
    number: 'C39',
    route: 'BASIC_WORK_FUNDING',
    applicant: 'college',
    seats: TWO_OFFICES,
    fund: 'EMPLOYMENT_SUBSIDY',
    results: [
      ['焊工教材开发', '40000.00'],
      ['师资培训', '15000.25'],
    ],
    sumFen: 5_500_025,
  },
  {
    number: 'C40',
    route: 'ENTERPRISE_COLLEGE_SUPPORT',
    applicant: 'factory',
    seats: ONE_OFFICE,
    fund: 'EMPLOYMENT_SUBSIDY',
    results: [['企业办学实训人数支持', '60000.00']],
    sumFen: 6_000_000,
  },
  {
    number: 'C41',
    route: 'EQUIPMENT_UPGRADE_SUPPORT',
    applicant: 'factory',
    seats: TWO_OFFICES,
    fund: 'EMPLOYMENT_SUBSIDY',
    results: [
      ['实训设备升级改造第一阶段', '90000.00'],
      ['实训设备升级改造第二阶段', '10000.99'],
    ],
    sumFen: 10_000_099,
  },
  {
    number: 'C42',
    route: 'OTHER_STUDIO_GRANT',
    applicant: 'factory',
    seats: ONE_OFFICE,
    fund: 'EMPLOYMENT_SUBSIDY',
    results: [['职工创新工作室', '50000.00']],
    sumFen: 5_000_000,
  },
  {
    number: 'C43',
    route: 'PURCHASED_SERVICE_PAYMENT',
    applicant: 'school',
    seats: TWO_OFFICES,
    fund: 'EMPLOYMENT_SUBSIDY',
    results: [
      ['评价服务合同第一期', '25000.00'],
      ['评价服务合同第二期', '25000.50'],
    ],
    sumFen: 5_000_050,
  },
];

/** Awards and purchases that a body is paid, by routes that no demo plays. */
export const BODY_LIVES: readonly FileLife[] = BODIES.map(resultsOfBody);
