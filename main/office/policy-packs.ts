import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { addDays, parseIsoDate, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import { packDefects } from '../../domain/policy/check/pack-defects.ts';
import type { PackDefect } from '../../domain/policy/check/pipeline-defects.ts';
import type { CalendarYear } from '../../domain/policy/calendar-year.ts';
import type { PolicyLibrary, PolicyPack } from '../../domain/policy/policy-pack.ts';
import { packWords } from '../../schemas/pack-words.ts';
import { CalendarFile } from '../../schemas/calendar-schema.ts';
import { PolicyPackFile } from '../../schemas/policy-schemas.ts';
import { ROOT, type Config } from '../config.ts';

/** A pack that cannot be used: says which file, which line and what to do. */
export class PolicyPackError extends Error {
  override readonly name = 'PolicyPackError';
}

/** A file of packs as it is read, before its shape is checked. */
export interface PackFile {
  readonly path: string;
  readonly content: unknown;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

interface FoundFile extends PackFile {
  /** The folder that it was found in, as messages name it. */
  readonly folder: string;
}

export interface LoadMode {
  /** Whether the invented figures of `practice/` are read too (D20). */
  readonly practice: boolean;
  /** More folders of packs, on top of the first. */
  readonly also?: readonly string[];
  /** Another reader of files: who loads many libraries reads an unchanged file once. */
  readonly read?: typeof readPackFile;
}

/**
 * Reads `policies/`: every pack outside `practice/`, and that one too where the mode says so, and checks them together.
 * @throws PolicyPackError naming file, line and cure
 */
export function loadPolicyLibrary(folder: string, mode: LoadMode): PolicyLibrary {
  const { read = readPackFile } = mode;
  const folders = [{ folder, name: 'policies' }, ...(mode.also ?? []).map((one) => ({ folder: one, name: one }))];
  const files = folders.flatMap((one) =>
    yamlFilesBelow(one.folder)
      .map((path) => ({ path, within: relative(one.folder, path) }))
      .filter(({ within }) => mode.practice || !within.startsWith('practice'))
      .map(({ path, within }) => ({ ...read(path, join(one.name, within)), folder: one.name })),
  );
  const calendars = latestOfEachYear(folders.map(({ name }) => filesOf(files, name).filter(isCalendar)));
  const packFiles = files.filter((file) => !isCalendar(file));
  const packs = packFiles.map(parsePack);
  refuseSameDocument(packs, packFiles);
  refuseDefects(packs, packFiles);
  return { packs, calendar: joinCalendars(calendars) };
}

/** The packs of an office: what is shipped, and its own folder on top of it. @throws PolicyPackError */
export function officeLibrary({ mode, policies }: Pick<Config, 'mode' | 'policies'>): PolicyLibrary {
  const also = policies === undefined ? [] : [policies];
  return loadPolicyLibrary(join(ROOT, 'policies'), { practice: mode === 'practice', also, read: readOnce });
}

function filesOf(files: readonly FoundFile[], folder: string): readonly PackFile[] {
  return files.filter((file) => file.folder === folder);
}

/**
 * A later folder's file for a year replaces the earlier one: an office adds a changed holiday list as its own file.
 * @throws PolicyPackError where one folder has a year twice
 */
function latestOfEachYear(folders: readonly (readonly PackFile[])[]): readonly CalendarYear[] {
  const years = new Map<number, CalendarYear>();
  for (const files of folders) {
    const seen = new Map<number, string>();
    for (const file of files) {
      const calendar = parseCalendar(file);
      const first = seen.get(calendar.year);
      if (first !== undefined) {
        const said = `two calendars of ${calendar.year}, this one and ${first}. Keep one of them.`;
        throw refusalOf([lineOfRefusal(file, ['calendar', 'year'], said)]);
      }
      seen.set(calendar.year, file.path);
      years.set(calendar.year, calendar);
    }
  }
  return [...years.values()];
}

/** One calendar of all published years; its version names them all, so a changed year changes it (D8). */
export function joinCalendars(years: readonly CalendarYear[]): WorkingCalendar {
  const ordered = years.toSorted((a, b) => a.year - b.year);
  const last = ordered.at(-1);
  const gap = ordered.find((year, position) => position > 0 && ordered[position - 1]?.year !== year.year - 1);
  if (last === undefined || gap !== undefined) {
    const what = gap === undefined ? 'no calendar at all' : `no calendar of ${gap.year - 1}`;
    throw new PolicyPackError(`policies/defaults: ${what}. Add calendar-<year>.yaml for every year without a gap.`);
  }
  return {
    version: ordered.map((year) => year.version).join('+'),
    publishedThrough: parseIsoDate(`${last.year}-12-31`),
    holidays: ordered.flatMap((year) => year.holidays.flatMap(({ from, to }) => daysOf(from, to))),
    workedWeekendDays: ordered.flatMap((year) => year.workedWeekendDays),
  };
}

function daysOf(from: IsoDate, to: IsoDate): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

function yamlFilesBelow(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true });
  } catch (error) {
    throw new PolicyPackError(`${folder}: cannot be read. Start from the root of a complete checkout.`, {
      cause: error,
    });
  }
}

