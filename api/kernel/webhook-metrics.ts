import { Counter, Gauge, type Registry } from 'prom-client';

/** What waits for the endpoints of other systems, and what came of attempts; each endpoint by its id. */
export interface WebhookCounts {
  readonly endpoints: readonly { readonly state: string; readonly count: number }[];
  readonly backlog: readonly { readonly endpoint: string; readonly state: string; readonly count: number }[];
  /** The age of the oldest that waits or is held. */
  readonly oldest: readonly { readonly endpoint: string; readonly seconds: number }[];
  /** Since the beginning. */
  readonly attempts: readonly { readonly endpoint: string; readonly result: string; readonly count: number }[];
}

/** @returns what takes over new counts */
export function webhookGauges(registry: Registry): (counts: WebhookCounts) => void {
  const registers = [registry];
  const endpoints = new Gauge({
    name: 'butie_webhook_endpoints',
    help: 'Endpoints of other systems, by state',
    labelNames: ['state'],
    registers,
  });
  const backlog = new Gauge({
    name: 'butie_webhook_backlog',
    help: 'Events that an endpoint has not got, by state',
    labelNames: ['endpoint', 'state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'butie_webhook_oldest_seconds',
    help: 'Age of the oldest event that an endpoint has not got',
    labelNames: ['endpoint'],
    registers,
  });
  const attempts = new Counter({
    name: 'butie_webhook_attempts_total',
    help: 'Attempts since the beginning, by endpoint and result: delivered, or the error',
    labelNames: ['endpoint', 'result'],
    registers,
  });
  return (counts) => {
    for (const metric of [endpoints, backlog, oldest, attempts]) {
      metric.reset();
    }
    for (const { state, count } of counts.endpoints) {
      endpoints.set({ state }, count);
    }
    for (const { endpoint, state, count } of counts.backlog) {
      backlog.set({ endpoint, state }, count);
    }
    for (const { endpoint, seconds } of counts.oldest) {
      oldest.set({ endpoint }, seconds);
    }
    for (const { endpoint, result, count } of counts.attempts) {
      attempts.inc({ endpoint, result }, count);
    }
  };
}
