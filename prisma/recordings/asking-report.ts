import type pg from 'pg';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { fetchFirst } from '../kernel/statements.ts';
import { reportOf } from './asking-statements.ts';
import { isSignedAct } from './kept-act.ts';

function readReport(
  client: pg.PoolClient,
  of: {
    readonly claimId: string;
    readonly inboxId: string;
    readonly instructionId: string;
    readonly purpose: string;
  },
) {
  return fetchFirst(client, reportOf(of.claimId, of.inboxId, of.instructionId, of.purpose));
}

/** Whether a report in the inbox says this of the payment; one that people matched, by the words of two (S4). */
export async function asksByReport(
  client: pg.PoolClient,
  verify: ActVerifier,
  claimId: string,
  { inboxId, instructionId, purpose, outcome, own = outcome }: Extract<ClaimMessage, { kind: 'payoutReported' }>,
): Promise<Asking> {
  const report = await readReport(client, { claimId, inboxId, instructionId, purpose });
  if (
    report === undefined ||
    reportedStateOf(report.type) !== own ||
    !isMatchedByTwo(verify, report, { inboxId, instructionId })
  ) {
    return 'never';
  }
  return report.state === 'new' ? 'asks' : 'noLonger';
}

/** A report that people matched speaks only with the signed words of both: who entered the match, and who confirmed it (S4). */
function isMatchedByTwo(
  verify: ActVerifier,
  { match_id: entryId, acts }: NonNullable<Awaited<ReturnType<typeof readReport>>>,
  { inboxId: eventId, instructionId }: { readonly inboxId: string; readonly instructionId: string },
): boolean {
  if (entryId === null) {
    return true;
  }
  const words = acts
    .map((act) => ({
      ...act,
      body_digest: Buffer.from(act.body_digest, 'hex'),
      signature: act.signature === null ? null : Buffer.from(act.signature, 'hex'),
      is_of_before: false,
    }))
    .filter((act) => isSignedAct(verify, act))
    .map(({ body, person_id: personId }) => ({ personId, message: body.asked.message }))
    .filter(({ message }) => saysSame(message, { entryId, eventId, instructionId }));
  const kinds = new Set(words.map(({ message }) => message.kind));
  const people = new Set(words.map(({ personId }) => personId));
  return kinds.has('enterMatch') && kinds.has('matchEvent') && people.size === 2;
}

function saysSame(message: object, facts: Readonly<Record<string, string>>): boolean {
  const said: Readonly<Record<string, unknown>> = { ...message };
  return Object.entries(facts).every(([name, value]) => said[name] === value);
}
