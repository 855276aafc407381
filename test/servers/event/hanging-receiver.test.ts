import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLanes } from '../../../activities/in-lanes.ts';
import type { Caller } from '../../../api/kernel/caller.ts';
import { sealerOf } from '../../../main/office/process-parts.ts';
import { createClaimStore } from '../../../prisma/claim/claim-store.ts';
import { makeRoster } from '../../../scripts/demo/made-classes.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { addClass, addPeople } from '../../support/claim-classes.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { startReceiver, type Receiver } from '../../support/receiver.ts';
import { testAsker } from '../../support/register-asker.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const PATIENCE_MS = 1_200_000;
const WANTED = 200;
/** More than are wanted: one that arrives between two requests of the receiver that hangs is not counted. */
const CLAIMS = 210;
const TODAY = '2025-06-23T09:00:00+08:00';

interface Arrival {
  readonly claimId: string;
  /** A request of the receiver that hangs was open. */
  readonly isMeanwhile: boolean;
}

let running: RunningOffice;
let hanging: Receiver;
let healthy: Receiver;
/** At the receiver that answers. */
const arrivals: Arrival[] = [];
const open = { now: 0 };

beforeAll(async () => {
  running = await runOffice();
  [hanging, healthy] = [await startReceiver(), await startReceiver()];
  hanging.replies((response) => {
    open.now += 1;
    response.on('close', () => {
      open.now -= 1;
    });
  });
  healthy.replies((response, { body: { data } }) => {
    arrivals.push({ claimId: data.claimId, isMeanwhile: open.now > 0 });
    response.writeHead(204).end();
  });
  const { office } = running;
  await office.moveClock({ advanceTo: TODAY });
  const operator = await office.desk('ops');
  for (const { url } of [hanging, healthy]) {
    const subscribed = await operator.post('/api/v1/webhook-endpoints', { url, eventTypes: ['claim.submitted'] });
    expect(subscribed.status).toBe(201);
  }
}, PATIENCE_MS);

afterAll(async () => {
  await running.stop();
  await Promise.all([hanging.close(), healthy.close()]);
});

/** Submits claims whose workflows nobody starts but the sweeps. */
async function submitClaims(from: number, count: number): Promise<void> {
  const { pool, config } = running;
  const sealer = sealerOf(config);
  const claims = createClaimStore(pool, { sealer, library: PRACTICE_LIBRARY, asker: testAsker(pool, sealer) });
  const found = await pool.query<Caller & { readonly partyId: string }>(
    `SELECT id AS "personId", display_name AS "displayName", organ, section, jurisdiction, roles, party_id AS "partyId"
     FROM person WHERE username = 'school'`,
  );
  const [caller] = found.rows;
  if (caller === undefined) {
    throw new RangeError('The practice office has a school');
  }
  const at = new Date(TODAY);
  const numbers = Array.from({ length: count }, (_, n) => from + n);
  await inLanes(2, numbers, async (number) => {
    const { personId, partyId } = caller;
    const filingId = await addClass(pool, sealer, { personId, partyId, occupationCode: `1-00-02-${number}` });
    await addPeople(pool, sealer, filingId, personOf(number));
    const drafted = await claims.createDraft({ filingId, caller, at, key: undefined });
    const claimId = drafted.ok ? drafted.claimId : '';
    const submitted = await claims.submit({ claimId, caller, idempotencyKey: randomUUID(), at });
    expect([drafted.ok, submitted.ok]).toEqual([true, true]);
    // Its class has no workflow that could be told of the claim.
    await pool.query("UPDATE filing SET state = 'claimed' WHERE id = $1", [filingId]);
  });
}

function personOf(number: number) {
  const [, row = ''] = makeRoster(1, number).trimEnd().split('\n');
  const [name = '', idNumber = ''] = row.split(',');
  return [{ name, idNumber, hours: 80, certificateDate: '2025-06-19' }];
}

describe('a receiver that lets every request hang', () => {
  it(
    'delays no claim, no sweep and no other endpoint: two hundred claims are started by sweeps, move and are told meanwhile',
    { timeout: PATIENCE_MS },
    async () => {
      await submitClaims(0, 1);
      await until('a request that hangs', () => (open.now > 0 ? true : null));
      await submitClaims(1, CLAIMS - 1);
      await until('the events of all claims', () => (arrivals.length >= CLAIMS ? true : null));

      const meanwhile = new Set(arrivals.flatMap(({ claimId, isMeanwhile }) => (isMeanwhile ? [claimId] : [])));
      expect(meanwhile.size).toBeGreaterThanOrEqual(WANTED);
      expect(new Set(arrivals.map(({ claimId }) => claimId)).size).toBe(CLAIMS);
      const { rows } = await running.pool.query<{ stage: string; told: number; turns: number }>(
        `SELECT c.stage, count(*)::int AS told, count(DISTINCT o.sent_at)::int AS turns
         FROM claim c JOIN event e ON e.claim_id = c.id JOIN outbox_message o ON o.id = e.outbox_id
         WHERE c.id = ANY ($1) GROUP BY c.stage`,
        [[...meanwhile]],
      );
      expect(rows).toEqual([{ stage: 'departmentReview', told: meanwhile.size, turns: expect.any(Number) }]);
      // Told by more than one turn of the sweeps, each of which began after the former one had ended.
      expect(rows[0]?.turns).toBeGreaterThan(1);
      const { rows: sent } = await running.pool.query(
        `SELECT FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id WHERE e.url = $1 AND d.state = 'delivered'`,
        [hanging.url],
      );
      expect(sent).toEqual([]);
    },
  );
});
