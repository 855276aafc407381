import type { ClassLine } from '../../domain/line/lines-to-count.ts';
import { fetchAll, sqlText, type Connection } from '../kernel/statements.ts';

const submittedLinesOfClass = sqlText<ClassLine, [filingId: string, exceptClaimId: string]>(
  'line.submittedLinesOfClass',
  `SELECT l.trainee_id AS "traineeId", c.instalment, c.state AS "claimState", l.state, l.refusals,
     l.allowance_fen AS "allowanceFen"
   FROM claim c JOIN claim_line l ON l.claim_id = c.id
   WHERE c.filing_id = $1 AND c.id <> $2 AND c.kind <> 'advance' AND c.submitted_at IS NOT NULL
     AND l.trainee_id IS NOT NULL
   ORDER BY c.submitted_at, c.id, l.position`,
);

/** The lines of a class's submitted claims, except one claim, in the order of submission (L12). */
export function readClassLines(
  connection: Connection,
  filingId: string,
  exceptClaimId: string,
): Promise<readonly ClassLine[]> {
  return fetchAll(connection, submittedLinesOfClass(filingId, exceptClaimId));
}
