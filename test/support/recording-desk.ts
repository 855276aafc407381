import type { Desk, EntityAct } from '../../api/kernel/desk-port.ts';
import { Problem } from '../../api/kernel/problem.ts';
import { problemOfCode } from '../../api/kernel/refusal-problem.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { judgeClaimAct } from '../../domain/claim/claim-moves.ts';
import { createActStore } from '../../prisma/kernel/act-store.ts';
import { recordClaim } from '../../prisma/recordings/claim-recording.ts';
import type { RecordingContext } from '../../prisma/recordings/recording-context.ts';
import { createTaskCases } from '../../prisma/task/task-cases.ts';

export interface RecordingDesk extends Desk {
  /** What an entity or a timer would ask of a claim. */
  move(claimId: string, message: ClaimMessage): Promise<void>;
}

/** A desk that judges and records a claim's acts as its workflow would, one after the other, without Temporal. */
export function createRecordingDesk(context: RecordingContext): RecordingDesk {
  const acts = createActStore(context.pool);
  const cases = createTaskCases(context.pool);
  const move = async (claimId: string, message: ClaimMessage): Promise<ClaimCourse> => {
    const known = await cases.claimCase(claimId);
    if (known === null) {
      throw new RangeError(`Nobody asked to start ${claimId}`);
    }
    const { course: before, plan } = known;
    const verdict = judgeClaimAct(before, message, plan);
    if (!verdict.ok) {
      throw new Problem(verdict.reason);
    }
    const recorded = await recordClaim(context, { before, message, plan });
    if (recorded.kind !== 'recorded') {
      throw new Problem(recorded.kind === 'refused' ? problemOfCode(recorded.code) : 'WRONG_STATE');
    }
    return before;
  };
  const actOn = async (asked: EntityAct): Promise<void> => {
    if (asked.entity === 'claim') {
      await move(asked.id, asked.message);
    } else if (asked.message.kind === 'claimOpened') {
      await context.pool.query(`UPDATE filing SET state = 'claimed' WHERE id = $1`, [asked.id]);
    }
  };
  return {
    async move(claimId, message) {
      await move(claimId, message);
    },
    async start(_entity, id) {
      const begun = await context.pool.query('SELECT FROM claim WHERE id = $1 AND revision = 0', [id]);
      if (begun.rowCount === 1) {
        const { rows } = await context.pool.query<{ at: Date }>('SELECT submitted_at AS at FROM claim WHERE id = $1', [
          id,
        ]);
        await move(id, { kind: 'begin', actId: `${id}/begin`, atMs: rows[0]?.at.getTime() ?? 0 });
      }
    },
    async act(request) {
      const act = await acts.keep(request);
      if (act.outcome !== null) {
        return act.outcome;
      }
      try {
        await actOn(act.asked);
        await acts.answered(act.actId, null);
      } catch (error) {
        await acts.answered(act.actId, error instanceof Problem ? error.code : 'WRONG_STATE');
        throw error;
      }
      return { revision: 0, state: '' };
    },
    inboxChanged: () => Promise.resolve(),
  };
}
