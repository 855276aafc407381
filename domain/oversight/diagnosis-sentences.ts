import { dayAt } from '../calendar.ts';
import { organWord } from '../texts/organ-words.ts';
import type { Label } from '../policy/policy-pack.ts';
import { REGISTER_LABELS } from '../texts/rule-texts.ts';
import { HOLD_CATEGORY_WORDS, OUTCOME_WORDS } from '../texts/state-words.ts';
import { backOn, emptySeatOf } from './absent-seat.ts';
import type { Cause, Diagnosis, DiagnosisFacts, Owner } from './diagnosis.ts';
import { ENGINE_FOR_APPLICANT, ENGINE_SENTENCES, enginePlaces } from './engine-cause.ts';
import { UNABLE_SENTENCES, unablePlaces } from './unable-seat.ts';
import { SHARED_SENTENCES, type Words } from './shared-sentences.ts';

/**
 * Sentences for officials; `{since}` is a day, `{who}` and `{whoEn}` an office with its person, `{due}` the last day.
 */
const SENTENCES: Readonly<Record<Cause, Words>> = {
  ...SHARED_SENTENCES,
  ...ENGINE_SENTENCES,
  ...UNABLE_SENTENCES,
  reviewOpen: [
    '自 {since} 起等待{who}审核，最迟 {due}。',
    'Waits since {since} for the review by {whoEn}, due {dueEn}.',
  ],
  correctionByBureau: [
    '自 {since} 起等待{who}更正后再报，最迟 {due}。',
    'Waits since {since} for the correction by {whoEn}, due {dueEn}.',
  ],
  accountConfirmation: [
    '自 {since} 起等待{who}确认更正后的账户，最迟 {due}。',
    'Waits since {since} for {whoEn} to confirm the corrected account, due {dueEn}.',
  ],
  accountCorrection: [
    '自 {since} 起付款失败或已退回：先由申请单位更正账户，再由{who}确认，最迟 {due}。',
    'The payment failed or came back on {since}: the applicant corrects the account, then {whoEn} confirms it, due {dueEn}.',
  ],
  disbursementOpen: [
    '自 {since} 起等待{who}编制支付批次，最迟 {due}。',
    'Waits since {since} for {whoEn} to put it into a batch, due {dueEn}.',
  ],
  payeeChanged: [
    '自 {since} 起不能支付：收款账户与核准时不一致。由{who}退回，申请单位重新填报账户并重新审核；请操作员核查。',
    'Not paid since {since}: the payee is not the one that was approved. {whoEn} returns the claim, the applicant gives the account again and it is approved again; an operator has to look.',
  ],
  recoveryOpen: [
    '先行拨付多于核准，自 {since} 起等待退回；由{who}登记退款或决定抵扣，下次提醒 {due}。',
    'More was advanced than approved: since {since} it is due back; {whoEn} enters the repayment or decides a set-off, next reminder {dueEn}.',
  ],
  entryConfirmation: [
    '财政部门一人已于 {since} 录入退款、抵扣或匹配，等待{who}另一人复核。',
    'One person of Finance entered a repayment, a set-off or a match on {since}; it waits for a second one at {whoEn}.',
  ],
  advanceUnsettled: [
    '先行拨付款自 {since} 起尚未结算，等待申请单位申报该班补贴。',
    'Advanced on {since} and not settled yet; the applicant has to claim the class.',
  ],
  batchRelease: [
    '自 {since} 起等待{who}复核支付批次，最迟 {due}。',
    'Waits since {since} for {whoEn} to release its batch, due {dueEn}.',
  ],
  correctionByApplicant: [
    '自 {since} 起退回申请单位补正，{due} 24:00 前未重新提交则终止。',
    'Returned to the applicant on {since}; it lapses unless resubmitted by the end of {dueEn}.',
  ],
  noticeConfirmation: [
    '自 {since} 起等待公示确认（已确认：{sides}）。',
    'Waits since {since} for the confirmation of its notice (confirmed: {sidesEn}).',
  ],
  objectionOpen: [
    '公示已期满，尚有 {objections} 件异议等待{who}裁定。',
    'The notice period is over; {objections} objection(s) wait for the ruling of {whoEn}.',
  ],
  noticeRunning: ['公示中，至 {due} 24:00 期满。', 'On public notice until the end of {dueEn}.'],
  evidenceWindow: [
    '等待六个月就业核查，材料最迟 {due}；申请单位可提前声明材料已齐。',
    'In the six-month contract check until {dueEn}; the applicant may say earlier that the evidence is complete.',
  ],
  registerDown: [
    '{register}无法访问，恢复后自动继续计核。',
    'The {registerEn} does not answer; counting goes on by itself once it does.',
  ],
  paymentUnanswered: [
    '自 {since} 起等待财政支付系统回报结果（已 {days} 个工作日）。',
    'Sent on {since}; the finance system has not reported a result ({days} working days).',
  ],
  noticeNotSettled: [
    '公示已于 {since} 期满且无未裁定异议，但尚未转入下一环节，请操作员检查。',
    'The notice ended on {since} without an open objection and did not let the claim go; an operator has to look.',
  ],
  nobodyPresent: [
    '自 {since} 起等待{who}，但该岗位人员均已请假（{away}），最早 {back} 恢复；可由本人提前销假，也可由操作员延期或增设人员。',
    'Waits for {whoEn}, where nobody is present since {since} (away: {awayEn}); somebody is back on {back} at the earliest. They may end their absence earlier, an operator may extend the deadline or give the seat another person.',
  ],
  reportParked: [
    '自 {since} 起支付结果的回报无法入账（{parked}），等待{who}匹配或说明。',
    'A report of the payment is parked since {since} ({parked}): {whoEn} matches it or says what it is.',
  ],
  reportNotTaken: [
    '支付结果已于 {since} 收到，但支付批次尚未入账，系统正在重试。',
    'The result of the payment came on {since} and its batch has not taken it; it is being repeated.',
  ],
  timerMissing: [
    '自 {since} 起应有自动进行的步骤，但没有定时，请操作员检查。',
    'Since {since} something has to come by itself and no timer stands for it; an operator has to look.',
  ],
  heldByCase: [
    '自 {since} 起因立案核查暂停，等待{who}与本案无关的复核人员结案，还需 {words} 人。',
    'Held by an integrity case since {since}: {words} reviewer(s) of {whoEn} who have no part in it have to close it.',
  ],
  held: ['自 {since} 起暂停{category}{until}。', 'On hold since {since}{categoryEn}{untilEn}.'],
  rejected: ['已于 {since} 不予通过（{outcome}）。', 'Rejected on {since} ({outcomeEn}).'],
};

