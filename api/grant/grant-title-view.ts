import { splitGrant } from '../../domain/grant/grant-instalments.ts';
import type { ComputedYear } from '../../domain/grant/year-assessment.ts';
import type { YearReport } from '../../domain/grant/year-report.ts';
import { parseFen } from '../../domain/money.ts';
import { snapshotList } from '../../domain/policy/policy-snapshot.ts';
import { titlesOf } from '../claim/claim-policy-view.ts';
import { entryActs, type EntryReader } from '../kernel/money-entry.ts';
import type { GrantRecord } from './grant-ports.ts';
import type { RepaymentRecord, TitleRecord, YearRecord } from './title-ports.ts';

/** What a grant shows of its title and its money in every list. */
export function titleOf(grant: GrantRecord) {
  const { title } = grant;
  const paid = title?.instalments.filter(({ state }) => state === 'settled') ?? [];
  return {
    designation: {
      kind: grant.kind,
      level: grant.level,
      name: grant.name,
      city: grant.applicantJurisdiction,
      number: grant.documentNo,
      state: grant.titleState,
      from: grant.titleState === 'none' ? null : grant.designatedOn,
      to: grant.titleState === 'none' ? null : (title?.endedOn ?? null),
    },
    suspended: title?.suspended ?? false,
    paidFen: paid.reduce((sum, { amountFen }) => sum + amountFen, 0),
    recoveredFen: title?.recoveredFen ?? 0,
  };
}

/** The instalments; before the designation as the law of the call splits them. */
export function instalmentsOf({ title, snapshot, amountFen }: GrantRecord) {
  if (title !== null) {
    return title.instalments.map((one) => ({ ...one }));
  }
  const shares = snapshotList(snapshot, 'grant.instalments').map(Number);
  return splitGrant(parseFen(amountFen), shares).map((one) => ({
    ...one,
    state: 'notDue' as const,
    instructionId: null,
    settledOn: null,
  }));
}

/** Agreement, acceptance, years and what is asked back; empty before the designation. */
export function titleFields({ title, snapshot }: GrantRecord) {
  const titled = titlesOf(snapshot);
  return {
    agreement: title === null ? null : agreementOf(title),
    acceptance: {
      state: title?.acceptanceState ?? ('none' as const),
      round: title === null || title.acceptanceState === 'none' ? 0 : title.acceptanceRound,
      rectifyDueOn: title?.acceptanceDueOn ?? null,
    },
    firstAssessedYear: title?.firstYear ?? null,
    years: (title?.years ?? []).map((year) => yearView(year, titled)),
    suspension:
      title === null || !title.suspended
        ? null
        : { reason: title.suspensionReason, until: instantOf(title.suspendedUntil) },
    recovery: title === null ? null : recoveryOf(title),
    statements: (title?.statements ?? []).map(({ text, at }) => ({ text, at: new Date(at).toISOString() })),
  };
}

function agreementOf({ agreementNo, holderSignedAt, officeSignedAt, buildEndsOn }: TitleRecord) {
  return {
    agreementNo,
    signedByHolderAt: instantOf(holderSignedAt),
    signedByOfficeAt: instantOf(officeSignedAt),
    buildEndsOn,
  };
}

function recoveryOf({ recoverFen, recoveredFen, revocationNo }: TitleRecord) {
  return recoverFen === null
    ? null
    : { amountFen: recoverFen, recoveredFen, openFen: recoverFen - recoveredFen, documentNo: revocationNo };
}

type TitleOf = ReturnType<typeof titlesOf>;

/** The recheck uses what was put right, or the report where nothing came. */
function yearView(
  { rectification, recheckComputed, recheckedAt, decidedAt, report, computed, ...year }: YearRecord,
  titled: TitleOf,
) {
  const figures = rectification ?? report;
  return {
    ...year,
    report: report === null ? null : reportView(report),
    computed: computed === null ? null : computedView(computed, titled),
    recheck:
      recheckComputed === null
        ? null
        : {
            figures: figures === null ? null : reportView(figures),
            computed: computedView(recheckComputed, titled),
            decidedAt: instantOf(recheckedAt),
          },
    decidedAt: instantOf(decidedAt),
  };
}

function computedView(computed: ComputedYear, titled: TitleOf) {
  const { document } = computed;
  return { ...computed, documentTitle: document === null ? null : titled(document) };
}

function reportView(report: YearReport) {
  return { ...report, achievements: report.achievements.map((one) => ({ ...one })) };
}

function instantOf(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

export function repaymentView(record: RepaymentRecord, { caller, language }: EntryReader) {
  const { makerId, jurisdiction: _jurisdiction, enteredAt, decidedAt, ...entry } = record;
  return {
    ...entry,
    acts: entryActs(record, caller, language),
    enteredBy: makerId,
    enteredAt: enteredAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
