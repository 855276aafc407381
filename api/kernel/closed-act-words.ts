import type { OFFERED_ACTS } from '../../domain/act-words.ts';
import { rolesOf, type OperationId } from '../../domain/authority/permissions.ts';
import type { Role } from '../../domain/codes.ts';
import { roleWord } from '../../domain/texts/role-words.ts';
import { wordList } from '../../domain/texts/route-words.ts';
import type { Sentence } from './language.ts';
import type { ProblemCode } from './problem.ts';

/** When an act is open, for the resources whose acts depend on where they stand. */
const OPEN_WHEN: Readonly<Partial<Record<keyof typeof OFFERED_ACTS, Readonly<Record<string, Sentence>>>>> = {
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
  },
  filing: {
    edit: { zh: '只有草稿和退回的备案可以修改', en: 'Only a draft or a returned filing can be changed' },
    putDocument: { zh: '此备案已受理，材料不能更换', en: 'The filing was accepted; its papers stay' },
    importRoster: { zh: '学员名册已锁定', en: 'The student list is closed' },
    importAttendance: { zh: '开班之后、结业核定之前才能导入考勤', en: 'Attendance is taken while the class runs' },
    importResults: { zh: '结业之后才能导入考核结果', en: 'Results are taken once the class has ended' },
    addSupervision: { zh: '备案受理之后才能登记检查', en: 'Visits are entered once the filing is accepted' },
    submit: { zh: '只有草稿和退回的备案可以提交', en: 'Only a draft or a returned filing can be submitted' },
    withdraw: { zh: '已开班的备案不能撤回', en: 'A filing whose class has begun cannot be withdrawn' },
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
  },
};

/** What is missing for an act, where its code alone does not say it; undefined where it does. */
export function missingCondition(
  {
    of,
    act,
    operation,
  }: { readonly of: keyof typeof OFFERED_ACTS; readonly act: string; readonly operation: OperationId },
  code: ProblemCode,
): Sentence | undefined {
  if (code === 'WRONG_STATE') {
    return OPEN_WHEN[of]?.[act];
  }
  if (code === 'FORBIDDEN' || code === 'ROLE_REQUIRED') {
    const { zh, en } = wordList((ROLES_OF[of] ?? rolesOf(operation)).map(roleWord));
    return zh === '' ? undefined : { zh: `须由${zh}办理`, en: `It takes ${en}` };
  }
  return OF_THE_PERSON[code];
}

/** Where fewer may act than may ask. */
const ROLES_OF: Readonly<Partial<Record<keyof typeof OFFERED_ACTS, readonly Role[]>>> = { batch: ['financeChecker'] };

const OF_THE_PERSON: Readonly<Partial<Record<ProblemCode, Sentence>>> = {
  SAME_PERSON_FORBIDDEN: {
    zh: '您已办理过此件的另一环节，须由另一人办理',
    en: 'You acted on another step of it; another person has to',
  },
  CONFLICT_OF_INTEREST: {
    zh: '您已申报与当事单位有关系，须由他人办理',
    en: 'You declared a relation to its party; another person has to',
  },
};
