import type { OperationId } from '../../../domain/authority/permissions.ts';
import { WELDER } from '../claim-app.ts';
import type { HttpClient } from '../http-client.ts';
import type { Facts } from './oracle.ts';
import type { Kind } from './recipes.ts';

/** A list that shows an object to those, and only those, whom its row permits it. */
export interface List {
  readonly operation: OperationId;
  readonly kind: Kind;
  readonly path: (object: Facts) => string;
  /** For a list that is asked by POST. */
  readonly body?: object;
  /** The objects that have what is listed. */
  readonly on?: readonly string[];
  /** What names the object in a row of the list; null where the whole list is about the one object. */
  readonly field: string | null;
}

const whole = (operation: OperationId, kind: Kind, path: string): List => ({
  operation,
  kind,
  path: () => `${path}${path.includes('?') ? '&' : '?'}limit=200`,
  field: 'id',
});

const auditOf = (kind: Kind, name: string): List => ({
  operation: 'listAudit',
  kind,
  path: ({ id }) => `/api/v1/audit?${name}=${id}`,
  field: null,
});

export const LISTS: readonly List[] = [
  whole('listClassFilings', 'filing', '/api/v1/class-filings'),
  whole('listClaims', 'claim', '/api/v1/claims'),
  {
    ...whole('searchClaims', 'claim', '/api/v1/claims/search'),
    body: { idNumber: WELDER.idNumber, purpose: 'review' },
  },
  { ...whole('listRecoveries', 'claim', '/api/v1/recoveries'), on: ['owing'], field: 'claimId' },
  whole('listTasks', 'task', '/api/v1/tasks?box=team'),
  whole('listNotices', 'notice', '/api/v1/notices'),
  whole('listPayoutBatches', 'batch', '/api/v1/payout-batches'),
  { ...whole('listPayables', 'claim', '/api/v1/payables'), on: ['paying'], field: 'claimId' },
  whole('listUnmatchedPayoutEvents', 'event', '/api/v1/unmatched-payout-events'),
  whole('listBankFiles', 'bankFile', '/api/v1/bank-files'),
  whole('listCases', 'case', '/api/v1/cases'),
  whole('listRepairs', 'repair', '/api/v1/repairs'),
  whole('listWebhookEndpoints', 'endpoint', '/api/v1/webhook-endpoints'),
  whole('listWebhookDeliveries', 'delivery', '/api/v1/webhook-deliveries'),
  whole('listGrants', 'grant', '/api/v1/grants'),
  whole('listGrantCalls', 'grantCall', '/api/v1/grant-calls'),
  whole('listDesignationImports', 'titleImport', '/api/v1/designations/imports'),
  whole('listAnnualPlans', 'plan', '/api/v1/annual-plans'),
  whole('listDemandCycles', 'cycle', '/api/v1/demand-cycles'),
  whole('listDemandEntries', 'entry', '/api/v1/demand-entries'),
  // Its withdrawal is the only act here of a class that did not begin as a row.
  { ...auditOf('filing', 'filingId'), on: ['dropped'] },
  auditOf('claim', 'claimId'),
  auditOf('notice', 'noticeId'),
  auditOf('batch', 'batchId'),
  auditOf('case', 'caseId'),
  auditOf('plan', 'planId'),
];

/** Reads lists as one asker, each once. */
export function listReader(client: HttpClient): (list: List, object: Facts) => Promise<boolean> {
  const read = new Map<string, Promise<ReadonlySet<string>>>();
  const rowsOf = async (path: string, { body, field }: List): Promise<ReadonlySet<string>> => {
    const answer = await client.send(body === undefined ? 'GET' : 'POST', path, body);
    const items: readonly Readonly<Record<string, unknown>>[] = answer.body.items;
    return new Set(items.map((item) => String(item[field ?? 'id'])));
  };
  return async (list, object) => {
    const path = list.path(object);
    const rows = read.get(path) ?? rowsOf(path, list);
    read.set(path, rows);
    return list.field === null ? (await rows).size > 0 : (await rows).has(object.id);
  };
}
