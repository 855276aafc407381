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

/** the directory in force on the filing date; of several the one that began last. */
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

/** institutions are known by the name under which they sign in. */
export function listedInstitution(directory: PolicyDirectory | undefined, name: string): InstitutionEntry | undefined {
  return directory?.institutions.find((entry) => entry.name === name);
}

/** the members of the chain that somebody leads, in the form of the rule; undefined for whoever leads none. */
export function chainLedBy(directory: PolicyDirectory | undefined, leader: string): readonly ChainMember[] | undefined {
  return directory?.chains
    ?.find((chain) => chain.leader === leader)
    ?.members.map(({ name, from, to }) => ({ uscc: name, from, to: to ?? null }));
}

/** subsidised are only the occupations of the directory, at the levels that it names. */
export function listedOccupation(
  directory: PolicyDirectory | undefined,
  code: string,
  level: SkillLevel,
): OccupationEntry | undefined {
  return directory?.occupations.find((entry) => entry.code === code && entry.levels.includes(level));
}

/** What directories call an occupation, the newest first: a name for pages, which judge nothing. */
export function occupationNames({ packs }: PolicyLibrary): (code: string) => string | undefined {
  const directories = packs
    .flatMap((pack) => pack.directories)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const names = new Map(directories.flatMap((one) => one.occupations.map(({ code, name }) => [code, name] as const)));
  return (code) => names.get(code);
}

/** The programmes of the annual plan, for the line jurisdiction/year/organ/program. */
export function planPrograms(library: PolicyLibrary, jurisdiction: string): readonly PlanProgram[] {
  return packsFor(library, jurisdiction).flatMap((pack) => pack.planPrograms);
}

export function planLines(library: PolicyLibrary, jurisdiction: string): readonly PlanLine[] {
  return library.packs
    .flatMap((pack) => pack.planLines)
    .filter((line) => covers(jurisdiction, line.planLine.slice(0, 6)));
}

/** which version of the directory is in force in a jurisdiction on a day. */
export function directoriesOf(library: PolicyLibrary): (jurisdiction: string, on: IsoDate) => string | undefined {
  return (jurisdiction, on) => directoryInForce(library, jurisdiction, on)?.version;
}
