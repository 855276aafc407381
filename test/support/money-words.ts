import { randomUUID } from 'node:crypto';
import type { Office } from './office.ts';
import { approveRecovery, recoveryOf } from './recoveries.ts';

/** Where the bank's references of a test come from: none is used twice. */
export const aReference = () => `ICBC-${randomUUID()}`;

type Kind = 'repayments' | 'set-offs';

const pathOf = (claimId: string, kind: Kind) => `/api/v1/claims/${claimId}/${kind}`;

/** What the maker of Finance enters; a debt that the system has just found is approved first. */
export async function enterReturn(office: Office, claimId: string, kind: Kind, body: object) {
  await approveFound(office, 'recoveryClaimId' in body ? String(body.recoveryClaimId) : claimId);
  return office.as('maker').act('POST', pathOf(claimId, kind), body);
}

/** Nothing where nothing was found, or was approved before. */
async function approveFound(office: Office, debtorId: string): Promise<void> {
  if ((await recoveryOf(office, debtorId))?.state === 'found') {
    await approveRecovery(office, debtorId);
  }
}

/** What the checker of Finance confirms. */
export function confirmReturn(office: Office, claimId: string, kind: Kind, entryId: string) {
  return office.as('checker').send('POST', `${pathOf(claimId, kind)}/${entryId}/confirmation`);
}

/** Both words: entered, and confirmed if it was taken; the answer of the last one. */
export async function returnOfTwo(office: Office, claimId: string, kind: Kind, body: object) {
  const entered = await enterReturn(office, claimId, kind, body);
  return entered.status === 201 ? confirmReturn(office, claimId, kind, entered.body.id) : entered;
}

export function repaidByTwo(office: Office, claimId: string, amountFen: number) {
  return returnOfTwo(office, claimId, 'repayments', { amountFen, bankReference: aReference() });
}

const eventPath = (eventId: string) => `/api/v1/unmatched-payout-events/${eventId}/match`;

export function enterMatch(office: Office, eventId: string, instructionId: string) {
  return office.as('maker').send('POST', eventPath(eventId), { instructionId });
}

export function confirmMatch(office: Office, eventId: string) {
  return office.as('checker').send('POST', `${eventPath(eventId)}/confirmation`);
}
