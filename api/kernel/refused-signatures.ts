import { Counter, register } from 'prom-client';

/** Turned-away payout events: only their number is kept (api §8). */
export function createSignatureCount(): { signatureRefused(): void } {
  const name = 'butie_payout_signatures_refused_total';
  const known = register.getSingleMetric(name);
  const counter =
    known instanceof Counter ? known : new Counter({ name, help: 'Payout events with a bad or old signature' });
  return {
    signatureRefused() {
      counter.inc();
    },
  };
}
