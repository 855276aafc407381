import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { RunningOffice } from './running-office.ts';

const Clients = z.object({ 'finance-system': z.object({ webhookSecret: z.string() }) });

export interface ReportedPayout {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  /** The office's own unless said. */
  readonly secret?: string;
  /** Real time of the signature; now unless said. */
  readonly at?: Date;
}

/** Reports a payment as a finance system would, or as somebody who only pretends to be one. */
export function reportPayout({ office, config }: RunningOffice, reported: ReportedPayout): Promise<Response> {
  const { id, type, data, at = new Date() } = reported;
  const clients = Clients.parse(JSON.parse(readFileSync(join(config.home, 'practice-clients.json'), 'utf8')));
  const secret = reported.secret ?? clients['finance-system'].webhookSecret;
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  return fetch(`${office.url}/api/v1/payout-events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
  });
}
