import { RATE_ALLOWANCES } from '../../api/kernel/rate-limit.ts';
import { createRateLimits } from '../../prisma/kernel/rate-limit-store.ts';
import { noticeRoutes } from '../../api/notice/notice-routes.ts';
import { publicNoticeRoutes } from '../../api/notice/public-notice-routes.ts';
import { payoutRoutes } from '../../api/payout/payout-routes.ts';
import { reportRoutes } from '../../api/oversight/report-routes.ts';
import { revealRoutes } from '../../api/oversight/reveal-routes.ts';
import { taskRoutes } from '../../api/task/task-routes.ts';
import { reportOf } from '../../activities/entity-work.ts';
import type { Desk, EntityAct } from '../../api/kernel/desk-port.ts';
import { Problem } from '../../api/kernel/problem.ts';
import { problemOfCode } from '../../api/kernel/refusal-problem.ts';
import type { BatchMessage } from '../../domain/payout/batch-course.ts';
import { judgeBatchAct } from '../../domain/payout/batch-course.ts';
import { judgeNoticeAct, type NoticeMessage } from '../../domain/notice/notice-course.ts';
import { createBudgetStore } from '../../prisma/payout/budget-store.ts';
import { createActStore } from '../../prisma/kernel/act-store.ts';
import { createEntityPaging } from '../../prisma/worker/entity-paging.ts';
import { createPayoutInbox } from '../../prisma/payout/inbox-store.ts';
import { createNoticeStore } from '../../prisma/notice/notice-store.ts';
import { createPayoutStore } from '../../prisma/payout/payout-store.ts';
import { recordBatch } from '../../prisma/recordings/batch-recording.ts';
import { recordNotice } from '../../prisma/recordings/notice-recording.ts';
import type { RecordingContext } from '../../prisma/recordings/recording-context.ts';
import { createRevealStore } from '../../prisma/oversight/reveal-store.ts';
import { createTaskStore } from '../../prisma/task/task-store.ts';
import { createTaskCases } from '../../prisma/task/task-cases.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { occupationNames } from '../../domain/policy/directories.ts';
import { noticePages } from '../../web/pages/notice-pages.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';
import { createRecordingDesk } from './recording-desk.ts';

