import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPolicyLibrary } from '../../main/policy-packs.ts';
import { quoteHashes, seedQuotes } from '../../scripts/quote-hash.ts';
import { POLICIES, PRACTICE_LIBRARY } from '../support/policy-library.ts';

const SEEDS = fileURLToPath(new URL('../../../shared/domain/seeds/', import.meta.url));

describe('the packs that are shipped', () => {
  it.runIf(existsSync(SEEDS))('every seed quote stands in its document word for word (D25)', () => {
    const files = readdirSync(SEEDS);
    for (const { seed, quote, key } of seedQuotes(PRACTICE_LIBRARY)) {
      const file = files.find((name) => name.startsWith(`${seed ?? 'none'}_`));
      const text = file === undefined ? '' : readFileSync(join(SEEDS, file), 'utf8').replaceAll(/\s/g, '');
      expect(text.includes(quote.replaceAll(/\s/g, '')), `${key}: ${quote}`).toBe(true);
    }
  });

  it('every seed quote is the one that was compared with its document (D25)', () => {
    const committed: unknown = JSON.parse(readFileSync(join(POLICIES, 'quote-hashes.json'), 'utf8'));
    expect(quoteHashes(PRACTICE_LIBRARY)).toEqual(committed);
    expect(seedQuotes(PRACTICE_LIBRARY).length).toBeGreaterThan(20);
  });

  it('live mode never loads an invented figure (D20)', () => {
    const live = loadPolicyLibrary(POLICIES, { practice: false });
    expect(live.packs.some((pack) => pack.document.id === 'practice')).toBe(false);
    expect(live.packs.flatMap((pack) => pack.rates)).toEqual([]);
  });

  it('directories hold at least twenty trades and the two schools of practice', () => {
    const [directory] = PRACTICE_LIBRARY.packs.flatMap((pack) => pack.directories);
    expect(directory?.occupations.length).toBeGreaterThanOrEqual(20);
    expect(new Set(directory?.occupations.map((entry) => entry.code)).size).toBe(directory?.occupations.length);
    expect(directory?.institutions).toHaveLength(2);
  });
});

describe('a pack that cannot be used', () => {
  it('is refused with its file, its line and the cure', () => {
    expect(() => loadFrom({ 'bad.yaml': 'document:\n  id: x\nparameters:\n  - key: a.b\n    value: 1.5\n' })).toThrow(
      /policies\/999900\/bad\.yaml:5: parameters\.0\.value/,
    );
  });

  it('is refused when it is not YAML', () => {
    expect(() => loadFrom({ 'bad.yaml': 'document: {id: x\nother: [' })).toThrow(/bad\.yaml:\d+: not YAML/);
  });

  it('is refused when it says one key twice for the same day', () => {
    const row = '{ key: a.b, value: 1, unit: count, clause: "1", mark: ours }';
    const text = `document: { id: x, title: x, date: 2025-01-01, issuer: x, level: city, jurisdiction: '150600', validFrom: 2025-01-01 }\nparameters:\n  - ${row}\n  - ${row}\n`;
    expect(() => loadFrom({ 'twice.yaml': text })).toThrow(/a\.b is said twice/);
  });

  it('is refused when a seed mark has no quote', () => {
    const text =
      "document: { id: x, title: x, date: 2025-01-01, issuer: x, level: city, jurisdiction: '150600', validFrom: 2025-01-01 }\nparameters:\n  - { key: a.b, value: 1, unit: count, clause: '1', mark: seed }\n";
    expect(() => loadFrom({ 'noquote.yaml': text })).toThrow(/noquote\.yaml:3: parameters\.0\.quote/);
  });

  it('is refused when a year of holidays is missing between two others', () => {
    const text =
      'calendar: { version: v, year: 2029, source: s, publishedOn: 2028-11-01, holidays: [], workedWeekendDays: [] }\n';
    const other = text.replace('2029', '2027');
    expect(() => loadFrom({ 'calendar-2029.yaml': text, 'calendar-2027.yaml': other })).toThrow(/no calendar of 2028/);
  });
});

function loadFrom(files: Readonly<Record<string, string>>): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'packs-'));
  try {
    mkdirSync(join(folder, '999900'));
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, '999900', name), text);
    }
    return loadPolicyLibrary(folder, { practice: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
