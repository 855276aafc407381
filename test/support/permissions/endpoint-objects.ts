import type { Office } from '../office.ts';
import { httpClient } from '../http-client.ts';
import { done } from './done.ts';
import type { Facts } from './oracle.ts';

const PLACE = { partyId: '', jurisdictions: ['150600'], organs: [], isSubmitted: true } as const;

/** An endpoint of the machine and one of an operator, each with a delivery; nothing is sent, because no worker runs. */
export async function makeEndpoints(office: Office) {
  const machine = await made(office, 'bt_test', 'per_finance-system');
  const operator = await made(office, await office.tokenOf('ops'), 'per_ops');
  return {
    endpoint: { ofMachine: machine.endpoint, ofOperator: operator.endpoint },
    delivery: { ofMachine: machine.delivery, ofOperator: operator.delivery },
  } as const;
}

async function made({ base }: Office, token: string, ownerId: string) {
  const client = httpClient(base, token);
  const wanted = { url: 'https://127.0.0.1:8443/events', eventTypes: ['*'] };
  const { id } = done(await client.send('POST', '/api/v1/webhook-endpoints', wanted));
  const { deliveryId } = done(await client.send('POST', `/api/v1/webhook-endpoints/${id}/test`));
  const endpoint: Facts = { ...PLACE, ownerId, id: String(id) };
  const delivery: Facts = { ...PLACE, ownerId, id: String(deliveryId) };
  return { endpoint, delivery };
}
