import type { z } from 'zod';
import type { CaseItemView, CaseView } from '../../schemas/case-schemas.ts';
import { caseStateOf } from '../../domain/integrity/integrity-cases.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { judgeCloser, judgeConfirmer } from '../../domain/integrity/case-authority.ts';
import type { Language } from '../kernel/language.ts';
import { problemText } from '../kernel/messages.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import type { AuditLine } from '../oversight/audit-ports.ts';
import type { CaseRecord, CaseRow, DeclaredRelation } from './case-ports.ts';
import { auditView } from '../oversight/audit-view.ts';

export function caseGlance(row: CaseRow): z.input<typeof CaseItemView> {
  const { id, jurisdiction, party, filingId, finding, suspectedCrime, openedAt, outcome, closedAt } = row;
  return {
    id,
    state: caseStateOf(row),
    jurisdiction,
    party: { ...party },
    filingId,
    finding,
    suspectedCrime,
    openedAt: openedAt.toISOString(),
    outcome,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

export function caseView(
  record: CaseRecord,
  audit: readonly AuditLine[],
  acts: z.input<typeof CaseView>['acts'],
): z.input<typeof CaseView> {
  const { note, openedBy, transferDocumentNo, closingReason, closingAskedBy, closingAskedAt, closedBy, claims } =
    record;
  return {
    ...caseGlance(record),
    note,
    openedBy: { ...openedBy },
    transferDocumentNo,
    closingReason,
    closingAskedBy: closingAskedBy === null ? null : { ...closingAskedBy },
    closingAskedAt: closingAskedAt?.toISOString() ?? null,
    closedBy: closedBy === null ? null : { ...closedBy },
    acts,
    claims: claims.map(({ heldAt, releasedAt, state, stage, ...claim }) => ({
      ...claim,
      state: stateWord({ state, stage }),
      heldAt: heldAt?.toISOString() ?? null,
      releasedAt: releasedAt?.toISOString() ?? null,
    })),
    audit: audit.map(auditView),
  };
}

export function relationView({ party, declaredAt }: DeclaredRelation) {
  return { party: { ...party }, declaredAt: declaredAt.toISOString() };
}

/** The acts that end a case, for the person who asks, by the rules that the store and the database enforce (S3). */
export function caseActs(record: CaseRecord, caller: Actor, language: Language): z.input<typeof CaseView>['acts'] {
  const { involved, closingAskedBy } = record;
  const state = caseStateOf(record);
  const isAsker = state === 'waitsForConfirmation' && closingAskedBy?.id === caller.personId;
  const closure = state === 'closed' || isAsker ? WRONG_STATE : judgeCloser(caller, involved);
  const confirmation =
    state === 'waitsForConfirmation' ? judgeConfirmer(caller, involved, closingAskedBy?.id ?? null) : WRONG_STATE;
  return [
    { act: 'closure', ...shown(closure, language) },
    { act: 'confirmation', ...shown(confirmation, language) },
  ];
}

const WRONG_STATE = { ok: false, reason: 'WRONG_STATE' } as const;

function shown(
  verdict: { readonly ok: true } | { readonly ok: false; readonly reason: ProblemCode },
  language: Language,
) {
  return verdict.ok
    ? { allowed: true }
    : { allowed: false, why: { code: verdict.reason, sentence: problemText(verdict.reason, {}, language).title } };
}
