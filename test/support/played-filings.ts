import { expect } from 'vitest';
import type { Recordings } from '../../activities/recording-ports.ts';
import { isOwnTurn } from '../../domain/authority/message-authority.ts';
import { moveFiling, type FilingCourse, type FilingMessage } from '../../domain/filing/filing-course.ts';
import { newId } from '../../prisma/kernel/id-maker.ts';
import { filingStart } from '../../prisma/kernel/start-inputs.ts';
import { keepSigned } from './act-keys.ts';
import { addClass } from './claim-classes.ts';
import type { Office } from './office.ts';

type Unframed<Message> = Message extends FilingMessage ? Omit<Message, 'actId' | 'atMs'> : never;

async function nowMs(pool: Office['pool']): Promise<number> {
  const { rows } = await pool.query<{ offset: string }>('SELECT clock_offset_ms AS offset FROM environment');
  return Date.now() + Number(rows[0]?.offset);
}

/** Records the life of a class filing, message by message, each made from the course before it. */
export async function playFiling(
  { office, recordings }: { readonly office: Pick<Office, 'pool' | 'sealer'>; readonly recordings: Recordings },
  messages: readonly ((course: FilingCourse) => Unframed<FilingMessage>)[],
): Promise<void> {
  const { pool, sealer } = office;
  const filingId = await addClass(pool, sealer, {
    partyId: 'pty_school',
    personId: 'per_school',
    isBegun: false,
  });
  const { rows } = await pool.query<Parameters<typeof filingStart>[0]>(
    `UPDATE filing SET state = 'filed', revision = 0, course = NULL, claim_window_ends_on = ends_on,
       policy_snapshot_id = (SELECT id FROM policy_snapshot LIMIT 1) WHERE id = $1 RETURNING *`,
    [filingId],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new RangeError('The filing is not there');
  }
  const { plan, course: first } = filingStart(row, { filingId, clockOffsetMs: 0 });
  let course = first;
  for (const said of messages) {
    const message: FilingMessage = {
      ...said(course),
      actId: newId('act'),
      atMs: await nowMs(pool),
    };
    const isOwn = isOwnTurn('filing', message.kind);
    if (!isOwn) {
      const personId = 'actor' in message ? message.actor.personId : 'per_school';
      await keepSigned(pool, { entity: 'filing', id: filingId, message }, { personId });
    }
    const recorded = await recordings.recordFiling({ before: course, message, plan, isOwnTurn: isOwn });
    expect(recorded).toMatchObject({ kind: 'recorded' });
    course = moveFiling(course, message);
  }
}
