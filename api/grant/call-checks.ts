import type { CallMessage } from '../../domain/grant/call-course.ts';
import { closeRefusal, judgeExperts, judgePanel, judgeProposal, judgeQuota } from '../../domain/grant/call-rules.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import type { CallRecord, CallStore } from './grant-ports.ts';

/** What the recording will say again under its locks: so a refusal comes before anything is stored. @throws Problem */
export async function requireCallAct(calls: CallStore, call: CallRecord, message: CallMessage): Promise<void> {
  switch (message.kind) {
    case 'setQuota':
      requireOk(
        judgeQuota(message.places, {
          taken: call.taken,
          remaining: call.target?.remaining ?? null,
          overTarget: message.overTarget,
        }),
      );
      return;
    case 'setPanel': {
      const found = await calls.pool(call.id, message.experts);
      requireOk(judgePanel(message.experts, found, { minExperts: snapshotInt(call.snapshot, 'panel.minExperts') }));
      return;
    }
    case 'changePanel': {
      const joining = message.changes.filter(({ isMember }) => isMember).map(({ personId }) => personId);
      requireOk(judgeExperts(joining, await calls.pool(call.id, joining)));
      return;
    }
    case 'closeScoring':
      await requireClose(calls, call, message.leaveOut);
      return;
    case 'propose': {
      const law = { places: call.places, passMarkCenti: snapshotInt(call.snapshot, 'panel.passMark') };
      const { grantIds, hasReason } = message;
      requireOk(judgeProposal(grantIds, await calls.grants(call.id), { ...law, hasReason }));
      return;
    }
    case 'begin':
    case 'timerFired':
    case 'noticeSettled':
    case 'end':
    case 'cancel':
  }
}

async function requireClose(calls: CallStore, call: CallRecord, leaveOut: readonly string[]): Promise<void> {
  const quorum = snapshotInt(call.snapshot, 'panel.quorum');
  const refusal = closeRefusal(await calls.grants(call.id), { quorum, leaveOut });
  if (refusal !== null) {
    const errors = refusal.grantIds.map((grantId) => ({ pointer: `/grants/${grantId}`, code: refusal.code }));
    throw new Problem(refusal.code, { errors });
  }
}

function requireOk(verdict: { readonly ok: true } | { readonly ok: false; readonly reason: ProblemCode }): void {
  if (!verdict.ok) {
    throw new Problem(verdict.reason);
  }
}
