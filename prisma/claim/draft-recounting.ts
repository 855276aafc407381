import type pg from 'pg';
import type { ClaimChange } from '../../api/claim/entry-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import { lawFor } from '../../domain/intake/entry-law.ts';
import { fetchFirst, query } from '../kernel/statements.ts';
import { countClaim } from '../line/recount-claim.ts';
import type { ClaimContext } from './claim-drafting.ts';
import { questionOf } from './entry-drafting.ts';
import { readEntries } from './entry-rows.ts';

/**
 * Counts a draft again after the registers have answered about the people of new rows; other claims are not changed.
 */
export async function recountDraft(
  client: pg.PoolClient,
  context: ClaimContext,
  { claimId, at }: Pick<ClaimChange, 'claimId' | 'at'>,
): Promise<void> {
  const draft = query.selectFrom('claim').select('id').where('id', '=', claimId).where('state', '=', 'draft');
  if ((await fetchFirst(client, draft.forNoKeyUpdate())) === undefined) {
    return;
  }
  const question = await questionOf(client, claimId, dayAt(at.getTime()));
  const rows = (await readEntries(client, claimId, context.sealer)).map(({ entry }) => entry);
  const law = lawFor(context.library, question, rows);
  if (law.ok) {
    await countClaim(client, context, { claimId, snapshot: law.value.snapshot, at });
  }
}
