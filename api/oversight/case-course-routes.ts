import { mayAsk } from '../../domain/authority/permissions.ts';
import { diagnoseFiling } from '../../domain/filing/diagnose-filing.ts';
import { diagnoseNotice } from '../../domain/notice/diagnose-notice.ts';
import { diagnoseBatch } from '../../domain/payout/diagnose-batch.ts';
import { CaseDiagnosisView, DiagnosisQuery } from '../../schemas/diagnosis-schemas.ts';
import { FilingParams } from '../../schemas/filing-schemas.ts';
import { FilingTimelineAnswer } from '../../schemas/filing-timeline-schemas.ts';
import { PageQuery } from '../../schemas/http-schemas.ts';
import { NoticeParams } from '../../schemas/notice-schemas.ts';
import { BatchParams } from '../../schemas/payout-schemas.ts';
import { positionOf } from '../claim/claim-read-routes.ts';
import { isOwn } from '../filing/filing-acts.ts';
import type { FilingStore } from '../filing/filing-ports.ts';
import type { Caller } from '../kernel/caller.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { NoticeStore } from '../notice/notice-ports.ts';
import type { PayoutStore } from '../payout/payout-ports.ts';
import { caseDiagnosisView } from './case-diagnosis-view.ts';
import type { CaseReads } from './case-reads.ts';
import type { Standings } from './diagnosis-ports.ts';
import { filingEntryView } from './filing-timeline-view.ts';

export interface CaseCourseDependencies {
  readonly filings: Pick<FilingStore, 'find' | 'visits'>;
  readonly notices: Pick<NoticeStore, 'find'>;
  readonly payouts: Pick<PayoutStore, 'find'>;
  readonly cases: CaseReads;
  readonly standings: Standings;
}

/** Why filings, notices and batches wait (api §10a), and what happened to a filing. */
export function caseCourseRoutes(deps: CaseCourseDependencies): readonly Route[] {
  return [diagnoseFilingRoute(deps), filingTimelineRoute(deps), diagnoseNoticeRoute(deps), diagnoseBatchRoute(deps)];
}

function diagnoseFilingRoute({ filings, cases, standings }: CaseCourseDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseClassFiling',
    method: 'get',
    path: '/api/v1/class-filings/:filingId/diagnosis',
    summary: 'Why a class filing waits: one cause, since when, whose turn it is, and what moves it next',
    params: FilingParams,
    query: DiagnosisQuery,
    answer: CaseDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { filingId: id }, query: { fresh }, at, language }) {
      const { state, assessmentDueOn, claims } = there(await filings.find(id, caller));
      const facts = there(await factsOf({ cases, standings }, { kind: 'filing', id }, { caller, fresh, at }));
      const visited = (await filings.visits(id)).map(({ kind }) => kind);
      const said = diagnoseFiling({ ...facts, state, assessmentDueOn, claims, visited });
      return { body: caseDiagnosisView(said, { isOfficial: isOfficial(caller), language }) };
    },
  });
}

function filingTimelineRoute({ filings, cases }: CaseCourseDependencies): Route {
  return defineRoute({
    operationId: 'readClassFilingTimeline',
    method: 'get',
    path: '/api/v1/class-filings/:filingId/timeline',
    summary: 'What happened to a class filing, the newest last',
    params: FilingParams,
    query: PageQuery,
    answer: FilingTimelineAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { filingId }, query: { limit, cursor }, language }) {
      const filing = there(await filings.find(filingId, caller));
      const rows = await cases.filingTimeline(filingId, { limit, after: positionOf(cursor) });
      const reader = { isOfficial: !isOwn(filing, caller), language };
      const page = pageOf(
        rows,
        limit,
        ({ seq }) => [seq],
        (row) => filingEntryView(row, reader),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function diagnoseNoticeRoute({ notices, cases, standings }: CaseCourseDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseNotice',
    method: 'get',
    path: '/api/v1/notices/:noticeId/diagnosis',
    summary: 'Why a notice waits: for a side, for its days or for a ruling',
    params: NoticeParams,
    query: DiagnosisQuery,
    answer: CaseDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { noticeId: id }, query: { fresh }, at, language }) {
      const { course, endsAt, openObjections } = there(await notices.find(id, caller));
      const facts = there(await factsOf({ cases, standings }, { kind: 'notice', id }, { caller, fresh, at }));
      const endsAtMs = endsAt === null ? null : endsAt.getTime();
      const said = diagnoseNotice({ ...facts, state: course.state, endsAtMs, openObjections });
      return { body: caseDiagnosisView(said, { isOfficial: isOfficial(caller), language }) };
    },
  });
}

function diagnoseBatchRoute({ payouts, cases, standings }: CaseCourseDependencies): Route {
  return defineRoute({
    operationId: 'diagnosePayoutBatch',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/diagnosis',
    summary: 'Why a batch waits: for its checker, or for the finance system',
    params: BatchParams,
    query: DiagnosisQuery,
    answer: CaseDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { batchId: id }, query: { fresh }, at, language }) {
      const { course } = there(await payouts.find(id, caller));
      const facts = there(await factsOf({ cases, standings }, { kind: 'batch', id }, { caller, fresh, at }));
      const said = diagnoseBatch({ ...facts, state: course.state });
      return { body: caseDiagnosisView(said, { isOfficial: isOfficial(caller), language }) };
    },
  });
}

/** What explains an entity, as it is kept or, where the caller may ask the engine, as it is now. */
async function factsOf(
  { cases, standings }: Pick<CaseCourseDependencies, 'cases' | 'standings'>,
  entity: Parameters<CaseReads['factsOf']>[0],
  { caller, fresh, at }: { readonly caller: Caller; readonly fresh: boolean; readonly at: Date },
) {
  if (fresh && mayAsk(caller.roles, 'listStuckClaims')) {
    await standings.askNow(entity);
  }
  return cases.factsOf(entity, at);
}

function there<Value>(value: Value | null): Value {
  if (value === null) {
    throw new Problem('NOT_FOUND');
  }
  return value;
}

function isOfficial(caller: Caller): boolean {
  return caller.partyId === null;
}
