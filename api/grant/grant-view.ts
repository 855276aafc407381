import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { grantWarnings, isCallOpen, mayWriteGrant, type GrantWarning } from '../../domain/grant/grant-draft.ts';
import { REPORTABLE_YEAR_STATES } from '../../domain/grant/grant-title-course.ts';
import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { maskAccount, maskIdNumber, maskName } from '../../domain/notice/mask.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';
import type { GrantRecord } from './grant-ports.ts';
import { instalmentsOf, titleFields, titleOf } from './grant-title-view.ts';
import { titleActs } from './title-acts.ts';

/** A grant in a list. */
export function grantItem(grant: GrantRecord) {
  return {
    id: grant.id,
    grantNo: grant.grantNo,
    callId: grant.callId,
    route: grant.route,
    jurisdiction: grant.jurisdiction,
    applicantJurisdiction: grant.applicantJurisdiction,
    year: grant.year,
    applicant: { id: grant.applicant.id, name: grant.applicant.name },
    state: grant.state,
    revision: grant.revision,
    amountFen: grant.amountFen,
    ...titleOf(grant),
  };
}

export function isHolder(grant: GrantRecord, { partyId }: Caller): boolean {
  return partyId !== null && partyId === grant.applicant.id;
}

/** One grant for the person who asks: people and accounts are whole for the holder alone. */
export function grantView(grant: GrantRecord, caller: Caller, language: Language, at: Date) {
  const { content, leader, payee } = grant;
  const isWhole = isHolder(grant, caller);
  return {
    ...grantItem(grant),
    callState: grant.callState,
    address: grant.address,
    plan: { ...content.plan },
    budget: {
      grantFen: grant.amountFen,
      ownFundsFen: content.budget.ownFundsFen,
      items: content.budget.items.map((item) => ({ ...item })),
    },
    leader:
      leader === null
        ? null
        : {
            name: isWhole ? leader.name : maskName(leader.name),
            idNumber: isWhole ? leader.idNumber : maskIdNumber(leader.idNumber),
            honours: [...content.honours],
          },
    payeeAccount: payee === null ? null : { ...payee, number: isWhole ? payee.number : maskAccount(payee.number) },
    instalments: instalmentsOf(grant),
    ...titleFields(grant),
    review: { score: scoreOf(grant, caller) },
    returned:
      grant.returned === null || !isBack(grant)
        ? null
        : {
            corrections: grant.returned.corrections.map((one) => ({ ...one })),
            remark: grant.returned.remark,
            year: grant.returned.year ?? null,
            dueAt: grant.state === 'returnedToApplicant' ? (grant.timerAt?.toISOString() ?? null) : null,
          },
    noticeId: grant.noticeId,
    reason: grant.outcomeReason,
    stateSince: grant.stateSince.toISOString(),
    submittedAt: grant.submittedAt?.toISOString() ?? null,
    createdAt: grant.createdAt.toISOString(),
    warnings: warningsOf(grant, language),
    acts: grantActs(grant, caller, language, at),
  };
}

/** The application is back with its holder, or the report of the year that was returned is still awaited. */
function isBack({ state, returned, title }: GrantRecord): boolean {
  const year = (title?.years ?? []).find((one) => one.year === returned?.year);
  return state === 'returnedToApplicant' || (year !== undefined && isOneOf(REPORTABLE_YEAR_STATES, year.state));
}

/** For offices once scoring is closed; null before, for the holder and for experts. */
function scoreOf({ validScores, scoreCenti, rank, snapshot, scoringClosed }: GrantRecord, { partyId, roles }: Caller) {
  const isOffice = partyId === null && !roles.includes('expert');
  return !isOffice || !scoringClosed || validScores === null
    ? null
    : { scoreCenti, validScores, quorum: snapshotInt(snapshot, 'panel.quorum'), rank };
}

const WARNING_WORDS: Readonly<
  Record<GrantWarning, { readonly rule: string; readonly zh: string; readonly en: string }>
> = {
  NOT_YET_REGIONAL: {
    rule: 'R-119',
    zh: '申报国家级项目的单位通常已有自治区级称号',
    en: 'Who applies for the national level usually has the regional title',
  },
  LEADER_WITHOUT_HONOUR: {
    rule: 'R-115',
    zh: '带头人没有文件所列的荣誉',
    en: 'The leader has none of the honours that the document names',
  },
  BUDGET_NOT_GRANT: {
    rule: 'R-089',
    zh: '预算各项之和与资助金额不一致',
    en: 'The items of the budget do not sum to the grant',
  },
};

function warningsOf(grant: GrantRecord, language: Language) {
  const { amountFen, level, hasRegionalTitle, snapshot, content } = grant;
  const holder = snapshot.routeDefinition.designation?.holder ?? 'applicant';
  const { value = null } = snapshot.parameters.find(({ key }) => key === 'studio.leaderHonours') ?? {};
  const honoursWanted = typeof value === 'object' ? value : null;
  return grantWarnings(content, { amountFen, level, holder, hasRegionalTitle, honoursWanted }).map((code) => ({
    code,
    rule: WARNING_WORDS[code].rule,
    detail: WARNING_WORDS[code][language],
  }));
}

/** The holder's and the experts' own acts, from the table that the workflow enforces; decisions are on the tasks. */
function grantActs(grant: GrantRecord, caller: Caller, language: Language, at: Date) {
  const view = actViews('grant', caller, language);
  const { callState: state, callClosesAtMs: closesAtMs } = grant;
  const isOpen = state !== null && isCallOpen({ state, closesAtMs }, at.getTime());
  const written: ProblemCode | null = mayWriteGrant(grant.state) && isHolder(grant, caller) ? null : 'WRONG_STATE';
  const closed: ProblemCode | null = isOpen ? null : 'CALL_NOT_OPEN';
  const submission: ProblemCode | null = grant.state === 'draft' ? closed : 'WRONG_STATE';
  const withdrawal = grant.state === 'draft' ? null : refusalOf(grant, { kind: 'withdraw', ...asked(grant, caller) });
  const acts: readonly (readonly [OfferedAct<'grant'>, ProblemCode | null])[] = [
    ['edit', written],
    ['putDocument', written],
    ['submission', submission],
    ['resubmission', refusalOf(grant, { kind: 'resubmit', ...asked(grant, caller) })],
    ['withdrawal', withdrawal],
    ['scoreWithdrawal', refusalOf(grant, { kind: 'withdrawScore', ...asked(grant, caller) })],
    ...titleActs(grant, asked(grant, caller), (message) => refusalOf(grant, message)),
  ];
  return acts.map(([act, refusal]) => view(act, refusal));
}

function asked(grant: GrantRecord, actor: Caller) {
  return { actor, expectedRevision: grant.revision, actId: '', atMs: 0 };
}

function refusalOf(grant: GrantRecord, message: GrantMessage): ProblemCode | null {
  if (grant.course === null) {
    return 'WRONG_STATE';
  }
  const verdict = judgeGrantAct(grant.course, message, grant.plan);
  return verdict.ok ? null : problemOfCode(verdict.reason);
}
