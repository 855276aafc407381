import { readStartInput } from '../../prisma/kernel/start-inputs.ts';
import { answerDaysOf } from '../../prisma/line/register-questions.ts';
import { createRecordings } from '../../prisma/recordings/create-recordings.ts';
import { trust } from './act-keys.ts';
import type { Office } from './office.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';

/** Has a message to a claim recorded as its workflow has it recorded for anybody who reaches Temporal. */
export async function tellClaim(office: Office, claimId: string, message: object) {
  const recordings = createRecordings({
    pool: office.application,
    sealer: office.sealer,
    answerDaysOf: answerDaysOf(PRACTICE_LIBRARY),
    calendar: PRACTICE_LIBRARY.calendar,
    ...trust(),
  });
  const input = await readStartInput(office.application, 'claim', claimId);
  const { rows } = await office.application.query<{ course: unknown }>('SELECT course FROM claim WHERE id = $1', [
    claimId,
  ]);
  const asked = { before: rows[0]?.course, message, plan: input?.plan, isOwnTurn: false };
  return recordings.recordClaim(JSON.parse(JSON.stringify(asked)));
}
