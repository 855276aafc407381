import type { Forgery } from '../../domain/authority/authentic-act.ts';
import { judgeCounting } from '../../domain/payout/counting-report.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import type { Row } from '../kernel/statements.ts';
import { SIGNED_COLUMNS, isSignedReport, type SignedReport } from '../payout/kept-report.ts';
import { isSignedAct, type KeptColumns } from './kept-act.ts';

/** An act of one of the two persons who matched a report; bytes as hexadecimal digits. */
interface ActOfMatch extends Omit<KeptColumns, 'body_digest' | 'signature' | 'is_of_before'> {
  readonly body_digest: string;
  readonly signature: string | null;
}

/** A report with what shows whether it counts; one that people matched has the acts of both. */
export interface ReportToJudge extends SignedReport, Row<'payout_inbox', 'instruction_id' | 'match_id'> {
  readonly acts: readonly ActOfMatch[];
}

/** The columns of a report `x`. */
export const JUDGED_COLUMNS = `${SIGNED_COLUMNS}, x.instruction_id, x.match_id,
     (SELECT coalesce(json_agg(json_build_object('id', a.id, 'person_id', a.person_id, 'body', a.body,
         'body_digest', encode(a.body_digest, 'hex'), 'signature', encode(a.signature, 'hex'))), '[]')
       FROM money_entry e JOIN act a ON a.id IN (e.maker_act_id, e.decided_act_id)
       WHERE e.id = x.match_id AND e.state = 'confirmed') AS acts`;

/** Whether a report counts: an API process took it in, and nobody changed it or its instruction since (S1, S4). */
export function judgeReport(verify: ActVerifier, row: ReportToJudge): Verdict<null, Forgery> {
  return judgeCounting({
    isSigned: isSignedReport(verify, row),
    instructionId: row.instruction_id,
    saidInstructionId: row.said_instruction_id,
    firstParkReason: row.first_park_reason,
    isMatched: row.match_id !== null,
    isMatchedByTwo: isMatchedByTwo(verify, row),
  });
}

/** The signed words of both: who entered the match, and who confirmed it (S4). */
function isMatchedByTwo(
  verify: ActVerifier,
  { id: eventId, match_id: entryId, instruction_id: instructionId, acts }: ReportToJudge,
): boolean {
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

function saysSame(message: object, facts: Readonly<Record<string, string | null>>): boolean {
  const said: Readonly<Record<string, unknown>> = { ...message };
  return Object.entries(facts).every(([name, value]) => value !== null && said[name] === value);
}
