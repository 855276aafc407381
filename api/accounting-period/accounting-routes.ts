import {
  judgeCloser,
  judgeProposer,
  judgeReopening,
  quarterOf,
  quartersOfYear,
} from '../../domain/accounting-period/accounting-period.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { Verdict } from '../../domain/verdict.ts';
import {
  AccountingList,
  AccountingListQuery,
  AccountingParams,
  AccountingPeriodView,
  ReopeningBody,
} from '../../schemas/accounting-schemas.ts';
import { actViews } from '../kernel/act-view.ts';
import { hasRole, type Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { differenceFacts } from '../reconciliation/difference-words.ts';
import type { AccountingStore, PeriodRecord, PeriodWritten } from './accounting-ports.ts';

export interface AccountingDependencies {
  readonly accounting: AccountingStore;
}

/** The quarters of the books: a maker proposes to close one, another person closes it, and it stays as it is. */
export function accountingRoutes({ accounting }: AccountingDependencies): readonly Route[] {
  return [listPeriods(accounting), propose(accounting), confirm(accounting), reopen(accounting)];
}

function listPeriods(accounting: AccountingStore): Route {
  return defineRoute({
    operationId: 'listAccountingPeriods',
    method: 'get',
    path: '/api/v1/accounting-periods',
    summary: 'The quarters of a year, with the digest of what was proposed or closed',
    query: AccountingListQuery,
    answer: AccountingList,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query, at, language }) {
      const year = query.year ?? Number(dayAt(at.getTime()).slice(0, 4));
      const rows = await accounting.list(year, caller);
      const items = quartersOfYear(year).map(({ period }) =>
        periodView(rows.find((row) => row.period === period) ?? { ...OPEN, period }, { caller, at, language }),
      );
      return { body: pageOfAll(items, query.limit, query.cursor) };
    },
  });
}

const OPEN = {
  state: 'open',
  reportSha256: null,
  proposedBy: null,
  proposedByName: null,
  proposedAt: null,
  closedBy: null,
  closedByName: null,
  closedAt: null,
} as const;

function propose(accounting: AccountingStore): Route {
  return defineRoute({
    operationId: 'proposeAccountingClosure',
    method: 'post',
    path: '/api/v1/accounting-periods/:period/closure',
    summary:
      'Propose to close a quarter that is over and has no unexplained difference; in force once a checker confirms',
    params: AccountingParams,
    answer: AccountingPeriodView,
    status: 201,
    idempotency: 'required',
    problems: ['WRONG_STATE', 'PERIOD_NOT_OVER', 'PERIOD_NOT_BALANCED'],
    async handle({ caller, params: { period }, at, language }) {
      const written = await accounting.propose(period, { caller, at });
      return { body: periodView(grantedOf(written), { caller, at, language }) };
    },
  });
}

function confirm(accounting: AccountingStore): Route {
  return defineRoute({
    operationId: 'confirmAccountingClosure',
    method: 'post',
    path: '/api/v1/accounting-periods/:period/closure/confirmation',
    summary: 'Close the quarter with the report that was proposed, by another person than who proposed it',
    params: AccountingParams,
    answer: AccountingPeriodView,
    idempotency: 'required',
    problems: ['WRONG_STATE', 'PERIOD_NOT_BALANCED', 'SAME_PERSON_FORBIDDEN', 'ROLE_REQUIRED', 'REPORT_CHANGED'],
    async handle({ caller, params: { period }, at, language }) {
      const written = await accounting.confirm(period, { caller, at });
      return { body: periodView(grantedOf(written), { caller, at, language }) };
    },
  });
}

function reopen(accounting: AccountingStore): Route {
  return defineRoute({
    operationId: 'reopenAccountingPeriod',
    method: 'post',
    path: '/api/v1/accounting-periods/:period/reopening',
    summary: 'Open a closed quarter again, with a reason',
    params: AccountingParams,
    body: ReopeningBody,
    answer: AccountingPeriodView,
    idempotency: 'required',
    problems: ['WRONG_STATE'],
    async handle({ caller, params: { period }, body: { reason }, at, language }) {
      const written = await accounting.reopen(period, reason, { caller, at });
      return { body: periodView(grantedOf(written), { caller, at, language }) };
    },
  });
}

function grantedOf<Code extends ProblemCode>(written: PeriodWritten<Code>): PeriodRecord {
  if (written.ok) {
    return written.value;
  }
  const { code, differences } = written.reason;
  const errors = differences.map((one) => ({
    pointer: `/differences/${one.id}`,
    code: one.kind,
    facts: differenceFacts(one),
  }));
  throw new Problem(code, code === 'PERIOD_NOT_BALANCED' ? { errors } : {});
}

interface PeriodReader {
  readonly caller: Caller;
  readonly at: Date;
  readonly language: Language;
}

function periodView({ proposedAt, closedAt, ...record }: PeriodRecord, { caller, at, language }: PeriodReader) {
  const quarter = quarterOf(record.period);
  const { from, to } = quarter;
  const act = actViews('accountingPeriod', caller, language);
  const person = { personId: caller.personId, isChecker: hasRole(caller, 'financeChecker') };
  return {
    ...record,
    jurisdiction: caller.jurisdiction,
    from,
    to,
    acts: [
      act('closure', refusalOf(judgeProposer(record, { quarter, today: dayAt(at.getTime()) }))),
      act('confirmation', refusalOf(judgeCloser(record, person))),
      act('reopening', refusalOf(judgeReopening(record))),
    ],
    proposedAt: proposedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

function refusalOf<Code extends ProblemCode>(verdict: Verdict<null, Code>): Code | null {
  return verdict.ok ? null : verdict.reason;
}
