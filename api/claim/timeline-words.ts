import { nameOfActor } from '../kernel/actor-name.ts';
import type { ClaimAuditAct } from '../../domain/act-words.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { DECISIONS, type Decision } from '../../domain/claim/claim-message.ts';
import type { FinalState } from '../../domain/payout/inbox-judgement.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { documentWord } from '../../domain/texts/route-words.ts';
import { withNamedCorrections } from '../kernel/asked-corrections.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';
import { systemTaskWords, whoIsAway } from '../kernel/system-task-words.ts';
import { REPAIR_ACT_WORDS } from '../kernel/repair-act-words.ts';
import { TASK_ACT_WORDS } from '../kernel/task-act-words.ts';
import type { TimelineRecord } from './claim-ports.ts';

/** The words for each act of a claim's audit; a decision has its own words. */
const WORDS: Readonly<Record<ClaimAuditAct | Decision, Sentence>> = {
  drafted: { zh: '生成草稿，逐人计核。', en: 'Drafted, every line counted.' },
  submitted: { zh: '申请单位提交并作出承诺。', en: 'Submitted by the applicant with its pledge.' },
  begin: { zh: '受理，{linesLeft} 人，{amount} 元。', en: 'Taken in. Lines: {linesLeft}, amount: {amount} CNY.' },
  registerAnswered: { zh: '登记系统恢复，重新计核。', en: 'The register answered; counted again.' },
  decide: { zh: '作出决定。', en: 'Decided.' },
  approve: { zh: '核准 {linesLeft} 人，{amount} 元。', en: 'Approved. Lines: {linesLeft}, amount: {amount} CNY.' },
  returnForCorrection: { zh: '退回申请单位补正。', en: 'Returned to the applicant for correction.' },
  returnToDepartment: { zh: '退回责任部门。', en: 'Returned to the department.' },
  returnToBureau: { zh: '财政部门退回人社部门。', en: 'Returned to the HR bureau by Finance.' },
  reject: { zh: '不予通过。', en: 'Rejected.' },
  resubmit: { zh: '申请单位重新提交。', en: 'Resubmitted by the applicant.' },
  withdraw: { zh: '申请单位撤回。', en: 'Withdrawn by the applicant.' },
  hold: { zh: '暂停办理。', en: 'Put on hold.' },
  release: { zh: '恢复办理。', en: 'The hold was released.' },
  correctAccount: { zh: '申请单位更正收款账户。', en: 'The applicant corrected the account.' },
  importEntries: { zh: '导入 {rows} 行，新增 {imported} 行。', en: '{rows} rows read, {imported} of them new.' },
  removeEntry: { zh: '删除一行。', en: 'One row taken off.' },
  putDocument: { zh: '上传材料 {document}。', en: 'Document {document} was put.' },
  documentReplaced: {
    zh: '更换材料 {document}（第 {version} 版），原版本保留。',
    en: 'Document {document} was replaced by version {version}; the former one is kept.',
  },
  evidenceSent: { zh: '收到就业证明材料 {rows} 条。', en: 'Contract evidence received for {rows} lines.' },
  contractEvidence: {
    zh: '就业材料提交完毕，{linesLeft} 人符合上浮条件。',
    en: 'Evidence complete. Lines that qualify for the +50 %: {linesLeft}.',
  },
  timerFired: { zh: '期限届满。', en: 'A period ended.' },
  noticeOpening: { zh: '进入公示。', en: 'On public notice.' },
  noticeClosed: { zh: '公示结束。', en: 'The notice ended.' },
  payoutReleasing: { zh: '{money}支付批次已放行。', en: 'Released for payment: {money}.' },
  linePayoutReported: {
    zh: '{money}（一人，{amount} 元）：{outcome}。',
    en: '{money} of one line, {amount} CNY: {outcome}.',
  },
  payoutReported: { zh: '{money}：{outcome}。', en: '{money}: {outcome}.' },
  setOff: {
    zh: '财政部门决定从本次应付款中抵扣 {moved} 元，用于偿还多拨的先行拨付资金。',
    en: 'Finance set off {moved} CNY of this payment against an advance that is due back.',
  },
  repaid: { zh: '财政部门确认退款 {moved} 元。', en: 'Finance confirmed a repayment of {moved} CNY.' },
  enterRepayment: {
    zh: '财政部门录入退款 {moved} 元，待另一人复核。',
    en: 'Finance entered a repayment of {moved} CNY; it waits for a second person.',
  },
  enterSetOff: {
    zh: '财政部门录入抵扣 {moved} 元，待另一人复核。',
    en: 'Finance entered a set-off of {moved} CNY; it waits for a second person.',
  },
  rejectEntry: {
    zh: '复核人未通过录入的 {moved} 元。',
    en: 'What was entered, {moved} CNY, was not confirmed.',
  },
  withdrawEntry: {
    zh: '录入人撤回了录入的 {moved} 元。',
    en: 'What was entered, {moved} CNY, was taken back by who entered it.',
  },
  recovered: { zh: '已从其他应付款中抵扣多拨资金。', en: 'What was advanced too much was set off elsewhere.' },
  lawCorrected: {
    zh: '政策更正溯及本申请，已按更正后的参数办理。',
    en: 'A correction of the law reaches back to this claim; the corrected values hold from now on.',
  },
  deadlineRecomputed: {
    zh: '因工作日历变更，办理期限重新计算。',
    en: 'The deadline of a task was computed again with a changed calendar.',
  },
  rearm: { zh: '因工作日历变更重新计算期限。', en: 'A period was computed again with a changed calendar.' },
  payeeBound: { zh: '登记收款账户', en: 'The payee was put on record' },
  payeeRefused: {
    zh: '收款账户与核准时不一致，未予支付',
    en: 'Not paid: the payee is not the one that was approved',
  },
  reveal: { zh: '查看了隐去的个人信息。', en: 'Masked personal data was shown to an official.' },
  ...TASK_ACT_WORDS,
  ...REPAIR_ACT_WORDS,
};