/** S3: what the office does when nobody may end a case. */
const NOBODY_CLOSES: Words = [
  '自 {since} 起因立案核查暂停，还需 {words} 名与本案无关的复核人员结案，现仅有 {closers} 名：请上级人社部门结案，或在人社部门其他科室增设复核账户。',
  'Held by an integrity case since {since}: it takes {words} reviewer(s) of the HR bureau who have no part in it, and only {closers} exist(s). Let the bureau of the jurisdiction above close it, or give another section of the bureau an account.',
];

function wordsOf(cause: Cause, { hold }: DiagnosisFacts): Words {
  const isOpen = cause === 'heldByCase' && hold !== null && hold.case !== null;
  return isOpen && hold.case.closers < hold.case.wordsMissing ? NOBODY_CLOSES : SENTENCES[cause];
}

/** Sentences that differ for the applicant; the others are the same without a person's name. */
const FOR_APPLICANT: Readonly<Partial<Record<Cause, Words>>> = {
  ...ENGINE_FOR_APPLICANT,
  draftOpen: ['请核对人员和金额后提交。', 'Check people and amounts, then submit.'],
  correctionByApplicant: [
    '请按退回意见补正，并于 {due} 24:00 前重新提交。',
    'Correct what was returned and resubmit by the end of {dueEn}.',
  ],
  accountCorrection: ['付款失败或已退回，请更正收款账户。', 'The payment failed or came back; correct the account.'],
  recoveryOpen: [
    '先行拨付多于核准金额，请将多拨部分退回财政；也可由财政部门决定从您的其他应付款中抵扣。',
    'More was advanced than approved: pay the rest back to Finance, unless Finance decides to set it off.',
  ],
  payeeChanged: ['收款账户需要核查，暂不能支付。', 'The payee account has to be checked before it can be paid.'],
  entryConfirmation: ['财政部门正在复核，无需您办理。', 'Finance is checking; nothing is wanted of you.'],
  evidenceWindow: [
    '请于 {due} 前提交劳动合同和社保材料；材料已齐可提前声明。',
    'Send contracts and insurance by {dueEn}; say so when there are no more.',
  ],
  assigneeGone: ['正在安排人员办理，无需您办理。', 'The office is arranging who acts; nothing is wanted of you.'],
  nobodyEligible: ['正在安排人员办理，无需您办理。', 'The office is arranging who acts; nothing is wanted of you.'],
  reportParked: [
    '财政部门正在核对支付结果，无需您办理。',
    'Finance is checking the result of the payment; nothing is wanted of you.',
  ],
  reportNotTaken: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  timerMissing: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  heldByCase: ['该申请自 {since} 起暂停办理。', 'On hold since {since}.'],
  workerDown: ['系统正在恢复，无需您办理。', 'The system is recovering; nothing is wanted of you.'],
  workerNotAnswering: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  startLost: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  actNotRecorded: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  timerMissed: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  noticeNotSettled: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  noOpenTask: ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'],
  nobodyPresent: [
    '承办人员暂不在岗，最早 {back} 恢复办理，无需您办理。',
    'The people of the office are away; somebody is back on {back} at the earliest. Nothing is wanted of you.',
  ],
  held: ['该申请自 {since} 起暂停办理。', 'On hold since {since}.'],
};

type Said = Omit<Diagnosis, 'sentence' | 'sentenceForApplicant' | 'also'>;

