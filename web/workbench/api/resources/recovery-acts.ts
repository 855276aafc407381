import { api, body } from '../client.ts';
import type { paths } from '../contract.d.ts';
import type { Sent } from '../use-act.ts';
import type { MoneyEntry, Recovery } from './recoveries.ts';

export type Finding = NonNullable<paths['/api/v1/recoveries']['post']['requestBody']>['content']['application/json'];
export type RecoveryActName =
  | 'approval'
  | 'refusal'
  | 'repayment'
  | 'setOff'
  | 'instalments'
  | 'confirmInstalments'
  | 'writeOff'
  | 'confirmWriteOff';

/** What is sent with an act; each takes its own part of it. */
export interface RecoverySaid {
  /** Null where nothing was typed. */
  readonly amountFen: number | null;
  readonly bankReference: string;
  /** The claim from whose base a set-off is taken. */
  readonly fromClaimId: string;
  readonly reason: string;
  readonly documentNo: string;
  readonly plan: readonly { readonly dueOn: string; readonly amountFen: number }[];
}

/** Asks back what was paid; another person approves it. @throws Refused, Unreachable */
export function findRecovery(found: Finding, { key }: Sent): Promise<Recovery> {
  return body(api.POST('/api/v1/recoveries', { params: { header: { 'Idempotency-Key': key } }, body: found }));
}

/** @throws Refused, Unreachable */
export function actOnRecovery(
  recoveryId: string,
  { act, said }: { readonly act: RecoveryActName; readonly said: RecoverySaid },
  { key, etag }: Sent,
): Promise<Recovery | MoneyEntry> {
  const params = { path: { recoveryId }, header: { 'Idempotency-Key': key, 'If-Match': etag } };
  const { reason, documentNo, bankReference, fromClaimId, plan } = said;
  // What is no amount is refused by the server, in its words.
  const amountFen = said.amountFen ?? 0;
  switch (act) {
    case 'approval': {
      const less = said.amountFen === null ? {} : { amountFen };
      return body(api.POST('/api/v1/recoveries/{recoveryId}/approval', { params, body: less }));
    }
    case 'refusal':
      return body(api.POST('/api/v1/recoveries/{recoveryId}/refusal', { params, body: { reason } }));
    case 'repayment': {
      const repayment = { amountFen, bankReference };
      return body(api.POST('/api/v1/recoveries/{recoveryId}/repayments', { params, body: repayment }));
    }
    case 'setOff': {
      const setOff = { claimId: fromClaimId, amountFen };
      return body(api.POST('/api/v1/recoveries/{recoveryId}/set-offs', { params, body: setOff }));
    }
    case 'instalments':
      return body(api.POST('/api/v1/recoveries/{recoveryId}/instalments', { params, body: { plan: [...plan] } }));
    case 'confirmInstalments':
      return body(api.POST('/api/v1/recoveries/{recoveryId}/instalments/confirmation', { params }));
    case 'writeOff':
      return body(api.POST('/api/v1/recoveries/{recoveryId}/write-off', { params, body: { reason, documentNo } }));
    case 'confirmWriteOff':
      return body(api.POST('/api/v1/recoveries/{recoveryId}/write-off/confirmation', { params }));
    default:
      return act satisfies never;
  }
}
