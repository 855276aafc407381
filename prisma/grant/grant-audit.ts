import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import { appendAudit } from '../kernel/audit-writing.ts';

/** What somebody did to an application before its workflow, or beside it. */
export async function audit(
  client: pg.PoolClient,
  grantId: string,
  {
    act,
    caller,
    at,
    facts,
  }: {
    readonly act: 'drafted' | 'edit' | 'putDocument' | 'documentReplaced' | 'submitted' | 'withdraw';
    readonly caller: Caller;
    readonly at: Date;
    readonly facts: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { personId, organ, section } = caller;
  const about = { entityKind: 'grant', entityId: grantId, revision: null, actId: null } as const;
  await appendAudit(client, { ...about, act, person: { personId, organ, section }, at, facts });
}
