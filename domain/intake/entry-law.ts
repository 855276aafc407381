import { addMonths, movedOffDaysOff, type IsoDate } from '../calendar.ts';
import type { OrganCode, PipelineCode } from '../codes.ts';
import { organOfPlanLine, otherProgramme, type OtherProgramme } from '../filing/plan-line.ts';
import type { PartyKind } from '../policy/route-codes.ts';
import type { Entry, EntryFacts } from './entry.ts';
import { directoryInForce, listedOccupation } from '../policy/directories.ts';
import type { Label, PolicyLibrary, RouteDefinition } from '../policy/policy-pack.ts';
import { snapshotInt, snapshotPolicy, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { resolveParameter } from '../policy/resolve-parameter.ts';
import { definitionOf } from '../policy/resolve-route.ts';
import { partyWord, wordList } from '../texts/route-words.ts';
import { choosePath, type ChosenPath } from '../line/path-selection.ts';

/** The question of a claim without a class to the law. */
export interface EntryQuestion {
  readonly route: string;
  readonly jurisdiction: string;
  readonly partyKind: PartyKind;
  readonly planLine: string | null;
  readonly today: IsoDate;
}

export interface EntryLaw {
  readonly snapshot: PolicySnapshot;
  /** The reference date of the law. */
  readonly referenceOn: IsoDate;
  readonly pipeline: PipelineCode;
  readonly responsibleDepartment: OrganCode;
}

/** Why no law applies to a file, with the facts for its sentence. */
export type LawRefusal =
  | { readonly code: 'CLAIM_WINDOW_CLOSED' }
  /** special groups and other people in one file take different paths. */
  | { readonly code: 'PATHS_DIFFER' }
  | { readonly code: 'ROUTE_NOT_OPEN'; readonly key: string }
  | ApplicantRefusal
  | OtherProgramme
  /** certificates of one file are under different law, from the earliest to the latest day. */
  | { readonly code: 'LAW_DIFFERS'; readonly from: IsoDate; readonly to: IsoDate };

/** The route, the party's kind, and the kinds that the route is for, in words. */
export interface ApplicantRefusal {
  readonly code: 'APPLICANT_NOT_ADMITTED';
  readonly route: Label;
  readonly kind: Label;
  readonly kinds: Label;
}

export function applicantRefusal(
  { name, applicants }: Pick<RouteDefinition, 'name' | 'applicants'>,
  kind: PartyKind,
): ApplicantRefusal {
  return {
    code: 'APPLICANT_NOT_ADMITTED',
    route: name,
    kind: partyWord(kind),
    kinds: wordList(applicants.map(partyWord)),
  };
}

export type FoundLaw =
  | { readonly ok: true; readonly value: EntryLaw }
  | { readonly ok: false; readonly refusal: LawRefusal };

/** Returns whether an occupation at its level was on the directory of a day; null for a row without an occupation. */
export type Listing = (entry: EntryFacts) => boolean | null;

/**
 * determines the law of a file, its path and its responsible organ. By certificate: the latest day
 * of the file counts, and a file whose earliest day is under other law is refused, because a claim has one law; by
 * submission: today.
 */
export function lawOfEntries(
  library: PolicyLibrary,
  question: EntryQuestion,
  entries: readonly EntryFacts[],
): FoundLaw {
  const { route, jurisdiction, planLine, today } = question;
  const onToday = definitionOf(library, { jurisdiction, route, on: today })?.row;
  const days = entries.flatMap(({ certificateDate }) => certificateDate ?? []).toSorted();
  const isByCertificate = onToday?.referenceDate === 'certificate';
  const referenceOn = (isByCertificate ? days.at(-1) : undefined) ?? today;
  const definition = definitionOf(library, { jurisdiction, route, on: referenceOn })?.row;
  if (definition === undefined) {
    return { ok: false, refusal: { code: 'ROUTE_NOT_OPEN', key: `route.${route}` } };
  }
  const path = pathOf(library, { jurisdiction, route, on: referenceOn }, definition, entries);
  if (path === undefined) {
    return { ok: false, refusal: { code: 'PATHS_DIFFER' } };
  }
  const asked = { jurisdiction, route, pipeline: path.pipeline };
  const latest = snapshotPolicy(library, { ...asked, on: referenceOn });
  if (!latest.ok) {
    return { ok: false, refusal: { code: 'ROUTE_NOT_OPEN', key: latest.missing.join(', ') } };
  }
  const [first = referenceOn] = isByCertificate ? days : [];
  const earliest = first === referenceOn ? latest : snapshotPolicy(library, { ...asked, on: first });
  if (!earliest.ok || lawText(earliest.value) !== lawText(latest.value)) {
    return { ok: false, refusal: { code: 'LAW_DIFFERS', from: first, to: referenceOn } };
  }
  const planOrgan = planLine === null ? undefined : organOfPlanLine(planLine);
  return {
    ok: true,
    value: {
      snapshot: latest.value,
      referenceOn,
      pipeline: path.pipeline,
      responsibleDepartment: planOrgan ?? path.responsibleDepartment ?? definition.department ?? 'HRSS',
    },
  };
}

/** Returns the law if this kind of party may apply, under this plan line, while the window is open. */
export function lawFor(library: PolicyLibrary, question: EntryQuestion, entries: readonly Entry[]): FoundLaw {
  const facts = entries.map((entry) => entry.facts);
  const law = lawOfEntries(library, question, facts);
  if (!law.ok) {
    return law;
  }
  const { routeDefinition } = law.value.snapshot;
  if (!routeDefinition.applicants.includes(question.partyKind)) {
    return { ok: false, refusal: applicantRefusal(routeDefinition, question.partyKind) };
  }
  const other = otherProgramme(library, question, routeDefinition);
  if (other !== undefined) {
    return { ok: false, refusal: other };
  }
  return isWindowClosed(library, law.value.snapshot, facts, question.today)
    ? { ok: false, refusal: { code: 'CLAIM_WINDOW_CLOSED' } }
    : law;
}

/**
 * Returns the law of a claim whose rows changed. A returned claim was submitted in time and keeps its applicant and plan
 * line, so only the law of its rows is asked.
 */
export function lawAfterChange(
  library: PolicyLibrary,
  question: EntryQuestion,
  { entries, isDraft }: { readonly entries: readonly Entry[]; readonly isDraft: boolean },
): FoundLaw {
  return isDraft
    ? lawFor(library, question, entries)
    : lawOfEntries(
        library,
        question,
        entries.map(({ facts }) => facts),
      );
}

/** Routes without money have no fund, even if the jurisdiction has one for other routes. */
export function fundOf({ routeDefinition, fund }: PolicySnapshot): PolicySnapshot['fund'] {
  return routeDefinition.rateKind === 'none' ? null : fund;
}

/**
 * refuses a file whose window is over for every person; single persons outside the window are refused as
 * lines.
 */
function isWindowClosed(
  library: PolicyLibrary,
  snapshot: PolicySnapshot,
  entries: readonly EntryFacts[],
  today: IsoDate,
): boolean {
  const days = entries.flatMap(({ certificateDate }) => certificateDate ?? []).toSorted();
  const latest = days.at(-1);
  if (latest === undefined || !snapshot.routeDefinition.checks.includes('CLAIM_WINDOW')) {
    return false;
  }
  const last = addMonths(latest, snapshotInt(snapshot, 'claimWindow.personMonths'));
  return movedOffDaysOff(last, library.calendar) < today;
}

/** checks the directory of the certificate's day, else of today; null when the row names no occupation. */
export function listingOf(library: PolicyLibrary, jurisdiction: string, today: IsoDate): Listing {
  return ({ occupation, skillLevel, certificateDate }) => {
    if (occupation === undefined) {
      return null;
    }
    const directory = directoryInForce(library, jurisdiction, certificateDate ?? today);
    return listedOccupation(directory, occupation, skillLevel ?? 'NONE') !== undefined;
  };
}

/**
 * a file is personal if its people are paid themselves, regardless of who submits it. Each person has a path;
 * undefined means that they have two different ones. If no rule assigns a path, the route's own applies.
 */
function pathOf(
  library: PolicyLibrary,
  question: { readonly jurisdiction: string; readonly route: string; readonly on: IsoDate },
  definition: RouteDefinition,
  entries: readonly EntryFacts[],
): ChosenPath | undefined {
  const valueOf = (key: string) => resolveParameter(library, { ...question, key }).winner?.value;
  const list = (key: string) => {
    const value = valueOf(key);
    return typeof value === 'object' ? value : [];
  };
  const parameters = {
    isOnlyForSpecialGroups: valueOf('p2.onlySpecialGroups') === true,
    specialGroups: list('group.specialGroups'),
    carvedOutRoutes: list('p2.carvedOutRoutes'),
  };
  const asked = {
    route: question.route,
    pipeline: definition.pipeline,
    isPersonal: definition.payee === 'person',
  };
  const [first = choosePath({ ...asked, categories: [] }, parameters), ...others] = entries.map(({ categories = [] }) =>
    choosePath({ ...asked, categories }, parameters),
  );
  return others.every(({ pipeline }) => pipeline === first.pipeline) ? first : undefined;
}

/**
 * Returns the values that judge, price and pay a file's people, without their sources. Two documents with the same
 * values, or a different order of losing rows, are not different law.
 */
function lawText({ routeDefinition, parameters, rates, allowance, funds }: PolicySnapshot): string {
  const paid = funds.filter(({ purpose }) => purpose === 'base' || (purpose === 'allowance' && allowance !== null));
  return JSON.stringify([
    routeDefinition,
    parameters.map(({ key, value, unit }) => [key, value, unit]),
    [...rates, ...(allowance === null ? [] : [allowance])].map((one) => [
      one.kind,
      one.value,
      one.occupation,
      one.level,
    ]),
    paid.map(({ purpose, fund }) => [purpose, fund]),
  ]);
}
