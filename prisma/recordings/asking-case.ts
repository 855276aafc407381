import type pg from 'pg';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import { isEndedAsSigned, isOpenedAsSigned, SIGNED_CASE, type SignedCase } from '../integrity/kept-case.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { fetchFirst, sqlText } from '../kernel/statements.ts';
import { isReached, type Asker } from './asking-statements.ts';

const holdOfCase = sqlText<SignedCase & Asker, [claimId: string, actId: string]>(
  'recordings.holdOfCase',
  `SELECT ${SIGNED_CASE}, a.body #>> '{hold,holdId}' = t.hold_id
     AND (c.applicant_party_id = k.party_id OR c.filing_id = k.filing_id) AS stands
   FROM integrity_case_claim t JOIN integrity_case k ON k.id = t.case_id JOIN claim c ON c.id = t.claim_id
     JOIN act a ON a.id = t.hold_act_id WHERE t.claim_id = $1 AND t.hold_act_id = $2`,
);

/** A case holds a claim only by the signed word of who opened it (S3). */
export async function asksByCase(
  client: pg.PoolClient,
  verify: ActVerifier,
  { claimId, actId }: { readonly claimId: string; readonly actId: string },
): Promise<Asking> {
  const found = await fetchFirst(client, holdOfCase(claimId, actId));
  if (found === undefined || !isOpenedAsSigned(verify, found)) {
    return 'never';
  }
  return found.stands ? 'asks' : 'noLonger';
}

const caseOfRelease = sqlText<SignedCase, [claimId: string, actId: string]>(
  'recordings.caseOfRelease',
  `SELECT ${SIGNED_CASE} FROM integrity_case_claim t JOIN integrity_case k ON k.id = t.case_id
     JOIN act a ON a.id = t.release_act_id AND a.body ->> 'holdId' = t.hold_id
   WHERE t.claim_id = $1 AND t.release_act_id = $2`,
);

const holdThatEnds = sqlText<Asker, [claimId: string, actId: string, at: Date]>(
  'recordings.holdThatEnds',
  `SELECT h.until <= $3 AND ${isReached('$3')} AS stands FROM hold h JOIN act a ON a.id = $2 AND a.body ->> 'holdId' = h.id
   WHERE h.claim_id = $1 AND h.until IS NOT NULL`,
);

/** A hold ends with its case, by the signed words of all who ended that (S3), or on the day until which it was set. */
export async function asksByEndOfHold(
  client: pg.PoolClient,
  verify: ActVerifier,
  { claimId, actId, at }: { readonly claimId: string; readonly actId: string; readonly at: Date },
): Promise<Asking> {
  const [ended, hold] = await Promise.all([
    fetchFirst(client, caseOfRelease(claimId, actId)),
    fetchFirst(client, holdThatEnds(claimId, actId, at)),
  ]);
  if (ended !== undefined && isEndedAsSigned(verify, ended)) {
    return 'asks';
  }
  if (hold === undefined) {
    return 'never';
  }
  return hold.stands ? 'asks' : 'noLonger';
}