export function sentencesOf(said: Said, facts: DiagnosisFacts): Pick<Diagnosis, 'sentence' | 'sentenceForApplicant'> {
  const forApplicant = FOR_APPLICANT[said.cause] ?? SENTENCES[said.cause];
  return {
    sentence: worded(wordsOf(said.cause, facts), placesOf(said, facts, said.owner?.displayName ?? null)),
    sentenceForApplicant: worded(forApplicant, placesOf(said, facts, null)),
  };
}

function placesOf(said: Said, facts: DiagnosisFacts, name: string | null): Readonly<Record<string, string>> {
  const until = facts.hold?.untilMs ?? null;
  const untilDay = until === null ? null : dayAt(until);
  return {
    since: dayAt(said.sinceMs),
    due: dueWords(said, facts, 'zh'),
    dueEn: dueWords(said, facts, 'en'),
    who: whoOf(officeOf(said, facts), name, 'zh'),
    whoEn: whoOf(officeOf(said, facts), name, 'en'),
    ...codeWords(facts),
    objections: String(facts.notice?.openObjections ?? 0),
    days: String(facts.workingDaysInState),
    until: untilDay === null ? '' : `，至 ${untilDay}`,
    untilEn: untilDay === null ? '' : ` until ${untilDay}`,
    words: String(facts.hold?.case?.wordsMissing ?? 0),
    closers: String(facts.hold?.case?.closers ?? 0),
    ...awayWords(said, facts),
    ...enginePlaces(facts.engine),
    ...unablePlaces(facts.tasks.find(({ unable }) => unable !== null)?.unable ?? null),
    parked: facts.report?.parked ?? '—',
  };
}

/** What the facts say in codes, in the words of both languages. */
function codeWords({ notice, waitingRegister, hold, outcome }: DiagnosisFacts): Readonly<Record<string, string>> {
  const sides = (notice?.confirmedSides ?? []).map((side) => SIDES[side] ?? UNNAMED);
  const register = Object.entries(REGISTERS).find(([code]) => code === waitingRegister)?.[1] ?? REGISTER;
  const category = HOLD_CATEGORY_WORDS[hold?.category ?? ''];
  const ended = outcome === null ? UNNAMED : OUTCOME_WORDS[outcome];
  return {
    sides: sides.map(({ zh }) => zh).join('、') || '—',
    sidesEn: sides.map(({ en }) => en).join(', ') || '—',
    register: register.zh,
    registerEn: register.en,
    category: category === undefined ? '' : `（${category.zh}）`,
    categoryEn: category === undefined ? '' : ` (${category.en})`,
    outcome: ended.zh,
    outcomeEn: ended.en,
  };
}

const UNNAMED: Label = { zh: '—', en: '—' };
const REGISTER: Label = { zh: '登记系统', en: 'register' };
const REGISTERS: Readonly<Record<string, Label>> = {
  ...REGISTER_LABELS,
  identity: { zh: '身份登记系统', en: 'register of identities' },
  subsidies: { zh: '补贴登记系统', en: 'register of subsidies' },
};
const SIDES: Readonly<Record<string, Label>> = {
  department: { zh: '责任部门', en: 'the department' },
  bureau: { zh: '人社部门', en: 'the HR bureau' },
};

/** Who of the seat is away until when, and the first day on which somebody is back. */
function awayWords(said: Said, facts: DiagnosisFacts): Readonly<Record<string, string>> {
  const absent = emptySeatOf(said, facts)?.absent ?? [];
  return {
    away: absent.map(({ name, until }) => `${name}至 ${until}`).join('、'),
    awayEn: absent.map(({ name, until }) => `${name} until ${until}`).join(', '),
    back: backOn(absent) ?? '—',
  };
}

/** Writes the last day, and that it has passed if it has. */
function dueWords({ dueOn }: Said, facts: DiagnosisFacts, language: 'zh' | 'en'): string {
  if (dueOn === null) {
    return '—';
  }
  const over = language === 'zh' ? '（已超期）' : ' (overdue)';
  return dayAt(facts.nowMs) > dueOn ? `${dueOn}${over}` : dueOn;
}

/** The office that a sentence names: the owner, or the office that confirms the account which the applicant corrects. */
function officeOf({ cause, owner }: Said, { tasks }: DiagnosisFacts): Office | null {
  return cause === 'accountCorrection' ? (tasks.find(({ kind }) => kind === 'accountCorrection') ?? null) : owner;
}

type Office = Pick<Owner, 'organ' | 'section'>;

/** Writes an office for people: organ, section, person. */
function whoOf(owner: Office | null, name: string | null, language: 'zh' | 'en'): string {
  const organ = owner === null || owner.organ === null ? null : organWord(owner.organ)[language];
  return [organ, owner?.section, name].filter((part) => typeof part === 'string').join(' · ') || '—';
}

function worded([zh, en]: Words, places: Readonly<Record<string, string>>): Label {
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_place, key: string) => places[key] ?? '—');
  return { zh: filled(zh), en: filled(en) };
}
