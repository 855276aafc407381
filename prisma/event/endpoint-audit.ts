import type { EndpointAct } from '../../api/event/event-ports.ts';
import type { EndpointAuditAct } from '../../domain/event/endpoint-acts.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import type { Statement } from '../kernel/statements.ts';

/**
 * What somebody did with an endpoint, for the transaction that does it. Facts tell the server that an address leads to and
 * never its path, which may hold a key of the receiver.
 */
export function endpointAudit(
  endpointId: string,
  { act, facts }: { readonly act: EndpointAuditAct; readonly facts: Readonly<Record<string, unknown>> },
  { caller: { personId, organ, section }, at }: EndpointAct,
): readonly Statement<unknown>[] {
  return auditWrites({
    entityKind: 'webhookEndpoint',
    entityId: endpointId,
    revision: null,
    act,
    actId: null,
    person: { personId, organ, section },
    at,
    facts,
  });
}

/** The server of an address that was judged before. */
export function serverOf(url: string): string {
  return new URL(url).host;
}
