import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { rulesIn } from './rule-list.ts';

/** Rule to the places that name it; the places are sorted. */
export type Places = ReadonlyMap<string, readonly string[]>;

/** One key or kind of row that a pack sets, with the rules that its clause names. */
export interface PackEntry {
  readonly pack: string;
  readonly key: string;
  readonly rules: readonly string[];
}

const CODE_ROOMS = ['domain', 'workflows', 'activities', 'prisma', 'api', 'schemas'];
const ROW_KINDS = ['routes', 'rates', 'funds', 'planPrograms', 'planLines', 'targets', 'directories'];
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const DECLARATION = /^(?:export )?(?:default )?(?:async )?(?:function|const|interface|type|class)\s+([A-Za-z_]\w*)/;
/** A string that is the first argument of a call and is followed by another one: the title of a test or a group. */
const TITLE = /\(\s*(?:'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`)\s*,/g;

/** Functions and tables by the rules that their docstrings name, as `path:name`. */
export function findCode(root: string): Places {
  const places = new Map<string, Set<string>>();
  for (const path of CODE_ROOMS.flatMap((room) => filesBelow(join(root, room), '.ts'))) {
    if (!path.includes('/generated/')) {
      for (const { name, rules } of documentedRules(readFileSync(path, 'utf8'))) {
        addTo(places, rules, `${relative(root, path)}:${name}`);
      }
    }
  }
  return sorted(places);
}

/** Exported functions of the domain, with the rules of their docstrings, that nothing but tests uses. */
export function findUncalled(root: string): Places {
  const sources = new Map(
    [...CODE_ROOMS, 'main'].flatMap((room) =>
      filesBelow(join(root, room), '.ts')
        .filter((path) => !path.includes('/generated/'))
        .map((path): [string, string] => [path, readFileSync(path, 'utf8')]),
    ),
  );
  const uses = new Map<string, number>();
  for (const source of sources.values()) {
    for (const [word] of source.replaceAll(COMMENT, '').matchAll(/[A-Za-z_]\w*/g)) {
      uses.set(word, (uses.get(word) ?? 0) + 1);
    }
  }
  const uncalled = new Map<string, Set<string>>();
  for (const [path, source] of sources) {
    const exported = new Set([...source.matchAll(/^export function ([A-Za-z_]\w*)/gm)].map(([, name]) => name));
    for (const { name, rules } of path.startsWith(join(root, 'domain/')) ? documentedRules(source) : []) {
      if (exported.has(name) && uses.get(name) === 1) {
        addTo(uncalled, [name], rules.join(', '));
      }
    }
  }
  return sorted(uncalled);
}

/** Test files by the rules that titles of theirs name. */
export function findTests(root: string): Places {
  const places = new Map<string, Set<string>>();
  for (const path of filesBelow(join(root, 'test'), '.test.ts')) {
    addTo(places, rulesIn(titlesOf(readFileSync(path, 'utf8')).join('\n')), relative(root, path));
  }
  return sorted(places);
}

/** Test files by the rules with which a title begins. */
export function findBeginnings(root: string): Places {
  const places = new Map<string, Set<string>>();
  for (const path of filesBelow(join(root, 'test'), '.test.ts')) {
    const beginnings = titlesOf(readFileSync(path, 'utf8')).map(
      (title) => /^(?:R-\d{3}(?:,| and|:)? ?)+/.exec(title)?.[0],
    );
    addTo(places, rulesIn(beginnings.join('\n')), relative(root, path));
  }
  return sorted(places);
}

/** The parameters that all packs below `policies/` set. */
export function findPackEntries(root: string): readonly PackEntry[] {
  const packs = filesBelow(join(root, 'policies'), '.yaml');
  return packs.flatMap((path) => entriesOf(parse(readFileSync(path, 'utf8')), relative(join(root, 'policies'), path)));
}

/** Titles of a test file. */
export function titlesOf(source: string): readonly string[] {
  return [...source.matchAll(TITLE)].map(([, single, double, template]) => single ?? double ?? template ?? '');
}

/** The rules of each docstring with the top-level declaration that it belongs to. */
function documentedRules(source: string): readonly { readonly name: string; readonly rules: readonly string[] }[] {
  const found: { name: string; rules: readonly string[] }[] = [];
  let enclosing = '';
  let comment: string[] = [];
  for (const line of source.split('\n')) {
    const text = line.trim();
    if (text.startsWith('/**') || (comment.length > 0 && text.startsWith('*'))) {
      comment.push(text);
    } else {
      enclosing = DECLARATION.exec(line)?.[1] ?? enclosing;
      const rules = rulesIn(comment.join(' ').replaceAll(/\s\*\s/g, ' '));
      if (rules.length > 0 && enclosing !== '') {
        found.push({ name: enclosing, rules });
      }
      comment = [];
    }
  }
  return found;
}

function entriesOf(pack: unknown, name: string): readonly PackEntry[] {
  const parameters = rowsOf(pack, 'parameters').map((row) => ({
    pack: name,
    key: textOf(row, 'key'),
    rules: rulesIn(textOf(row, 'clause')),
  }));
  const kinds = ROW_KINDS.map((kind) => ({ kind, rows: rowsOf(pack, kind) }));
  const others = kinds
    .filter(({ rows }) => rows.length > 0)
    .map(({ kind, rows }) => ({
      pack: name,
      key: kind,
      rules: rulesIn(rows.map((row) => textOf(row, 'clause')).join(' ')),
    }));
  return [...parameters, ...others];
}

function rowsOf(pack: unknown, kind: string): readonly unknown[] {
  const rows = typeof pack === 'object' && pack !== null ? Object.entries(pack).find(([key]) => key === kind)?.[1] : [];
  return Array.isArray(rows) ? rows : [];
}

function textOf(row: unknown, key: string): string {
  const value: unknown = typeof row === 'object' && row !== null ? new Map(Object.entries(row)).get(key) : undefined;
  return typeof value === 'string' ? value : '';
}

function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function addTo(places: Map<string, Set<string>>, rules: readonly string[], place: string): void {
  for (const rule of rules) {
    places.set(rule, (places.get(rule) ?? new Set()).add(place));
  }
}

function sorted(places: ReadonlyMap<string, ReadonlySet<string>>): Places {
  return new Map([...places].map(([rule, set]) => [rule, [...set].toSorted()]));
}
