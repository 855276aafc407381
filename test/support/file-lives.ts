import { ACHIEVED_ON, BANK, base, BODY_LIVES, ONE_OFFICE, PROOF, TWO_OFFICES, type FileLife } from './body-lives.ts';
import { peopleOf } from './made-class.ts';

const ISSUED_ON = '2025-05-09';

const [gold, silver, stranger, winner, student, worker, founder, other] = peopleOf(860, 8).map((one, position) => ({
  name: one.name,
  idNumber: one.idNumber,
  phone: one.phone,
  accountHolder: one.name,
  accountBank: BANK,
  accountNumber: `62179988000008600${position}`,
}));

function withoutAccount(person: typeof gold): Readonly<Record<string, string>> {
  return { name: person?.name ?? '', idNumber: person?.idNumber ?? '' };
}

function moduleOf(person: typeof gold, module: string, certificateNo: string): Readonly<Record<string, string>> {
  return { ...person, certificateKind: 'TRAINING_COMPLETION', certificateNo, certificateDate: ISSUED_ON, module };
}

function certificateOf(person: typeof gold, certificateNo: string): Readonly<Record<string, string>> {
  const { name = '', idNumber = '' } = person ?? {};
  return { certificateNo, idNumber, name, occupation: 'CY-01', level: 'NONE', date: ISSUED_ON };
}

/** Nothing is reviewed, approved or paid: the record closes with its submission. */
const RECORDED = { baseFen: 0, paid: [], totalPaidFen: 0 } as const;

/** Routes without a class that no demo plays: awards, purchases, records, and a module that its person claims. */
export const FILE_LIVES: readonly FileLife[] = [
  ...BODY_LIVES,
  {
    number: 'C07',
    route: 'ENTREPRENEURSHIP_TRAINING_PERSON',
    applicant: 'college',
    seats: TWO_OFFICES,
    documents: [],
    rows: [
      moduleOf(founder, 'IDEA', 'CY860-1'),
      moduleOf(founder, 'START', 'CY860-2'),
      moduleOf(other, 'IDEA', 'CY860-3'),
      moduleOf(other, 'IDEA', 'CY860-4'),
    ],
    certificates: [
      certificateOf(founder, 'CY860-1'),
      certificateOf(founder, 'CY860-2'),
      certificateOf(other, 'CY860-3'),
      certificateOf(other, 'CY860-4'),
    ],
    // Two modules of one person and one of another are 3 × 800.00; the same module again is refused.
    expected: {
      lines: { total: 4, approved: 3 },
      refused: [`${other?.idNumber ?? ''} MODULE_REPEATED`],
      baseFen: 240_000,
      paid: base('EMPLOYMENT_SUBSIDY', 240_000, 3),
      totalPaidFen: 240_000,
    },
  },
  {
    number: 'C34',
    route: 'WORLDSKILLS_AWARD',
    applicant: 'college',
    seats: ONE_OFFICE,
    documents: PROOF,
    rows: [
      { ...gold, title: '世界技能大赛焊接项目', result: '金牌', reference: '示例世赛1号', amount: '300000.00' },
      { ...silver, title: '世界技能大赛电子技术项目', result: '银牌', reference: '示例世赛2号', amount: '120000.50' },
      {
        ...stranger,
        accountHolder: gold?.name ?? '',
        title: '世界技能大赛砌筑项目',
        result: '铜牌',
        reference: '示例世赛3号',
        amount: '80000.00',
      },
    ].map((row) => ({ ...row, achievedOn: ACHIEVED_ON })),
    // Each to the own account: 300,000.00 + 120,000.50; the third names the account of the first.
    expected: {
      lines: { total: 3, approved: 2 },
      refused: [`${stranger?.idNumber ?? ''} ACCOUNT_OF_ANOTHER`],
      baseFen: 42_000_050,
      paid: base('EMPLOYMENT_SUBSIDY', 42_000_050, 2),
      totalPaidFen: 42_000_050,
    },
  },
  {
    number: 'C36',
    route: 'CONTEST_HONOUR_AND_LEVEL',
    applicant: 'college',
    seats: null,
    documents: [],
    rows: [
      {
        ...withoutAccount(winner),
        title: '技术能手',
        result: '第一名',
        achievedOn: ACHIEVED_ON,
        reference: '示例荣誉1号',
      },
      {
        ...withoutAccount(winner),
        title: '五一劳动奖章',
        result: '授予',
        achievedOn: ACHIEVED_ON,
        reference: '示例荣誉2号',
      },
    ],
    expected: { ...RECORDED, lines: { total: 2, approved: 0 }, refused: [] },
  },
  {
    number: 'C44',
    route: 'EDUCATION_AID',
    applicant: 'college',
    seats: null,
    documents: [],
    rows: [
      { ...withoutAccount(student), title: '贫困家庭子女职业教育补助', achievedOn: ACHIEVED_ON, amount: '3000.00' },
    ],
    // The amount is paid elsewhere: it is recorded, and nothing is paid here.
    expected: { ...RECORDED, lines: { total: 1, approved: 0 }, refused: [] },
  },
  {
    number: 'C46',
    route: 'NON_CASH_BENEFITS',
    applicant: 'factory',
    seats: null,
    documents: [],
    rows: [{ ...withoutAccount(worker), title: '比照工程技术人员待遇', achievedOn: ACHIEVED_ON }],
    expected: { ...RECORDED, lines: { total: 1, approved: 0 }, refused: [] },
  },
];
