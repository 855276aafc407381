import { dayAt } from '../calendar.ts';
import type { Label } from '../policy/policy-pack.ts';
import { organWord } from '../texts/organ-words.ts';
import type { CaseCause, CaseDiagnosis, CaseFacts } from './case-diagnosis.ts';
import { ENGINE_FOR_APPLICANT, ENGINE_SENTENCES } from './engine-cause.ts';
import { UNABLE_SENTENCES } from './unable-seat.ts';
import { SHARED_SENTENCES, type Words } from './shared-sentences.ts';

/** Sentences for officials; `{who}` is an office with its person, `{due}` the last day. */
const SENTENCES: Readonly<Record<CaseCause, Words>> = {
  ...SHARED_SENTENCES,
  ...ENGINE_SENTENCES,
  ...UNABLE_SENTENCES,
  reviewOpen: [
    '自 {since} 起等待{who}受理备案，最迟 {due}。',
    'Waits since {since} for the answer of {who}, due {due}.',
  ],
  routingOpen: [
    '自 {since} 起等待{who}确定责任部门，最迟 {due}。',
    'Waits since {since} for {who} to name the responsible department, due {due}.',
  ],
  nobodyPresent: [
    '自 {since} 起等待{who}，但该岗位人员均已请假（{away}），最早 {back} 恢复；可由本人提前销假，也可由操作员延期或增设人员。',
    'Waits for {who}, where nobody is present since {since} (away: {away}); somebody is back on {back} at the earliest. They may end their absence earlier, an operator may extend the deadline or give the seat another person.',
  ],
  correctionByApplicant: [
    '自 {since} 起退回申请单位补正，等待重新提交。',
    'Returned to the applicant on {since}; it has to be corrected and submitted again.',
  ],
  classToOpen: ['备案已受理，等待 {opens} 开班。', 'Accepted; the class opens on {opens}.'],
  classRunning: ['培训进行中，{ends} 24:00 结业。', 'The class runs until the end of {ends}.'],
  resultsOwed: [
    '自 {since} 起等待申请单位导入考核结果，最迟 {due}；申领期限至 {window} 24:00，过期备案失效。',
    'Waits since {since} for the results from the applicant, due {due}; the class lapses unless claimed by the end of {window}.',
  ],
  claimOwed: [
    '考核结果已录入，等待申请单位于 {due} 24:00 前提交申领，过期备案失效。',
    'The results are there; the class lapses unless the applicant submits its claim by the end of {due}.',
  ],
  visitsOwed: ['责任部门还须登记检查：{visits}。', 'Visits that the department still has to enter: {visits}.'],
  advanceOpen: ['先行拨付申领 {claimNo} 正在办理。', 'Its advance is under way: claim {claimNo}.'],
  noticeConfirmation: [
    '自 {since} 起等待{who}确认公示，最迟 {due}。',
    'Waits since {since} for {who} to confirm the notice, due {due}.',
  ],
  noticeRunning: ['公示中，至 {ends} 24:00 期满。', 'On public notice until the end of {ends}.'],
  objectionOpen: [
    '自 {since} 起有异议等待{who}裁定，最迟 {due}。',
    'An objection waits since {since} for the ruling of {who}, due {due}.',
  ],
  batchRelease: [
    '自 {since} 起等待{who}复核支付批次，最迟 {due}。',
    'Waits since {since} for {who} to release the batch, due {due}.',
  ],
  paymentUnanswered: [
    '自 {since} 起等待财政支付系统回报结果。',
    'Sent on {since}; the finance system has not reported every result.',
  ],
  claimed: ['已于 {since} 提交申领 {claimNo}。', 'Claimed on {since}: {claimNo}.'],
  expired: ['申领期限已过，备案于 {since} 失效。', 'Not claimed in time; it lapsed on {since}.'],
  rejected: ['已于 {since} 退回。', 'Sent back on {since}.'],
};

const AT_WORK: Words = ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'];

const ARRANGING: Words = [
  '正在安排人员办理，无需您办理。',
  'The office is arranging who acts; nothing is wanted of you.',
];

/** Sentences that differ for the applicant; the others are the same without a person's name. */
const FOR_APPLICANT: Readonly<Partial<Record<CaseCause, Words>>> = {
  ...ENGINE_FOR_APPLICANT,
  draftOpen: ['请核对后提交备案。', 'Check the filing, then submit it.'],
  correctionByApplicant: ['请按退回意见补正后重新提交。', 'Correct what was returned and submit it again.'],
  resultsOwed: [
    '请于 {due} 前导入考核结果，并于 {window} 24:00 前提交申领。',
    'Give the results by {due}, and submit the claim by the end of {window}.',
  ],
  claimOwed: ['请于 {due} 24:00 前提交申领。', 'Submit the claim by the end of {due}.'],
  assigneeGone: ARRANGING,
  nobodyEligible: ARRANGING,
  workerDown: ['系统正在恢复，无需您办理。', 'The system is recovering; nothing is wanted of you.'],
  workerNotAnswering: AT_WORK,
  startLost: AT_WORK,
  actNotRecorded: AT_WORK,
  timerMissed: AT_WORK,
  noOpenTask: AT_WORK,
  nobodyPresent: [
    '承办人员暂不在岗，最早 {back} 恢复办理，无需您办理。',
    'The people of the office are away; somebody is back on {back} at the earliest. Nothing is wanted of you.',
  ],
};

type Said = Pick<CaseDiagnosis, 'cause' | 'sinceMs' | 'owner' | 'dueOn'>;

/** @param more places of this cause alone */
export function caseSentences(
  said: Said,
  { nowMs }: Pick<CaseFacts, 'nowMs'>,
  more: Readonly<Record<string, string | Label>>,
): Pick<CaseDiagnosis, 'sentence' | 'sentenceForApplicant'> {
  const worded = (words: Words, name: string | null): Label => ({
    zh: filled(words[0], { ...places(said, nowMs, name, 'zh'), ...inLanguage(more, 'zh') }),
    en: filled(words[1], { ...places(said, nowMs, name, 'en'), ...inLanguage(more, 'en') }),
  });
  return {
    sentence: worded(SENTENCES[said.cause], said.owner?.displayName ?? null),
    sentenceForApplicant: worded(FOR_APPLICANT[said.cause] ?? SENTENCES[said.cause], null),
  };
}

function places({ sinceMs, dueOn, owner }: Said, nowMs: number, name: string | null, language: 'zh' | 'en') {
  const over = language === 'zh' ? '（已超期）' : ' (overdue)';
  const organ = owner === null || owner.organ === null ? null : organWord(owner.organ)[language];
  const who = [organ, owner?.section, name].filter((part) => typeof part === 'string').join(' · ');
  const due = dueOn === null ? '—' : `${dueOn}${dayAt(nowMs) > dueOn ? over : ''}`;
  return { since: dayAt(sinceMs), due, who: who === '' ? '—' : who };
}

function inLanguage(more: Readonly<Record<string, string | Label>>, language: 'zh' | 'en') {
  return Object.fromEntries(
    Object.entries(more).map(([name, value]) => [name, typeof value === 'string' ? value : value[language]]),
  );
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_place, key: string) => values[key] ?? '—');
}
