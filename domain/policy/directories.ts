import type { IsoDate } from '../calendar.ts';
import type { SkillLevel } from '../codes.ts';
import type { ChainMember } from '../filing/chain-leader.ts';
import { covers } from '../authority/jurisdiction.ts';
import type {
  InstitutionEntry,
  OccupationEntry,
  PlanLine,
  PlanProgram,
  PolicyDirectory,
  PolicyLibrary,
} from './policy-pack.ts';
import { isValidOn, packsFor } from './resolve-parameter.ts';

/** returns the directory in force on the filing date; if several are, the one that began last. */
export function directoryInForce(
  library: PolicyLibrary,
  jurisdiction: string,
  on: IsoDate,
): PolicyDirectory | undefined {
  return library.packs
    .flatMap((pack) => pack.directories)
    .filter((directory) => covers(directory.jurisdiction, jurisdiction) && isValidOn(directory, on))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

/** finds an institution by the name under which it signs in. */
export function listedInstitution(directory: PolicyDirectory | undefined, name: string): InstitutionEntry | undefined {
  return directory?.institutions.find((entry) => entry.name === name);
}

/**
 * returns the members of a leader's chain, in the form of the rule; undefined for a party that leads no chain.
 */
export function chainLedBy(directory: PolicyDirectory | undefined, leader: string): readonly ChainMember[] | undefined {
  return directory?.chains
    ?.find((chain) => chain.leader === leader)
    ?.members.map(({ name, from, to }) => ({ uscc: name, from, to: to ?? null }));
}

/** only the occupations of the directory are subsidised, at the levels that it names. */
export function listedOccupation(
  directory: PolicyDirectory | undefined,
  code: string,
  level: SkillLevel,
): OccupationEntry | undefined {
  return directory?.occupations.find((entry) => entry.code === code && entry.levels.includes(level));
}

/** Returns the name that directories give an occupation, the newest first; for display only, no rule uses it. */
export function occupationNames({ packs }: PolicyLibrary): (code: string) => string | undefined {
  const directories = packs
    .flatMap((pack) => pack.directories)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const names = new Map(directories.flatMap((one) => one.occupations.map(({ code, name }) => [code, name] as const)));
  return (code) => names.get(code);
}

/** The occupations of the directories, each once with its newest name, by code. */
export function listedOccupations({
  packs,
}: PolicyLibrary): readonly { readonly code: string; readonly name: string }[] {
  const directories = packs
    .flatMap((pack) => pack.directories)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const named = new Map(directories.flatMap((one) => one.occupations.map(({ code, name }) => [code, name] as const)));
  return [...named].map(([code, name]) => ({ code, name })).toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Returns the programmes of the annual plan, for the line jurisdiction/year/organ/program. */
export function planPrograms(library: PolicyLibrary, jurisdiction: string): readonly PlanProgram[] {
  return packsFor(library, jurisdiction).flatMap((pack) => pack.planPrograms);
}

/** What a library has of accepted plans. */
export type AcceptedLines = NonNullable<PolicyLibrary['acceptedLines']>;

export function planLines(library: PolicyLibrary, jurisdiction: string): readonly PlanLine[] {
  const { packs, acceptedLines = [] } = library;
  const said = new Set(acceptedLines.map(({ planLine }) => planLine));
  return [
    ...packs.flatMap((pack) => pack.planLines).filter(({ planLine }) => !said.has(planLine)),
    ...acceptedLines.filter(({ isInForce }) => isInForce),
  ].filter((line) => covers(jurisdiction, line.planLine.slice(0, 6)));
}

/** True if the accepted plans of a jurisdiction have this line. */
export function hasPlanLine(library: PolicyLibrary, jurisdiction: string, planLine: string): boolean {
  return planLines(library, jurisdiction).some((line) => line.planLine === planLine);
}

/** returns the version of the directory in force in a jurisdiction on a day. */
export function directoriesOf(library: PolicyLibrary): (jurisdiction: string, on: IsoDate) => string | undefined {
  return (jurisdiction, on) => directoryInForce(library, jurisdiction, on)?.version;
}
