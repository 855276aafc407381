import { Counter, register } from 'prom-client';

/** Counts payout events with a refused signature; nothing else of them is stored (api §8). */
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
