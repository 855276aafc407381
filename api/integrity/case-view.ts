import type { z } from 'zod';
import type { CaseItemView, CaseView } from '../../schemas/case-schemas.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import type { AuditLine } from '../oversight/audit-ports.ts';
import type { CaseRecord, CaseRow, DeclaredRelation } from './case-ports.ts';
import { auditView } from '../oversight/audit-view.ts';

export function caseGlance(row: CaseRow): z.input<typeof CaseItemView> {
  const { id, jurisdiction, party, filingId, finding, suspectedCrime, openedAt, outcome, closedAt } = row;
  return {
    id,
    state: closedAt === null ? 'open' : 'closed',
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

export function caseView(record: CaseRecord, audit: readonly AuditLine[]): z.input<typeof CaseView> {
  const { note, openedBy, transferDocumentNo, closingReason, closedBy, claims } = record;
  return {
    ...caseGlance(record),
    note,
    openedBy: { ...openedBy },
    transferDocumentNo,
    closingReason,
    closedBy: closedBy === null ? null : { ...closedBy },
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
