import { dayAt } from '../../domain/calendar.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import { planLineName } from '../../domain/plan/plan-names.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { maskAccount, maskIdNumber, maskName, maskPhone } from '../../domain/notice/mask.ts';
import type { Caller } from '../kernel/caller.ts';
import { filingActs, isOwn } from './filing-acts.ts';
import type { AttendanceOfPerson, Filing, ResultOfPerson, RosterPerson } from './filing-ports.ts';
import { readingWayOf, seesFileNames } from '../../domain/authority/paper-readers.ts';
import { paperView, type PaperSight } from '../kernel/papers.ts';
import type { Language } from '../kernel/language.ts';

interface FilingReader {
  readonly caller: Caller;
  readonly language: Language;
  readonly at: Date;
  readonly library: PolicyLibrary;
}

/** A filing as the caller may see it: only the institution sees the full account. */
export function filingView(filing: Filing, { caller, language, at, library }: FilingReader) {
  const { holder, bank, number } = filing.payee;
  return {
    id: filing.id,
    filingNo: filing.filingNo,
    state: filing.state,
    revision: filing.revision,
    round: filing.round,
    route: filing.route,
    jurisdiction: filing.jurisdiction,
    planLine: filing.planLine,
    planLineName: filing.planLine === null ? null : planLineName(library, filing.planLine)[language],
    applicant: { ...filing.applicant },
    occupation: { ...filing.occupation },
    skillLevel: filing.skillLevel,
    certificateKind: filing.certificateKind,
    classHours: filing.classHours,
    opensOn: filing.opensOn,
    endsOn: filing.endsOn,
    deliveryMode: filing.deliveryMode,
    location: filing.location,
    facts: factsView(filing.facts),
    trainingYears: filing.trainingYears,
    payeeAccount: { holder, bank, number: isOwn(filing, caller) ? number : maskAccount(number) },
    responsibleDepartment:
      filing.responsibleDepartment === null
        ? null
        : { organ: filing.responsibleDepartment, source: filing.departmentSource ?? 'suggested' },
    warnings: filing.warnings.map(({ code, rule, detail }) => ({
      code,
      rule,
      detail: detail[language],
    })),
    documents: filing.documents.map((paper) => paperView(paper, papersSeen(filing, caller, language))),
    rosterCount: filing.rosterCount,
    filedAt: instant(filing.filedAt),
    acceptedAt: instant(filing.acceptedAt),
    assessmentDueOn: filing.assessmentDueOn,
    claimWindowEndsOn: filing.claimWindowEndsOn,
    claim: filing.claim === null ? null : claimOfFiling(filing.claim),
    // A draft is its owner's alone.
    claims: filing.claims
      .filter(({ state }) => state !== 'draft' || isOwn(filing, caller))
      .map((claim) => ({ ...claimOfFiling(claim), claimNo: claim.claimNo, kind: claim.kind })),
    stateSince: filing.stateSince.toISOString(),
    createdAt: filing.createdAt.toISOString(),
    acts: filingActs(filing, caller, language, dayAt(at.getTime())).map((act) => ({ ...act })),
  };
}

function claimOfFiling({ id, state, stage, instalment }: NonNullable<Filing['claim']>) {
  return { id, state: stateWord({ state, stage }), instalment };
}

/** What the caller sees of the filing's papers in lists; the kinds of its route's pack are named where its law is read. */
export function papersSeen(
  { applicant, state, responsibleDepartment: responsible }: Filing,
  caller: Caller,
  language: Language,
  documents: PaperSight['documents'] = [],
): PaperSight {
  const isDraft = state === 'draft';
  const isOwnPaper = caller.partyId === applicant.id;
  const isNamed = seesFileNames(caller, { ownerId: applicant.id, isDraft, responsible });
  return {
    isOwn: isOwnPaper,
    isNamed,
    reading: readingWayOf(caller, { isOwn: isOwnPaper, isDraft, isInSight: isNamed }),
    language,
    documents,
  };
}

/** An institution sees its own people unmasked; every other caller sees them masked. */
export function rosterView({ personId, row }: RosterPerson, isUnmasked: boolean) {
  return {
    id: personId,
    name: isUnmasked ? row.name : maskName(row.name),
    idNumber: isUnmasked ? row.idNumber : maskIdNumber(row.idNumber),
    phone: isUnmasked ? row.phone : maskPhone(row.phone),
    categories: [...row.categories],
    registeredAt: row.registeredAt,
    employer: row.employer,
    feeFen: Number(row.feeFen),
    facts: entryFactsView(row.facts),
    account: accountView(row.account, isUnmasked),
  };
}

function accountView(account: RosterPerson['row']['account'], isUnmasked: boolean) {
  if (account === null || isUnmasked) {
    return account === null ? null : { ...account };
  }
  return { holder: maskName(account.holder), bank: account.bank, number: maskAccount(account.number) };
}

/** Codes, days and amounts as they came; copied, because an answer is written from plain lists. */
function entryFactsView({ categories, months, ...facts }: RosterPerson['row']['facts']) {
  return {
    ...facts,
    ...(categories !== undefined && { categories: [...categories] }),
    ...(months !== undefined && { months: [...months] }),
  };
}

function factsView({ demandEntries, costSharing, ...facts }: Filing['facts']) {
  return {
    ...facts,
    ...(demandEntries !== undefined && { demandEntries: [...demandEntries] }),
    ...(costSharing !== undefined && { costSharing: { ...costSharing } }),
  };
}

export function attendanceView(day: AttendanceOfPerson, names: Names, isUnmasked: boolean) {
  return { ...personView(day, names, isUnmasked), date: day.date, hours: day.hours };
}

export function resultView(result: ResultOfPerson, names: Names, isUnmasked: boolean) {
  return {
    ...personView(result, names, isUnmasked),
    assessed: result.hasPassed ? ('合格' as const) : ('不合格' as const),
    certificateKind: result.certificate?.kind ?? null,
    certificateNo: result.certificate?.certificateNo ?? null,
    certificateDate: result.certificate?.issuedOn ?? null,
  };
}

/** Names of the roster by person; a person removed from it has none. */
export type Names = ReadonlyMap<string, string>;

export function namesOf(roster: readonly RosterPerson[]): Names {
  return new Map(roster.map(({ personId, row }) => [personId, row.name]));
}

function personView(of: { readonly personId: string; readonly idNumber: string }, names: Names, isUnmasked: boolean) {
  const name = names.get(of.personId) ?? '';
  return {
    personId: of.personId,
    name: isUnmasked ? name : maskName(name),
    idNumber: isUnmasked ? of.idNumber : maskIdNumber(of.idNumber),
  };
}

function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
