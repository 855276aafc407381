import type pg from 'pg';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { OF_PLACE } from '../integrity/case-suspensions.ts';
import { isEndedAsSigned, isOpenedAsSigned, SIGNED_CASE, type SignedCase } from '../integrity/kept-case.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { fetchFirst, sqlText } from '../kernel/statements.ts';

type Suspending = Extract<GrantMessage, { readonly kind: 'suspend' | 'resume' }>;

const suspensionOfCase = sqlText<SignedCase, [grantId: string, actId: string, caseId: string]>(
  'recordings.suspensionOfCase',
  `SELECT ${SIGNED_CASE} FROM integrity_case_grant t JOIN integrity_case k ON k.id = t.case_id
     JOIN base_grant g ON g.id = t.grant_id AND g.applicant_party_id = k.party_id AND k.filing_id IS NULL AND ${OF_PLACE}
   WHERE t.grant_id = $1 AND k.id = $3 AND t.suspend_act_id = $2`,
);

const endOfSuspension = sqlText<SignedCase, [grantId: string, actId: string, caseId: string]>(
  'recordings.endOfSuspension',
  `SELECT ${SIGNED_CASE} FROM integrity_case_grant t JOIN integrity_case k ON k.id = t.case_id
   WHERE t.grant_id = $1 AND k.id = $3 AND t.resume_act_id = $2`,
);

/**
 * A case suspends a title only by the signed word of who opened it, and frees it only by the signed words of all who ended
 * it (S3).
 */
export async function asksBySuspension(
  client: pg.PoolClient,
  verify: ActVerifier,
  grantId: string,
  { kind, actId, caseId, expectedRevision, ...message }: Suspending,
): Promise<Asking> {
  const isPlain = typeof caseId === 'string' && expectedRevision === null;
  if (!isPlain || ('untilMs' in message && message.untilMs !== null)) {
    return 'never';
  }
  const isOn = kind === 'suspend';
  const found = await fetchFirst(client, (isOn ? suspensionOfCase : endOfSuspension)(grantId, actId, caseId));
  if (found === undefined) {
    return 'never';
  }
  if (isOn) {
    return isOpenedAsSigned(verify, found) ? 'asks' : 'never';
  }
  return isEndedAsSigned(verify, found) ? 'asks' : 'never';
}
