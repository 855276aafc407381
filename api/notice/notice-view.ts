import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import {
  NOTICE_STATES,
  judgeNoticeAct,
  type NoticeMessage,
  type NoticeState,
} from '../../domain/notice/notice-course.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { actViews } from '../kernel/act-view.ts';
import type { NoticeGrantItem } from '../../domain/notice/notice-page.ts';
import type { NoticeGlance, NoticeItemRecord, NoticeRecord, PublicNotice } from './notice-ports.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';

type ShownState = 'draft' | 'confirmedByOne' | 'published' | 'closed' | 'withdrawn';

/** The contract's word for a notice's state: what opens has two words but no publication yet; a rejection is an end. */
export function shownState(state: NoticeState): ShownState {
  if (state === 'opening') {
    return 'confirmedByOne';
  }
  return state === 'rejected' ? 'withdrawn' : state;
}

/** The workflow's states that a shown state represents. */
export function statesShownAs(shown: ShownState): readonly NoticeState[] {
  return NOTICE_STATES.filter((state) => shownState(state) === shown);
}

export function noticeGlance(notice: NoticeGlance) {
  return {
    id: notice.id,
    noticeNo: notice.noticeNo,
    jurisdiction: notice.jurisdiction,
    responsibleDepartment: notice.responsibleDepartment,
    state: shownState(notice.state),
    revision: notice.revision,
    publishedAt: notice.publishedAt?.toISOString() ?? null,
    endsAt: notice.endsAt?.toISOString() ?? null,
    createdAt: notice.createdAt.toISOString(),
    claimIds: [...notice.claimIds],
    ...kindOf(notice),
    items: notice.items,
  };
}

export function noticeView(
  notice: NoticeRecord,
  items: readonly (NoticeItemRecord | NoticeGrantItem)[],
  { caller, language }: { readonly caller: Caller; readonly language: Language },
) {
  return {
    id: notice.noticeId,
    noticeNo: notice.noticeNo,
    jurisdiction: notice.jurisdiction,
    responsibleDepartment: notice.responsibleDepartment,
    state: shownState(notice.course.state),
    reason: notice.outcomeReason,
    revision: notice.revision,
    publishedAt: notice.publishedAt?.toISOString() ?? null,
    endsOn: notice.endsOn,
    endsAt: notice.endsAt?.toISOString() ?? null,
    pageHash: notice.pageHash,
    policyVersion: notice.policyVersion,
    createdAt: notice.createdAt.toISOString(),
    stateSince: notice.stateSince.toISOString(),
    claimIds: notice.claims.map((claim) => claim.claimId).toSorted(),
    ...kindOf(notice),
    confirmations: notice.confirmations.map((word) => ({ ...word })),
    claims: notice.claims.map(({ facts, claimId, purpose, state, dropReason }) => ({
      ...facts,
      claimId,
      purpose,
      state,
      dropReason,
    })),
    openObjections: notice.openObjections,
    items: items.map((item) => ({ ...item })),
    amountFen: items.reduce((total, { amountFen }) => total + amountFen, 0),
    acts: noticeActs(notice, caller, language),
  };
}

/** A person's acts on a notice, from the table that its workflow enforces. */
function noticeActs(notice: NoticeRecord, caller: Caller, language: Language) {
  const asked = { actor: caller, expectedRevision: notice.course.revision, actId: '', atMs: 0 };
  const messages: readonly (readonly [act: OfferedAct<'notice'>, message: NoticeMessage])[] = [
    ['confirmation', { kind: 'confirm', ...asked }],
    ['rejection', { kind: 'reject', ...asked }],
    ['withdrawal', { kind: 'withdraw', ...asked }],
  ];
  const view = actViews('notice', caller, language);
  return messages.map(([act, message]) => {
    const verdict = judgeNoticeAct(notice.course, message, notice.plan);
    return view(act, verdict.ok ? null : problemOfRefusal(verdict.reason));
  });
}

function kindOf({ callId }: { readonly callId: string | null }) {
  return { kind: callId === null ? ('claim' as const) : ('grant' as const), grantCallId: callId };
}

export function publicNoticeView({ noticeId, organs, claims, items, grants = [], ...notice }: PublicNotice) {
  return {
    id: noticeId,
    ...notice,
    organs: [...organs],
    claims: claims.map((claim) => ({ ...claim })),
    items: [...items.map((item) => ({ ...item })), ...grants.map((item) => ({ ...item }))],
  };
}