/** The words for a payment's purpose and result, because an office does not read codes. */
const MONEY: Readonly<Record<Purpose, Sentence>> = {
  base: { zh: '培训补贴', en: 'Subsidy' },
  allowance: { zh: '生活费补贴', en: 'Living allowance' },
  float: { zh: '就业上浮补贴', en: 'Employment top-up' },
  advance: { zh: '先行拨付资金', en: 'Advance' },
};
const OUTCOMES: Readonly<Record<FinalState, Sentence>> = {
  settled: { zh: '已到账', en: 'settled' },
  failed: { zh: '支付失败', en: 'failed' },
  returned: { zh: '已被退回', en: 'returned' },
  reversed: { zh: '已被冲回', en: 'reversed' },
};

const APPROVED_AT_STAGE: Sentence = {
  zh: '{stage}：核准 {linesLeft} 人，{amount} 元。',
  en: '{stage}: approved. Lines: {linesLeft}, amount: {amount} CNY.',
};

/** The facts that an applicant may read: decisions and corrections, but no investigations or their reasons. */
const FOR_APPLICANT: readonly string[] = [
  'decision',
  'task',
  'decidedStage',
  'state',
  'purpose',
  'round',
  'linesLeft',
  'amountFen',
  'refusedLines',
  'corrections',
  'remark',
  'outcome',
  'outcomeCode',
  'noticeId',
  'instructionId',
  'rows',
  'imported',
  'document',
  'version',
  'law',
  'money',
  'movedFen',
];

/** The names of documents and stages in the claim's own law; null if it has none yet. */
type Law = Pick<RouteDefinition, 'documents' | 'stages'> | null;

