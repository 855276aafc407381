import type { z } from 'zod';
import { judgeApproval, judgeRejection } from '../../domain/repair/repair-course.ts';
import type { SeenFaults } from '../../domain/repair/repair-facts.ts';
import type { RepairPlan } from '../../domain/repair/repair-plan.ts';
import { FAULTS } from '../../domain/repair/repair-words.ts';
import type { DryRunView, RepairView } from '../../schemas/repair-schemas.ts';
import { actViews } from '../kernel/act-view.ts';
import { hasRole, type Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { RepairRecord } from './repair-ports.ts';
import { preconditionSentence, sideEffectSentence } from './repair-sentences.ts';

/** What a repair would do, before anything is done. */
export function dryRunView(plan: RepairPlan, digest: string, language: Language): z.input<typeof DryRunView> {
  return {
    ...plan,
    difference: plan.difference.map((one) => ({ ...one })),
    sideEffects: plan.sideEffects.map((one) => ({ kind: one.kind, detail: sideEffectSentence(one, language) })),
    preconditions: plan.preconditions.map(({ code, holds }) => ({
      code,
      holds,
      sentence: preconditionSentence(code, language),
    })),
    digest,
  };
}

export function repairView(
  record: RepairRecord,
  { caller, language }: { readonly caller: Caller; readonly language: Language },
): z.input<typeof RepairView> {
  const { before, after, dryRun, digest, parameters, proposedAt, approvedAt, appliedAt, endedAt, ...said } = record;
  const act = actViews('repair', caller, language);
  const person = { personId: caller.personId, isApprover: hasRole(caller, 'operatorApprover') };
  const approval = judgeApproval({ state: record.state, proposedBy: record.proposedBy.id }, person);
  const rejection = judgeRejection(record);
  return {
    ...said,
    holdId: parameters.holdId ?? null,
    taskId: parameters.taskId ?? null,
    to: parameters.to ?? null,
    proposedAt: proposedAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    appliedAt: appliedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    dryRun: dryRunView(dryRun, digest, language),
    probe: {
      before: seenView(before),
      after: after === null ? null : seenView(after),
      checks: checksOf(before, after),
    },
    acts: [
      act('approval', approval.ok ? null : approval.reason),
      act('rejection', rejection.ok ? null : rejection.reason),
    ],
  };
}

function seenView({ cause, atMs }: SeenFaults) {
  return { cause, at: new Date(atMs).toISOString() };
}

/** Each fault that stood before or stands now. */
function checksOf(before: SeenFaults, after: SeenFaults | null) {
  return FAULTS.filter((fault) => before.faults.includes(fault) || after?.faults.includes(fault) === true).map(
    (check) => ({ check, before: before.faults.includes(check), after: after?.faults.includes(check) ?? null }),
  );
}