/** Messages call the file by `name`. @throws PolicyPackError if it is not YAML */
export function readPackFile(path: string, name: string): PackFile {
  return parsePackFile(readFileSync(path, 'utf8'), name);
}

const parsedFiles = new Map<string, { readonly text: string; readonly file: PackFile }>();

/** A start reads the packs for the office's birth, for its API and for its worker; unchanged text is parsed once. */
function readOnce(path: string, name: string): PackFile {
  const text = readFileSync(path, 'utf8');
  const known = parsedFiles.get(path);
  if (known?.text === text && known.file.path === name) {
    return known.file;
  }
  const file = parsePackFile(text, name);
  parsedFiles.set(path, { text, file });
  return file;
}

function parsePackFile(text: string, name: string): PackFile {
  const lines = new LineCounter();
  // The core schema leaves days as text; no value of a pack is a Date.
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new PolicyPackError(`${name}:${lines.linePos(broken.pos[0]).line}: not YAML. ${broken.message}`);
  }
  return { path: name, content: document.toJS(), lineOf: (at) => lineOf(document, lines, at) };
}

/** The line of the nearest node: a missing field is shown where its parent begins. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

function isCalendar(file: PackFile): boolean {
  return typeof file.content === 'object' && file.content !== null && 'calendar' in file.content;
}

function parseCalendar(file: PackFile): CalendarYear {
  const parsed = CalendarFile.safeParse(file.content, { error: packWords });
  if (!parsed.success) {
    throw refusal(file, parsed.error.issues);
  }
  return parsed.data.calendar;
}

function parsePack(file: PackFile): PolicyPack {
  const parsed = PolicyPackFile.safeParse(file.content, { error: packWords });
  if (!parsed.success) {
    throw refusal(file, parsed.error.issues);
  }
  return parsed.data;
}

interface ShapeIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Keys that the shape does not have. */
  readonly keys?: readonly string[];
}

function refusal(file: PackFile, issues: readonly ShapeIssue[]): PolicyPackError {
  const lines = issues.map(({ path, message, keys }) => {
    const at = keys?.[0] === undefined ? path : [...path, keys[0]];
    const said = keys === undefined ? message : `unknown key ${keys.join(', ')}: correct its spelling or leave it out`;
    return lineOfRefusal(file, at, said);
  });
  return refusalOf(lines);
}

function lineOfRefusal(file: PackFile, path: readonly PropertyKey[], said: string): string {
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return `${file.path}:${file.lineOf(path)}: ${where}${said}`;
}

function refusalOf(lines: readonly string[]): PolicyPackError {
  return new PolicyPackError(`${lines.join('\n')}\nCorrect the lines named and start again.`);
}

function refuseSameDocument(packs: readonly PolicyPack[], files: readonly PackFile[]): void {
  const ids = packs.map((pack) => pack.document.id);
  const second = ids.findIndex((id, position) => ids.indexOf(id) !== position);
  const [first, again] = [files[ids.indexOf(ids[second] ?? '')], files[second]];
  if (first !== undefined && again !== undefined) {
    const said = `two packs have the document id ${ids[second]}, this one and ${first.path}. Give each document its own.`;
    throw refusalOf([lineOfRefusal(again, ['document', 'id'], said)]);
  }
}

/** A folder that is named by a code holds the documents of that place and no other. */
function folderDefects({ document }: PolicyPack, { path }: PackFile): readonly PackDefect[] {
  const folder = basename(dirname(path));
  return !/^\d{6}$/.test(folder) || folder === document.jurisdiction
    ? []
    : [
        {
          path: ['document', 'jurisdiction'],
          what: `the document is of ${document.jurisdiction} and stands in the folder ${folder}`,
          cure: `Write '${folder}', or put the file into the folder ${document.jurisdiction}.`,
        },
      ];
}

/** Two statements for one day would be decided by their order; an undefined name would close a route silently. */
function refuseDefects(packs: readonly PolicyPack[], files: readonly PackFile[]): void {
  const found = packDefects(packs);
  const lines = packs.flatMap((pack, index) => {
    const file = files[index];
    return file === undefined
      ? []
      : [...(found[index] ?? []), ...folderDefects(pack, file)].map(({ path, what, cure }) =>
          lineOfRefusal(file, path, `${what}. ${cure}`),
        );
  });
  if (lines.length > 0) {
    throw refusalOf(lines);
  }
}
