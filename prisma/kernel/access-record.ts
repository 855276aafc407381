import type pg from 'pg';
import type { Access } from '../../api/kernel/access-log.ts';
import { appendAudit, type AuditEntryToWrite } from './audit-writing.ts';

/** The chain of callers whom nobody knows. */
export const NOBODY = 'nobody';

/**
 * Records what a caller saw or tried, in the transaction that reads it: what cannot be recorded is not shown (S10). The
 * entries of one person are a chain; call this last, because the person's other requests wait from then until the
 * transaction ends. `GET /audit` shows them to the auditor.
 */
export function recordAccess(client: pg.PoolClient, access: Access): Promise<void> {
  return appendAudit(client, accessEntry(access));
}

export function accessEntry({ act, caller, at, entityId, facts }: Access): AuditEntryToWrite {
  const person = caller === null ? null : { personId: caller.personId, organ: caller.organ, section: caller.section };
  return {
    entityKind: 'access',
    entityId: person?.personId ?? NOBODY,
    revision: null,
    act,
    actId: null,
    person,
    at,
    facts: { ...facts, ...(entityId !== undefined && { entityId }) },
  };
}
