import type { OFFERED_ACTS, OfferedAct } from '../../domain/authority/offered-acts.ts';
import { whoMay } from './closed-act-who.ts';
import { OPEN_WHEN_OF_BOOKS } from './closed-act-words-of-books.ts';
import { OPEN_WHEN_OF_EVENTS } from './closed-act-words-of-events.ts';
import { OPEN_WHEN_OF_YEARS } from './closed-act-words-of-years.ts';
import { OPEN_WHEN_OF_RECOVERIES } from './closed-act-words-of-recoveries.ts';
import type { Sentence } from './language.ts';
import type { ProblemCode } from './problem.ts';

/** A task's own acts have their words in `closed-task-acts.ts`. */
export type Offering = Exclude<keyof typeof OFFERED_ACTS, 'task'>;

/** When an act is open, by where its resource stands. */
const OPEN_WHEN: { readonly [Of in Offering]: Readonly<Record<OfferedAct<Of>, Sentence>> } = {
  claim: {
    submit: { zh: '只有草稿可以提交', en: 'Only a draft can be submitted' },
    withdraw: { zh: '付款之后或办结之后不能撤回', en: 'It cannot be withdrawn once it is paid or has ended' },
    resubmit: { zh: '只有退回补正的申领可以重新提交', en: 'Only a claim that was returned can be submitted again' },
    correctAccount: { zh: '没有支付失败的款项，无需更正账户', en: 'No payment failed, so no account is corrected' },
    importEntries: {
      zh: '只有草稿和退回补正的申领可以修改人员',
      en: 'Only a draft or a returned claim can be changed',
    },
    putDocument: { zh: '只有草稿和退回补正的申领可以上传材料', en: 'Only a draft or a returned claim takes papers' },
    sendContractEvidence: { zh: '不在就业核查期内', en: 'The contract check is not open' },
    completeContractCheck: { zh: '不在就业核查期内', en: 'The contract check is not open' },
    approve: { zh: '此申领现在不等待审核', en: 'The claim waits for no review now' },
    returnForCorrection: { zh: '此申领现在不等待审核', en: 'The claim waits for no review now' },
    returnToDepartment: { zh: '此申领不在人社部门复核', en: 'The claim is not in the review of the HR bureau' },
    returnToBureau: { zh: '此申领不在财政部门', en: 'The claim is not with Finance' },
    reject: { zh: '此申领现在不等待审核', en: 'The claim waits for no review now' },
    hold: { zh: '已办结的申领不能挂起', en: 'A claim that has ended cannot be held' },
    releaseHold: { zh: '此申领没有挂起', en: 'The claim is not on hold' },
    findRecovery: { zh: '尚无已拨付金额，没有可追回的款项', en: 'Nothing was paid that could be asked back' },
  },
  filing: {
    edit: { zh: '只有草稿和退回的备案可以修改', en: 'Only a draft or a returned filing can be changed' },
    putDocument: {
      zh: '只有草稿和退回的备案可以更换材料',
      en: 'Only the papers of a draft or a returned filing can be replaced',
    },
    importRoster: { zh: '学员名册已锁定', en: 'The student list is closed' },
    importAttendance: {
      zh: '只有已开班且尚未申领的班可以导入考勤',
      en: 'Attendance is taken once the class has opened, until it is claimed',
    },
    importResults: {
      zh: '只有已结业且未逾期的班可以导入考核结果',
      en: 'Results are taken once the class has ended, until its filing lapses',
    },
    addSupervision: {
      zh: '只有已开班且未逾期的班可以登记检查',
      en: 'Visits are entered once the class has opened, until its filing lapses',
    },
    submit: { zh: '只有草稿和退回的备案可以提交', en: 'Only a draft or a returned filing can be submitted' },
    withdraw: {
      zh: '只有在办且未开班的备案可以撤回',
      en: 'Only a filing under way whose class has not begun can be withdrawn',
    },
    accept: { zh: '此备案现在不等待受理', en: 'The filing waits for no answer now' },
    returnForCorrection: { zh: '此备案现在不等待受理', en: 'The filing waits for no answer now' },
    routeTo: { zh: '此备案的责任部门已确定', en: 'The responsible department is named' },
    claim: { zh: '考核结果录入之后才能申领', en: 'A claim is made once the results are there' },
  },
  notice: {
    confirmation: { zh: '只有待确认的公示草稿可以确认', en: 'Only a draft that waits for its sides can be confirmed' },
    rejection: { zh: '只有待确认的公示草稿可以退回', en: 'Only a draft that waits for its sides can be rejected' },
    withdrawal: { zh: '只有公示期内的公示可以撤回', en: 'Only a notice that is published can be withdrawn' },
  },
  batch: {
    release: { zh: '只有待复核的批次可以放行', en: 'Only a batch that waits for its checker can be released' },
    rejection: { zh: '只有待复核的批次可以退回', en: 'Only a batch that waits for its checker can be rejected' },
    results: { zh: '批次尚未放行，没有可录入的支付结果', en: 'The batch was not released, so it has no results' },
  },
  bankFile: {
    confirmation: { zh: '此文件不在等待复核', en: 'The file waits for no confirmation' },
    rejection: { zh: '此文件不在等待复核', en: 'The file waits for no confirmation' },
  },
  bankFiles: { upload: { zh: '现在不能上传银行文件', en: 'No bank file is taken now' } },
  payoutResults: { confirmation: { zh: '这些结果已经确认', en: 'These results are confirmed' } },
  ...OPEN_WHEN_OF_YEARS,
  recovery: OPEN_WHEN_OF_RECOVERIES,
  ...OPEN_WHEN_OF_BOOKS,
  ...OPEN_WHEN_OF_EVENTS,
  case: {
    closure: { zh: '此案已结案，或已由您提出结案', en: 'The case is closed, or you asked for its closure' },
    confirmation: { zh: '没有人提出结案', en: 'Nobody asked for its closure' },
  },
  moneyEntry: {
    confirmation: { zh: '此笔录入不在等待复核', en: 'The entry waits for no confirmation' },
    rejection: { zh: '此笔录入不在等待复核', en: 'The entry waits for no confirmation' },
    withdrawal: { zh: '此笔录入不在等待复核', en: 'The entry waits for no confirmation' },
  },
  parkedEvent: {
    match: { zh: '此回执已匹配，或匹配正等待复核', en: 'It is matched, or a match waits for its confirmation' },
    confirmation: { zh: '没有等待复核的匹配', en: 'No match waits for its confirmation' },
    rejection: { zh: '没有等待复核的匹配', en: 'No match waits for its confirmation' },
    withdrawal: { zh: '没有等待复核的匹配', en: 'No match waits for its confirmation' },
    dismissal: { zh: '匹配正等待复核', en: 'A match waits for its confirmation' },
  },
  accountingPeriod: {
    closure: { zh: '该季度已结账', en: 'The quarter is closed' },
    confirmation: { zh: '没有等待复核的结账申请', en: 'No closure waits for its confirmation' },
    reopening: { zh: '该季度没有结账', en: 'The quarter is not closed' },
  },
  repair: {
    approval: { zh: '此项修复不在等待核准', en: 'The repair waits for no approval' },
    rejection: { zh: '此项修复不在等待核准', en: 'The repair waits for no approval' },
  },
  difference: { explanation: { zh: '此差异已有解释', en: 'The difference is explained' } },
};

