import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Forgery } from '../../domain/authority/authentic-act.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { DIFFERENCE_KINDS, type DifferenceKind } from '../../domain/reconciliation/reconcile.ts';
import { checkGauges, type CheckCounts } from './check-metrics.ts';
import { webhookGauges, type WebhookCounts } from './webhook-metrics.ts';
import type { YearEntity } from '../../domain/oversight/stuck-entities.ts';

/** Counts that are read from the database for `/metrics`. */
export interface MetricsSource {
  claimsByState(): Promise<ReadonlyMap<string, number>>;
  /** Grants, calls, plans and cycles that have not ended, by state; drafts are their owner's alone. */
  entitiesByState(): Promise<
    readonly { readonly entity: YearEntity; readonly state: string; readonly count: number }[]
  >;
  outboxWaiting(): Promise<number>;
  /** Differences of the newest run of each day that nobody has explained, for every kind. */
  differencesByKind(): Promise<readonly { readonly kind: DifferenceKind; readonly count: number }[]>;
  webhooks(): Promise<WebhookCounts>;
  checks(): Promise<CheckCounts>;
  /** Reports of payments that wait for a person, by reason. */
  parkedReports(): Promise<readonly { readonly reason: string; readonly count: number }[]>;
  /** Files of banks that are in force and not taken to their last entry. */
  bankFilesUntaken(): Promise<number>;
  /** Messages to workflows that did not count, since the beginning (D2). */
  forgedActs(): Promise<readonly { readonly entity: EntityKind; readonly cause: Forgery; readonly count: number }[]>;
}

export interface Metrics {
  readonly observe: RequestHandler;
  readonly text: () => Promise<string>;
}

/** However often metrics are asked for, the database counts at most once in this time (S11). */
const COUNTED_EVERY_MS = 10_000;

/**
 * Rate, errors and duration per operation, never per address: labels contain our own names and no ids.
 * @param now real time in ms
 */
export function createMetrics(source: MetricsSource, now: () => number = Date.now): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'butie_http_requests_total',
    help: 'Requests by operation and status',
    labelNames: ['operation', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'butie_http_request_seconds',
    help: 'Duration of requests by operation',
    labelNames: ['operation'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const counting = atMostEvery(COUNTED_EVERY_MS, now, databaseGauges(registry, source));
  return {
    observe(_request, response, next) {
      const began = performance.now();
      const operation = (): string => {
        const named: unknown = response.locals['operationId'];
        return typeof named === 'string' ? named : 'other';
      };
      response.on('finish', () => {
        requests.inc({ operation: operation(), status: String(response.statusCode) });
        if (response.locals['streams'] !== true) {
          seconds.observe({ operation: operation() }, (performance.now() - began) / 1_000);
        }
      });
      // An answer that an error cut has no end; its status left before. A client who leaves makes no error.
      response.on('close', () => {
        if (!response.writableFinished && response.errored !== null) {
          requests.inc({ operation: operation(), status: '500' });
        }
      });
      next();
    },
    async text() {
      await counting();
      return registry.metrics();
    },
  };
}

/** What the database counts. @returns the counting */
function databaseGauges(registry: Registry, source: MetricsSource): () => Promise<void> {
  const claims = new Gauge({
    name: 'butie_claims_open',
    help: 'Claims that have not ended, by state',
    labelNames: ['state'],
    registers: [registry],
  });
  const entities = new Gauge({
    name: 'butie_entities_open',
    help: 'Grants, calls, annual plans and demand cycles that have not ended, by entity and state',
    labelNames: ['entity', 'state'],
    registers: [registry],
  });
  const outbox = new Gauge({
    name: 'butie_outbox_waiting',
    help: 'Messages that have not left',
    registers: [registry],
  });
  const forged = new Gauge({
    name: 'butie_forged_acts',
    help: 'Messages to workflows that no API process kept, by entity and cause',
    labelNames: ['entity', 'cause'],
    registers: [registry],
  });
  const money = moneyGauges(registry);
  const webhooks = webhookGauges(registry);
  const checks = checkGauges(registry);
  return async () => {
    const [states, ofYears, waiting, differing, reports, untaken, forgeries, pushed, checked] = await Promise.all([
      source.claimsByState(),
      source.entitiesByState(),
      source.outboxWaiting(),
      source.differencesByKind(),
      source.parkedReports(),
      source.bankFilesUntaken(),
      source.forgedActs(),
      source.webhooks(),
      source.checks(),
    ]);
    webhooks(pushed);
    checks(checked);
    claims.reset();
    for (const [state, count] of states) {
      claims.set({ state }, count);
    }
    entities.reset();
    for (const { entity, state, count } of ofYears) {
      entities.set({ entity, state }, count);
    }
    outbox.set(waiting);
    money(differing, reports, untaken);
    for (const { entity, cause, count } of forgeries) {
      forged.set({ entity, cause }, count);
    }
  };
}

/** What waits for a person of Finance, or for a file of theirs to be taken. */
function moneyGauges(registry: Registry) {
  const differences = new Gauge({
    name: 'butie_reconciliation_differences',
    help: 'Differences of the newest run of each day that nobody has explained, by kind',
    labelNames: ['kind'],
    registers: [registry],
  });
  const parked = new Gauge({
    name: 'butie_payout_parked',
    help: 'Reports of payments that wait for a person, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
  const files = new Gauge({
    name: 'butie_bank_files_untaken',
    help: 'Files of banks that are in force and not taken to their last entry',
    registers: [registry],
  });
  return (
    differing: Awaited<ReturnType<MetricsSource['differencesByKind']>>,
    reports: Awaited<ReturnType<MetricsSource['parkedReports']>>,
    untaken: number,
  ): void => {
    files.set(untaken);
    for (const kind of DIFFERENCE_KINDS) {
      differences.set({ kind }, differing.find((one) => one.kind === kind)?.count ?? 0);
    }
    parked.reset();
    for (const { reason, count } of reports) {
      parked.set({ reason }, count);
    }
  };
}

/** Runs at most once in a time; who asks meanwhile waits for the run that is under way. A run that failed does not count. */
function atMostEvery(ms: number, now: () => number, run: () => Promise<void>): () => Promise<void> {
  let last: { readonly at: number; readonly run: Promise<void> } | null = null;
  return async () => {
    if (last === null || now() - last.at >= ms) {
      last = { at: now(), run: run() };
    }
    try {
      await last.run;
    } catch (error) {
      last = null;
      throw error;
    }
  };
}
