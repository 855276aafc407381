import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  DifferenceParams,
  DifferenceView,
  ExplanationBody,
  ReconciliationBody,
  ReconciliationList,
  ReconciliationListQuery,
  ReconciliationParams,
  ReconciliationQuery,
  ReconciliationView,
} from '../../schemas/reconciliation-schemas.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { FILE_TYPES, tableReply } from '../kernel/table-file.ts';
import { differenceView, type DifferenceReader } from './difference-words.ts';
import { reconciliationRows } from './reconciliation-file.ts';
import type { ReconciliationRecord, ReconciliationStore } from './reconciliation-ports.ts';

export interface ReconciliationDependencies {
  readonly reconciliations: ReconciliationStore;
}

/** Each evening: what was approved, released and reported for the payments of a day, and where the three ways differ. */
export function reconciliationRoutes({ reconciliations }: ReconciliationDependencies): readonly Route[] {
  return [
    runReconciliation(reconciliations),
    listReconciliations(reconciliations),
    readReconciliation(reconciliations),
    explainDifference(reconciliations),
  ];
}

function runReconciliation(reconciliations: ReconciliationStore): Route {
  return defineRoute({
    operationId: 'runReconciliation',
    method: 'post',
    path: '/api/v1/reconciliations',
    summary: 'Reconcile a day with what is known now; the former runs of the day stay',
    body: ReconciliationBody,
    answer: ReconciliationView,
    idempotency: 'accepted',
    problems: ['INVALID'],
    async handle({ caller, body: { day }, at, language }) {
      if (day > dayAt(at.getTime())) {
        throw new Problem('INVALID', { errors: [{ pointer: '/day', code: 'DAY_TO_COME' }] });
      }
      const run = await reconciliations.run(day, { caller, at });
      return { body: runView(run, { caller, language, isNewest: true }) };
    },
  });
}

function listReconciliations(reconciliations: ReconciliationStore): Route {
  return defineRoute({
    operationId: 'listReconciliations',
    method: 'get',
    path: '/api/v1/reconciliations',
    summary: 'The newest run of each day, newest day first',
    query: ReconciliationListQuery,
    answer: ReconciliationList,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { from = null, to = null, balanced = null, limit, cursor }, language }) {
      const rows = await reconciliations.list({ from, to, balanced, limit, before: dayOf(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        ({ day }) => [day],
        ({ asOf, ...row }) => ({ ...row, asOf: asOf.toISOString() }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor, acts: dayActs(caller, language) } };
    },
  });
}

function dayOf(cursor: string | undefined): IsoDate | null {
  const [day] = parseCursor(cursor, 1) ?? [null];
  if (day === null) {
    return null;
  }
  const known = ReconciliationParams.safeParse({ day });
  if (!known.success) {
    throw new Problem('CURSOR_INVALID');
  }
  return known.data.day;
}

function readReconciliation(reconciliations: ReconciliationStore): Route {
  return defineRoute({
    operationId: 'readReconciliation',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/reconciliations/:day',
    summary: 'The newest run of a day, or the one that was the newest at an instant (`asOf`)',
    params: ReconciliationParams,
    query: ReconciliationQuery,
    answer: ReconciliationView,
    rawAnswers: FILE_TYPES,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { day }, query: { asOf = null, format }, language }) {
      const run = await requireRun(reconciliations, day, asOf, caller);
      return format === 'json'
        ? { body: runView(run, { caller, language, isNewest: asOf === null }) }
        : tableReply(reconciliationRows(run, language), `reconciliation-${run.jurisdiction}-${day}`, format);
    },
  });
}

async function requireRun(
  reconciliations: ReconciliationStore,
  day: IsoDate,
  asOf: Date | null,
  caller: Caller,
): Promise<ReconciliationRecord> {
  const run = await reconciliations.find(day, asOf, caller);
  if (run === null) {
    throw new Problem('NOT_FOUND');
  }
  return run;
}

function explainDifference(reconciliations: ReconciliationStore): Route {
  return defineRoute({
    operationId: 'explainDifference',
    method: 'post',
    path: '/api/v1/reconciliations/:day/differences/:differenceId/explanation',
    summary: 'Say why a difference of the day stands; it holds in every later run, and a quarter may close with it',
    params: DifferenceParams,
    body: ExplanationBody,
    answer: DifferenceView,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'WRONG_STATE'],
    async handle({ caller, params: { day, differenceId }, body: { text }, at, language }) {
      const said = await reconciliations.explain({ day, differenceId, text }, { caller, at });
      if (said !== 'explained') {
        throw new Problem(said);
      }
      const run = await requireRun(reconciliations, day, null, caller);
      const difference = run.differences.find(({ id }) => id === differenceId);
      if (difference === undefined) {
        throw new Problem('NOT_FOUND');
      }
      return { body: differenceView(difference, { caller, language, isNewest: true }) };
    },
  });
}

function runView({ asOf, funds, differences, ...run }: ReconciliationRecord, reader: DifferenceReader) {
  return {
    ...run,
    asOf: asOf.toISOString(),
    funds: [...funds],
    differences: differences.map((difference) => differenceView(difference, reader)),
    acts: dayActs(reader.caller, reader.language),
  };
}

function dayActs(caller: Caller, language: Language) {
  return [actViews('reconciliation', caller, language)('run', null)];
}