/** What is missing for an act, for a reader whose act is closed by this code; undefined where its title says it. */
export function missingCondition(of: keyof typeof OFFERED_ACTS, act: string, code: ProblemCode): Sentence | undefined {
  if (code === 'WRONG_STATE') {
    return of === 'task' ? undefined : wordsOf(OPEN_WHEN[of])[act];
  }
  return code === 'FORBIDDEN' || code === 'ROLE_REQUIRED' ? whoMay(of, act) : OF_THE_PERSON[code];
}

function wordsOf(words: Readonly<Record<string, Sentence>>): Readonly<Record<string, Sentence | undefined>> {
  return words;
}

const OF_THE_PERSON: Readonly<Partial<Record<ProblemCode, Sentence>>> = {
  SAME_PERSON_FORBIDDEN: {
    zh: '您已办理过此件的另一环节，须由另一人办理',
    en: 'You acted on another step of it; another person has to',
  },
  SAME_SECTION_FORBIDDEN: {
    zh: '前一审核由您所在科室办理，须由人社部门另一科室办理',
    en: 'Your section did the review before; another section of the HR bureau has to do this one',
  },
  CONFLICT_OF_INTEREST: {
    zh: '您已申报与当事单位有关系，须由他人办理',
    en: 'You declared a relation to its party; another person has to',
  },
  OTHER_ORGAN: {
    zh: '此件由另一部门承办，您所在部门不能办理',
    en: 'Another organ is in charge of it; yours cannot act',
  },
  OTHER_JURISDICTION: { zh: '须由承办地的人员办理', en: 'An office of the place of the case has to act' },
  ACT_IN_PROGRESS: { zh: '另一操作正在记录，完成后才能办理', en: 'Another act is being recorded; wait for its end' },
};
