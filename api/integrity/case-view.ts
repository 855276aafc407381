import type { z } from 'zod';
import type { CaseItemView, CaseView } from '../../schemas/case-schemas.ts';
import { caseStateOf } from '../../domain/integrity/integrity-cases.ts';
import { sanctionLabel } from '../../domain/texts/sanction-words.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import { judgeCloser, judgeConfirmer } from '../../domain/integrity/case-authority.ts';
import type { Language } from '../kernel/language.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { AuditLine } from '../oversight/audit-ports.ts';
import type { CaseRecord, CaseRow, DeclaredRelation } from './case-ports.ts';
import { auditView } from '../oversight/audit-view.ts';

export function caseGlance(row: CaseRow, language: Language): z.input<typeof CaseItemView> {
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
    outcomeLabel: outcome === null ? null : sanctionLabel(outcome)[language],
    closedAt: closedAt?.toISOString() ?? null,
  };
}

interface CaseReader {
  readonly caller: Caller;
  readonly language: Language;
  /** The outcomes that the case may have today; null where no pack has a ladder. */
  readonly ladder: readonly string[] | null;
}

export function caseView(
  record: CaseRecord,
  audit: readonly AuditLine[],
  { caller, language, ladder }: CaseReader,
): z.input<typeof CaseView> {
  const {
    note,
    filingNo,
    openedBy,
    transferDocumentNo,
    closingReason,
    closingAskedBy,
    closingAskedAt,
    closedBy,
    claims,
  } = record;
  return {
    ...caseGlance(record, language),
    note,
    filingNo,
    outcomes: ladder?.map((code) => ({ code, label: sanctionLabel(code)[language] })) ?? null,
    openedBy: { ...openedBy },
    transferDocumentNo,
    closingReason,
    closingAskedBy: closingAskedBy === null ? null : { ...closingAskedBy },
    closingAskedAt: closingAskedAt?.toISOString() ?? null,
    closedBy: closedBy === null ? null : { ...closedBy },
    acts: caseActs(record, caller, language),
    claims: claims.map(({ heldAt, releasedAt, state, stage, ...claim }) => ({
      ...claim,
      state: stateWord({ state, stage }),
      heldAt: heldAt?.toISOString() ?? null,
      releasedAt: releasedAt?.toISOString() ?? null,
    })),
    grants: record.grants.map((grant) => ({ ...grant })),
    audit: audit.map(auditView),
  };
}

export function relationView({ party, declaredAt }: DeclaredRelation) {
  return { party: { ...party }, declaredAt: declaredAt.toISOString() };
}

/** The acts that end a case, for the person who asks, by the rules that the store and the database enforce (S3). */
function caseActs(record: CaseRecord, caller: Caller, language: Language): z.input<typeof CaseView>['acts'] {
  const { involved, closingAskedBy } = record;
  const state = caseStateOf(record);
  const isAsker = state === 'waitsForConfirmation' && closingAskedBy?.id === caller.personId;
  const closure = state === 'closed' || isAsker ? WRONG_STATE : judgeCloser(caller, involved);
  const confirmation =
    state === 'waitsForConfirmation' ? judgeConfirmer(caller, involved, closingAskedBy?.id ?? null) : WRONG_STATE;
  const show = actViews('case', caller, language);
  return [
    show('closure', closure.ok ? null : closure.reason),
    show('confirmation', confirmation.ok ? null : confirmation.reason),
  ];
}

const WRONG_STATE = { ok: false, reason: 'WRONG_STATE' } as const;