export function timelineView(
  entry: TimelineRecord,
  { isOfficial, language, law }: { readonly isOfficial: boolean; readonly language: Language; readonly law: Law },
) {
  const { seq, revision, act, at, organ, section, displayName } = entry;
  const isHold = act === 'hold' || act === 'release';
  const shown = isHold ? [] : FOR_APPLICANT;
  const facts = isOfficial
    ? entry.facts
    : Object.fromEntries(Object.entries(entry.facts).filter(([name]) => shown.includes(name)));
  const isPerson = organ !== null || displayName !== null;
  return {
    seq,
    revision,
    act,
    at: at.toISOString(),
    actor: isPerson ? { organ, section, displayName: isOfficial ? nameOfActor(entry) : null } : null,
    ...(isOfficial && isPerson && entry.onBehalfOf !== null && { onBehalfOf: { displayName: entry.onBehalfOf } }),
    sentence: sentenceOf({ ...entry, onBehalfOf: isOfficial ? entry.onBehalfOf : null }, law, language),
    facts: shownFacts(entry.facts, facts, { isOfficial, language, law }),
  };
}

/** With a name for what was asked to be corrected, and for officials with the questions that were answered. */
function shownFacts(
  all: TimelineRecord['facts'],
  shown: Readonly<Record<string, unknown>>,
  { isOfficial, language, law }: { readonly isOfficial: boolean; readonly language: Language; readonly law: Law },
): Record<string, unknown> {
  const named = withNamedCorrections(shown, law?.documents ?? [], language);
  return isOfficial ? { ...named, ...answeredIn(all, law, language) } : named;
}

/** The questions of a decision with their answers, as the law of the claim asks them; of an answer without a question, its key. */
function answeredIn(
  { answers, decidedStage }: TimelineRecord['facts'],
  law: Law,
  language: Language,
): { readonly answered?: readonly { readonly key: string; readonly label: string; readonly answer: unknown }[] } {
  if (typeof answers !== 'object' || answers === null) {
    return {};
  }
  const asked = law?.stages.find(({ stage }) => stage === decidedStage)?.questions ?? [];
  const given = Object.entries(answers).map(([key, answer]: [string, unknown]) => ({
    key,
    label: asked.find((question) => question.key === key)?.label[language] ?? key,
    answer,
  }));
  return given.length === 0 ? {} : { answered: given };
}

function sentenceOf({ act, facts, onBehalfOf }: TimelineRecord, law: Law, language: Language): string {
  const bySystem = systemTaskWords(act, facts);
  if (bySystem !== undefined) {
    return fill(bySystem[language], { who: whoIsAway(onBehalfOf)[language] }, language);
  }
  const decision = DECISIONS.find((one) => one === facts['decision']);
  const stage = law?.stages.find((one) => one.stage === facts['decidedStage']);
  const words = decision === 'approve' && stage !== undefined ? APPROVED_AT_STAGE : WORDS[decision ?? act];
  const places = {
    ...placesOf(facts, language),
    stage: stage?.labels[language] ?? '',
    document: documentWord(text(facts['document']), law?.documents ?? [])[language],
  };
  return fill(words[language], places, language);
}

function placesOf(facts: TimelineRecord['facts'], language: Language): Readonly<Record<string, string>> {
  return {
    linesLeft: text(facts['linesLeft']),
    version: text(facts['version']),
    rows: text(facts['rows']),
    imported: text(facts['imported']),
    outcome: worded(OUTCOMES, facts['outcome'], language),
    // Entries older than the payments' purpose name the purpose that was under way.
    money: worded(MONEY, facts['money'] ?? facts['purpose'], language),
    amount: yuan(facts['amountFen']),
    moved: yuan(facts['movedFen']),
  };
}

function worded(words: Readonly<Record<string, Sentence>>, code: unknown, language: Language): string {
  return words[text(code)]?.[language] ?? text(code);
}

function yuan(fen: unknown): string {
  return typeof fen === 'number' && Number.isSafeInteger(fen) ? formatFen(parseFen(fen)) : '—';
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '—';
}
