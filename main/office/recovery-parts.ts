import type pg from 'pg';
import type { WorkflowDesk } from '../../api/kernel/entity-desk.ts';
import type { AdvanceDependencies } from '../../api/recovery/advance-dependencies.ts';
import { createEntityReads } from '../../prisma/oversight/entity-reads.ts';
import { addFinding } from '../../prisma/recordings/recovery-finding.ts';
import { createRecoveryStore } from '../../prisma/recovery/recovery-store.ts';
import { sheetPage } from '../../web/pages/sheet-page.ts';

type RecoveryParts = Pick<AdvanceDependencies, 'recoveries' | 'reads' | 'sheet' | 'deliver'>;

/** What routes of recoveries need besides those of claims. */
export function recoveryPartsOf(pool: pg.Pool, desk: WorkflowDesk, mode: 'live' | 'practice'): RecoveryParts {
  return {
    recoveries: createRecoveryStore(pool, (finding) => addFinding(pool, finding)),
    reads: createEntityReads(pool),
    sheet: sheetPage(mode),
    async deliver(actId) {
      await desk.deliver(actId, DELIVER_WITHIN_MS);
    },
  };
}

/** How long a request waits for what one entity tells another; the relay sends what is not answered. */
const DELIVER_WITHIN_MS = 3_000;
