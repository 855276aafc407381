import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { parseIsoDate, type IsoDate } from '../../domain/calendar.ts';
import type { PolicyLibrary, PolicyPack, PolicyParameter } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { loadPolicyLibrary, readPackFile, type LoadMode, type PackFile } from '../../main/office/policy-packs.ts';

export const ROUTE = 'INSTITUTION_PROJECT_TRAINING';

export const POLICIES = fileURLToPath(new URL('../../policies/', import.meta.url));

const read = new Map<string, PackFile>();

/** The packs that are shipped, with a test's own on top; a shipped file is read once for all libraries of a process. */
export function shippedLibrary(mode: LoadMode): PolicyLibrary {
  return loadPolicyLibrary(POLICIES, {
    ...mode,
    read(path, name) {
      const known = path.startsWith(POLICIES) ? read.get(path) : undefined;
      const file = known ?? readPackFile(path, name);
      read.set(path, file);
      return file;
    },
  });
}

export const PRACTICE_LIBRARY: PolicyLibrary = shippedLibrary({ practice: true });

export const CALENDAR = PRACTICE_LIBRARY.calendar;

export const day = (text: string): IsoDate => parseIsoDate(text);

/** What the route's claims of a class opening on that day are judged by. */
export function practiceSnapshot(on: IsoDate = day('2025-05-26')): PolicySnapshot {
  const outcome = snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150600', route: ROUTE, on });
  if (!outcome.ok) {
    throw new Error(`not open: ${outcome.missing.join(', ')}`);
  }
  return outcome.value;
}

/** A library of packs that say one thing each. */
export function libraryOf(...packs: readonly PolicyPack[]): PolicyLibrary {
  return { packs, calendar: CALENDAR };
}

export function packOf(
  document: Partial<PolicyPack['document']>,
  parameters: readonly Partial<PolicyParameter>[],
): PolicyPack {
  return {
    document: {
      id: 'test',
      title: 'test',
      date: day('2019-01-01'),
      issuer: 'test',
      level: 'city',
      jurisdiction: '150600',
      validFrom: day('2019-01-01'),
      ...document,
    },
    parameters: parameters.map((one) => ({
      key: 'limit.maxPerYear',
      value: 1,
      unit: 'count',
      clause: '1',
      mark: 'ours',
      ...one,
    })),
    pipelines: [],
    routes: [],
    rates: [],
    funds: [],
    planPrograms: [],
    targets: [],
    planLines: [],
    directories: [],
  };
}

/** A practice file as rows of texts by header. */
export function practiceCsv(path: string, encoding = 'utf-8'): readonly Record<string, string>[] {
  const bytes = readFileSync(new URL(`../../practice/${path}`, import.meta.url));
  const rows: readonly Record<string, string>[] = parse(new TextDecoder(encoding).decode(bytes), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  return rows;
}

export function practiceJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../practice/${path}`, import.meta.url), 'utf8'));
}
