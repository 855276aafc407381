import { runbookOf, severityOf } from '../../domain/check/check-words.ts';
import { isEntityKind, workflowIdOf } from '../../domain/entities.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { FINDING_SENTENCES } from '../kernel/messages-of-checks.ts';
import type { FindingRecord, RunRecord } from './check-ports.ts';

interface Reader {
  readonly caller: Caller;
  readonly language: Language;
}

export function findingView(finding: FindingRecord, { caller, language }: Reader) {
  const { id, kind, entityKind, entityId, claimId, since, lastSeenAt, evidence, state, explanation } = finding;
  const isEntity = entityKind !== null && entityId !== null;
  return {
    id,
    check: kind,
    severity: severityOf(kind),
    entity: isEntity ? { kind: entityKind, id: entityId } : null,
    ...(claimId !== null && { claimId }),
    ...(isEntity && isEntityKind(entityKind) && { workflowId: workflowIdOf(entityKind, entityId) }),
    since: since.toISOString(),
    lastSeen: lastSeenAt.toISOString(),
    sentence: FINDING_SENTENCES[kind][language],
    evidence: [...evidence],
    state,
    ...(explanation !== null && {
      explanation: { ...explanation, explainedAt: explanation.explainedAt.toISOString() },
    }),
    runbook: runbookOf(kind),
    acts: [actViews('integrityFinding', caller, language)('explanation', state === 'open' ? null : 'WRONG_STATE')],
  };
}

export function runView({ id, state, startedAt, endedAt, results }: RunRecord, reader: Reader) {
  return {
    id,
    state,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    checks: [...results],
    acts: runActs(reader),
  };
}

export function runActs({ caller, language }: Reader) {
  return [actViews('integrityRun', caller, language)('run', null)];
}
