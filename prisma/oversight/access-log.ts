import type pg from 'pg';
import type { AccessLog } from '../../api/kernel/access-log.ts';
import type { AccessAct } from '../../domain/oversight/access-acts.ts';
import { accessEntry, recordAccess } from '../kernel/access-record.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchFirst, sqlText } from '../kernel/statements.ts';

export function createAccessLog(pool: pg.Pool): AccessLog {
  return {
    record: (access) => inTransaction(pool, (client) => recordAccess(client, access)),

    count: (access, what) =>
      inTransaction(pool, async (client) => {
        const { entityId: chain } = accessEntry(access);
        const counted = await fetchFirst(client, countAccess(chain, access.act, what));
        const count = counted?.count ?? 1;
        if (!POWER_OF_TEN.test(String(count))) {
          return;
        }
        if (count === 1) {
          await execute(client, forgetCounts());
        }
        await recordAccess(client, { ...access, facts: { ...access.facts, count } });
      }),
  };
}

const POWER_OF_TEN = /^10*$/;

const countAccess = sqlText<{ readonly count: number }, [chain: string, act: AccessAct, what: string]>(
  'oversight.countAccess',
  `INSERT INTO access_count (chain, act, what, hour, count) VALUES ($1, $2, $3, date_trunc('hour', now()), 1)
   ON CONFLICT (chain, act, what, hour) DO UPDATE SET count = access_count.count + 1 RETURNING count`,
);

const forgetCounts = sqlText<never, []>(
  'oversight.forgetCounts',
  `DELETE FROM access_count WHERE hour < now() - interval '2 days'`,
);
