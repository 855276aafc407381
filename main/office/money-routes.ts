import { createPainCheck } from '../../api/bank-file/pain-check.ts';
import { createBankFiles } from '../../prisma/bank-file/bank-file-store.ts';
import { createFilesOut } from '../../prisma/bank-file/file-out-store.ts';
import { createPayoutInbox } from '../../prisma/payout/inbox-store.ts';
import { createLumpMatches } from '../../prisma/payout/lump-matches.ts';
import { createSignatureCount } from '../../api/kernel/refused-signatures.ts';
import { createPayoutStore } from '../../prisma/payout/payout-store.ts';
import type { EveryDependency } from '../../api/kernel/every-route.ts';
import type { RouteParts } from './api-routes.ts';

/** What goes to banks and comes from them. */
export function moneyOf(
  { database: { pool }, sealer, desk, library, policies, signing }: RouteParts,
  entries: EveryDependency['payouts']['entries'],
): Pick<EveryDependency, 'payouts' | 'bankFiles'> {
  const intake = { sealer, ...signing };
  const payouts = createPayoutStore(pool, intake);
  const inbox = createPayoutInbox(pool, intake);
  return {
    payouts: {
      payouts,
      inbox,
      entries,
      lumps: createLumpMatches(pool),
      desk,
      calendar: library.calendar,
      count: createSignatureCount(),
    },
    bankFiles: {
      payouts,
      filesOut: createFilesOut(pool, sealer),
      files: createBankFiles(pool, intake),
      library,
      checkPain: createPainCheck(policies),
      desk,
    },
  };
}