/** A desk that also walks notices and batches as their workflows would, one act after the other, without Temporal. */
export function createOfficeDesk(context: RecordingContext, now: () => Promise<Date>) {
  const claims = createRecordingDesk(context);
  const acts = createActStore(context.pool);
  const cases = createTaskCases(context.pool);
  const entities = createEntityPaging(context.pool);

  const moveNotice = async (noticeId: string, message: NoticeMessage) => {
    const known = await cases.noticeCase(noticeId);
    if (known === null) {
      throw new RangeError(`No notice ${noticeId}`);
    }
    const verdict = judgeNoticeAct(known.course, message, known.plan);
    if (!verdict.ok) {
      throw new Problem(verdict.reason);
    }
    const recorded = await recordNotice(context, { before: known.course, message, plan: known.plan });
    if (recorded.kind === 'refused') {
      throw new Problem(problemOfCode(recorded.code));
    }
    return (await cases.noticeCase(noticeId))?.course;
  };

  const actOnNotice = async (noticeId: string, message: NoticeMessage) => {
    const after = await moveNotice(noticeId, message);
    const { atMs } = message;
    if (after?.state === 'opening') {
      for (const { claimId } of (await entities.noticeClaims(noticeId)).filter((one) => one.state === 'drafted')) {
        await claims.move(claimId, { kind: 'noticeOpening', noticeId, actId: `${noticeId}/opening/${claimId}`, atMs });
      }
      await moveNotice(noticeId, { kind: 'publish', actId: `${noticeId}/publish`, atMs });
    }
    if (after?.state === 'rejected' || after?.state === 'withdrawn') {
      for (const { claimId, state } of await entities.noticeClaims(noticeId)) {
        if (state === 'open' || state === 'drafted') {
          const outcome = after.state;
          await claims.move(claimId, {
            kind: 'noticeClosed',
            noticeId,
            outcome,
            actId: `${noticeId}/${claimId}`,
            atMs,
          });
        }
      }
    }
  };

  const batchCase = async (batchId: string) => {
    const store = createPayoutStore(context.pool, context.sealer);
    const caller = {
      jurisdiction: '150600',
      personId: '',
      displayName: '',
      organ: null,
      section: null,
      roles: [],
      partyId: null,
    };
    const batch = await store.find(batchId, caller);
    if (batch === null) {
      throw new RangeError(`No batch ${batchId}`);
    }
    return batch;
  };

  const moveBatch = async (batchId: string, message: BatchMessage) => {
    const { course: before, plan } = await batchCase(batchId);
    const verdict = judgeBatchAct(before, message, plan);
    if (!verdict.ok) {
      throw new Problem(verdict.reason);
    }
    const recorded = await recordBatch(context, { before, message, plan });
    if (recorded.kind !== 'recorded') {
      throw new Problem(recorded.kind === 'refused' ? problemOfCode(recorded.code) : 'WRONG_STATE');
    }
  };

  const actOnBatch = async (batchId: string, message: BatchMessage) => {
    await moveBatch(batchId, message);
    if (message.kind !== 'release') {
      return;
    }
    const { maker, checker, payments } = await entities.draftedPayments(batchId);
    for (const { claimId, purpose } of payments) {
      const actId = `${batchId}/releasing/${claimId}/${purpose}`;
      const asked = { kind: 'payoutReleasing', batchId, purpose, maker, checker, actId, atMs: message.atMs } as const;
      await claims.move(claimId, asked);
    }
    await moveBatch(batchId, { kind: 'dispatched', actId: `${batchId}/dispatched`, atMs: message.atMs });
  };

  const carryOut = async (asked: EntityAct): Promise<void> => {
    if (asked.entity === 'notice') {
      await actOnNotice(asked.id, asked.message);
    }
    if (asked.entity === 'batch') {
      await actOnBatch(asked.id, asked.message);
    }
  };

  const desk: Desk = {
    async act(request) {
      const { entity } = request.message('');
      if (entity === 'claim' || entity === 'filing') {
        return claims.act(request);
      }
      const act = await acts.keep(request);
      if (act.outcome === null) {
        await carryOut(act.asked);
        await acts.answered(act.actId, null);
      }
      return { revision: 0, state: '' };
    },
    async start(entity, id) {
      const atMs = (await now()).getTime();
      if (entity === 'notice') {
        await moveNotice(id, { kind: 'begin', actId: `${id}/begin`, atMs });
      } else if (entity === 'batch') {
        await moveBatch(id, { kind: 'begin', actId: `${id}/begin`, atMs });
      } else {
        await claims.start(entity, id);
      }
    },
    async inboxChanged(batchId) {
      for (
        let step = await entities.nextInboxStep(batchId);
        step !== null;
        step = await entities.nextInboxStep(batchId)
      ) {
        if (step.kind === 'final') {
          await claims.move(step.claimId, reportOf(step));
        }
      }
    },
  };

  /** The end of a notice as its timer brings it: clean claims go on. */
  const endNotice = async (noticeId: string, atMs: number) => {
    for (const { claimId, state, hasOpenObjection } of await entities.noticeClaims(noticeId)) {
      if (state === 'open' && !hasOpenObjection) {
        await claims.move(claimId, {
          kind: 'noticeClosed',
          noticeId,
          outcome: 'clean',
          actId: `${noticeId}/clean/${claimId}`,
          atMs,
        });
      }
    }
    await moveNotice(noticeId, { kind: 'settle', actId: `${noticeId}/settle/${atMs}`, atMs });
  };

  return { desk, claims, moveNotice, endNotice };
}

/** The routes of tasks, notices, payouts and reveals on one database. */
export function officeRoutes(
  context: RecordingContext,
  office: ReturnType<typeof createOfficeDesk>,
  now: () => Promise<Date>,
) {
  const { pool, sealer } = context;
  const notices = createNoticeStore(pool, sealer);
  const { desk } = office;
  const refused = { signatures: 0 };
  const routes = [
    ...taskRoutes({ tasks: createTaskStore(pool), desk, library: PRACTICE_LIBRARY }),
    ...noticeRoutes({ notices, desk }),
    ...publicNoticeRoutes({
      notices,
      pages: noticePages('practice', organWord, occupationNames(PRACTICE_LIBRARY)),
      objectionLimit: createRateLimits(pool, sealer, RATE_ALLOWANCES).objection,
      objections: {
        async objectionFiled(noticeId, objectionId) {
          const atMs = (await now()).getTime();
          await office.moveNotice(noticeId, {
            kind: 'fileObjection',
            objectionId,
            actId: `${objectionId}/filed`,
            atMs,
          });
        },
      },
    }),
    ...payoutRoutes({
      payouts: createPayoutStore(pool, sealer),
      inbox: createPayoutInbox(pool, sealer),
      desk,
      count: {
        signatureRefused() {
          refused.signatures += 1;
        },
      },
    }),
    ...reportRoutes({ budgets: createBudgetStore(pool), library: PRACTICE_LIBRARY }),
    ...revealRoutes(createRevealStore(pool, sealer)),
  ];
  return { routes, refused };
}
