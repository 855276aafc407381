import type { Purpose } from '../../domain/claim/claim-course.ts';
import { doubtOf } from '../../domain/task/decision-rules.ts';
import { shownMoney } from '../../domain/line/shown-line.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import { isPaidByLine } from '../../domain/payout/payable-claim.ts';
import { planLineName } from '../../domain/plan/plan-names.ts';
import { maskAccount, maskIdNumber, maskName } from '../../domain/notice/mask.ts';
import type { Caller } from '../kernel/caller.ts';
import { moneyEntryView } from '../kernel/money-entry.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { diagnosisView } from '../oversight/diagnosis-view.ts';
import { claimActs, isOwn } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimLineRecord, ClaimListItem, LineRemark, PayoutRecord } from './claim-ports.ts';
import type { ApplicantOf, ClaimRecord } from './claim-record.ts';

export interface Reader {
  readonly caller: Caller;
  readonly language: Language;
  readonly at: Date;
}

/** A claim as the caller may see it, read again from the database. */
export async function showClaim({ claims, diagnoses, library }: ClaimDependencies, claimId: string, reader: Reader) {
  const claim = await claims.find(claimId, reader.caller, reader.at);
  if (claim === null) {
    throw new Problem('NOT_FOUND');
  }
  const facts = await diagnoses.factsOf(claimId, reader.at);
  if (facts === null) {
    throw new Problem('NOT_FOUND');
  }
  const names = { planLine: claim.planLine === null ? null : planLineName(library, claim.planLine)[reader.language] };
  return {
    body: claimView(claim, { diagnosis: diagnosisView(facts, reader), names }, reader),
    revision: claim.revision,
  };
}

interface Beside {
  readonly diagnosis: ReturnType<typeof diagnosisView>;
  readonly names: { readonly planLine: string | null };
}

function claimView(claim: ClaimRecord, { diagnosis, names }: Beside, { caller, language }: Reader) {
  const own = isOwn(claim, caller);
  const { windowEndsOn, evidenceDueOn } = claim;
  return {
    id: claim.id,
    claimNo: claim.claimNo,
    kind: claim.kind,
    filingId: claim.filingId,
    route: claim.route,
    pipeline: claim.pipeline,
    jurisdiction: claim.jurisdiction,
    state: stateWord(claim),
    stage: claim.stage,
    purpose: claim.purpose,
    round: claim.round,
    revision: claim.revision,
    applicant: applicantView(claim.applicant, own),
    payee: payeeView(claim, own),
    responsibleDepartment: { organ: claim.responsibleDepartment, source: claim.departmentSource },
    planLine: claim.planLine,
    planLineName: names.planLine,
    instalment: claim.instalment,
    referenceOn: claim.referenceOn,
    fund: claim.fund ?? ('' as const),
    totals: { ...claim.totals },
    lines: { ...claim.lines },
    contractCheck: windowEndsOn === null || evidenceDueOn === null ? null : { windowEndsOn, evidenceDueOn },
    policy: {
      snapshotId: claim.policySnapshotId,
      documents: (claim.snapshot?.documents ?? []).map(({ id, title }) => ({ id, title })),
    },
    waitingRegister: claim.waitingRegister,
    outcomeCode: claim.outcomeCode,
    // An applicant under investigation must not see an official's reason for a hold.
    holds: own
      ? []
      : claim.holds.map((hold) => ({ ...hold, until: isoOf(hold.until), createdAt: isoOf(hold.createdAt) ?? '' })),
    moneyEntries: own ? [] : claim.moneyEntries.map((entry) => moneyEntryView(entry, { caller, language })),
    stateSince: claim.stateSince.toISOString(),
    submittedAt: claim.submittedAt?.toISOString() ?? null,
    createdAt: claim.createdAt.toISOString(),
    closedAt: claim.closedAt?.toISOString() ?? null,
    diagnosis,
    acts: [...claimActs(claim, caller, language)],
  };
}

/** Persons who are paid separately have the account in their rows; of a single person it is the claim's account. */
function payeeView({ payee, applicant, snapshot, filingId, purpose }: ClaimRecord, own: boolean) {
  if (payee === null) {
    return null;
  }
  const { holder, bank, number } = payee;
  const route = snapshot?.routeDefinition;
  const isOfClass = filingId !== null;
  // The account of a class gets its advance and its top-up, independent of the payee of the base.
  if (number === '' || (isOfClass && route !== undefined && isPaidByLine(route, purpose))) {
    return null;
  }
  const isPersonal = !isOfClass && (applicant.kind === 'person' || route?.payee === 'person');
  return {
    holder: own || !isPersonal ? holder : maskName(holder),
    bank,
    number: own ? number : maskAccount(number),
  };
}

/** Only the private person may see their own name. */
function applicantView({ id, name, kind }: ApplicantOf, own: boolean) {
  return { id, name: own || kind !== 'person' ? name : maskName(name), kind };
}

/** The values of a row as JSON. */
export function factsView(facts: EntryFacts): Record<string, string | number | boolean | string[]> {
  const said = Object.entries(facts).flatMap(([key, value]: [string, EntryFacts[keyof EntryFacts]]) =>
    value === undefined ? [] : [[key, typeof value === 'object' ? [...value] : value] as const],
  );
  return Object.fromEntries(said);
}

/** An institution sees its own people unmasked; every other caller sees them masked. */
export function lineView(line: ClaimLineRecord, purpose: Purpose, isUnmasked: boolean, language: Language) {
  const { certificateKind: kind, certificateNo, certificateDate, contract } = line;
  const money = shownMoney(line);
  return {
    id: line.id,
    position: line.position,
    entryId: line.entryId,
    name: isUnmasked ? line.name : maskName(line.name),
    idNumber: isUnmasked ? line.idNumber : maskIdNumber(line.idNumber),
    occupation: line.occupation,
    skillLevel: line.skillLevel,
    month: line.month,
    facts: line.facts === null ? null : factsView(line.facts),
    state: line.state,
    attendedHours: line.attendedHours,
    certificate:
      kind === null || certificateNo === null || certificateDate === null
        ? null
        : { kind, number: certificateNo, date: certificateDate },
    baseFen: money.baseFen,
    allowanceFen: money.allowanceFen,
    floatFen: money.floatFen,
    formula: money.formula[language],
    allowanceFormula: money.allowanceFormula?.[language] ?? null,
    refusals: line.refusals.map((refusal) => ({ ...remarkView(refusal, language), purpose: refusal.purpose })),
    findings: line.findings.map((finding) => ({
      ...remarkView(finding, language),
      wantsDecision: finding.wantsDecision,
    })),
    acceptedRemark: line.floatAcceptedRemark ?? line.acceptedRemark,
    doubt: doubtOf(line, purpose),
    contract:
      contract === null
        ? null
        : { ...contract, openEnded: contract.contractEndsOn === null, insuranceKinds: [...contract.insuranceKinds] },
  };
}

export function listItemView(item: ClaimListItem, { partyId }: Caller) {
  return {
    ...item,
    state: stateWord(item),
    applicant: applicantView(item.applicant, item.applicant.id === partyId),
    stateSince: item.stateSince.toISOString(),
    submittedAt: item.submittedAt?.toISOString() ?? null,
    createdAt: item.createdAt.toISOString(),
  };
}

export function payoutView(payout: PayoutRecord, claimId: string) {
  return {
    ...payout,
    claimId,
    stateSince: payout.stateSince.toISOString(),
    createdAt: payout.createdAt.toISOString(),
  };
}

function remarkView({ code, rule, detail }: LineRemark, language: Language) {
  return { code, rule, detail: typeof detail === 'string' ? detail : detail[language] };
}

function isoOf(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}
