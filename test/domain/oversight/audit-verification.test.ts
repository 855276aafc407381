import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dayAt } from '../../../domain/calendar.ts';
import { AUDIT_BREAKS } from '../../../domain/oversight/audit-breaks.ts';
import {
  entryText,
  FIRST_DIGEST,
  macText,
  signedText,
  textUpToSeq,
  type LogRow,
  type Root,
  type Sealed,
} from '../../../domain/oversight/audit-log.ts';
import { sentenceOfFinding } from '../../../domain/oversight/audit-sentences.ts';
import { newAuditCheck, type AuditFinding, type KeptApart } from '../../../domain/oversight/audit-verification.ts';
import { createAuditDigests, createRootSigner } from '../../../prisma/kernel/audit-digests.ts';
import { AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { findingsOf, rehashed, rerooted, resealed, type Log, type Rows } from '../../support/audit-forging.ts';

const DIGESTS = createAuditDigests(AUDIT_KEYS);
const KEYLESS = createAuditDigests({ ...AUDIT_KEYS, hashKeys: [] });
const DAY_MS = 86_400_000;
const START_MS = Date.parse('2025-06-23T10:00:00+08:00');

/** An entry that has no place yet. */
function entryAt(number: number, dayNumber: number): LogRow {
  return {
    id: number + 1,
    entityKind: number % 2 === 0 ? 'claim' : 'filing',
    entityId: `ent_${number % 3}`,
    seq: 0,
    revision: number,
    act: 'decide',
    actId: `act_${number}`,
    person: number % 4 === 0 ? null : { personId: 'per_1', organ: 'HRSS', section: null },
    at: new Date(START_MS + dayNumber * DAY_MS + number),
    facts: { decision: 'approve', number },
    previousHash: '',
    hash: '',
    mac: '',
  };
}

/** Three days of six entries each, whole; the third day has its places and no root yet. */
const ROWS: Rows = resealed(
  DIGESTS,
  rehashed(
    DIGESTS,
    Array.from({ length: 18 }, (_, number) => ({ ...entryAt(number, Math.floor(number / 6)), sequence: 0, seal: '' })),
  ),
);
const daysOf = (ends: readonly number[]): readonly Root[] =>
  ends.map((sequenceTo, number) => ({
    day: dayAt(START_MS + number * DAY_MS),
    sequenceFrom: 0,
    sequenceTo,
    statement: '',
    heads: '',
    root: '',
    signature: '',
  }));
const LOG: Log = { rows: ROWS, roots: rerooted(DIGESTS, ROWS, daysOf([6, 12]), signRoot) };
const APART: KeptApart = { roots: LOG.roots, head: ROWS.at(-1) ?? null };

const whats = (findings: readonly AuditFinding[]) => [...new Set(findings.map(({ what }) => what))];
const found = (log: Log, apart?: KeptApart) => whats(findingsOf(DIGESTS, log, apart));
const changedAt = (index: number, change: Partial<LogRow & Sealed>, rows = ROWS): Rows =>
  rows.map((row, at) => (at === index ? { ...row, ...change } : row));
const without = (index: number, rows = ROWS): Rows => rows.filter((_, at) => at !== index);
const rootChanged = (index: number, change: Partial<Root>): readonly Root[] =>
  LOG.roots.map((root, at) => (at === index ? { ...root, ...change } : root));
const resigned = (root: Root): Root => ({ ...root, signature: signRoot(signedText(root)) });
const copies = (...roots: readonly Root[]): KeptApart => ({ roots, head: null });
const elsewhere = createRootSigner(generateKeyPairSync('ed25519').privateKey);

describe('S15: a whole log', () => {
  it('has nothing to find, with and without its copies, and is counted', () => {
    expect(findingsOf(DIGESTS, LOG, APART)).toEqual([]);
    const check = newAuditCheck(DIGESTS, { roots: LOG.roots, apart: APART, lastKeylessId: 0 });
    ROWS.forEach((row) => check.seeSealed(row));
    expect(check.outcome()).toEqual({ entries: 18, chains: 6, sealed: 18, roots: 2, findings: [] });
    expect(findingsOf(DIGESTS, { rows: [], roots: [] })).toEqual([]);
  });

  it('covers of a person what the row keeps, whatever the caller passes', () => {
    const entry = entryAt(1, 0);
    const more = { personId: 'per_1', organ: 'HRSS', section: null, roles: ['auditor'] };
    expect(textUpToSeq({ ...entry, person: more })).toBe(textUpToSeq(entry));
    expect([entryText(entry, 7).endsWith('"seq":7}'), macText(entry).startsWith('audit entry {')]).toEqual([
      true,
      true,
    ]);
    expect(textUpToSeq({ ...entry, person: null })).not.toBe(textUpToSeq(entry));
  });

  it('has a root of a day without entries', () => {
    const roots = rerooted(DIGESTS, ROWS, daysOf([6, 6, 12]), signRoot);
    expect(found({ rows: ROWS, roots })).toEqual([]);
  });
});

describe('S15: a damage to entries is found', () => {
  it.each<readonly [what: string, rows: Rows, findings: readonly string[]]>([
    ['a changed fact', changedAt(3, { facts: { decision: 'reject', number: 3 } }), ['notOurs', 'content']],
    ['a changed person', changedAt(3, { person: null }), ['notOurs', 'content']],
    ['another keyed hash', changedAt(3, { mac: 'ab'.repeat(32) }), ['notOurs', 'seal']],
    ['no keyed hash', changedAt(3, { mac: null }), ['notOurs', 'seal']],
    ['another hash of the entry before', changedAt(9, { previousHash: FIRST_DIGEST }), ['chain', 'content']],
    ['an entry that is gone', without(3), ['sequenceGap', 'gap', 'rootDiffers']],
    ['the first entry that is gone', without(0), ['sequenceGap', 'gap', 'rootDiffers']],
    ['an entry twice', [...ROWS.slice(0, 7), ...ROWS.slice(6)], ['sequenceGap', 'gap']],
    [
      'two entries that changed places',
      [...ROWS.slice(0, 4), ...ROWS.slice(5, 6), ...ROWS.slice(4, 5), ...ROWS.slice(6)],
      ['sequenceGap'],
    ],
    ['a seal of nobody', changedAt(14, { seal: 'cd'.repeat(32) }), ['seal']],
    ['a cut end of what a root covers', ROWS.slice(0, 10), ['rootDiffers', 'logCut', 'tailCut']],
    ['all entries that are gone', [], ['rootDiffers', 'logCut', 'chainMissing']],
  ])('%s', (_what, rows, findings) => {
    const seen = found({ ...LOG, rows });
    for (const what of findings) {
      expect(seen).toContain(what);
    }
  });

  it('a cut end that only the place kept apart tells of, and another entry at that place', () => {
    const cut = { ...LOG, rows: ROWS.slice(0, 15) };
    expect(found(cut)).toEqual([]);
    expect(found(cut, APART)).toEqual(['logCut']);
    const rewritten = resealed(DIGESTS, rehashed(DIGESTS, changedAt(17, { facts: { decision: 'reject' } })));
    expect(found({ ...LOG, rows: rewritten })).toEqual([]);
    expect(found({ ...LOG, rows: rewritten }, APART)).toEqual(['headChanged']);
  });

  it('a log that somebody with the key wrote anew, by the roots that he cannot sign', () => {
    const rows = resealed(DIGESTS, rehashed(DIGESTS, changedAt(4, { facts: { decision: 'reject' } })));
    expect(found({ ...LOG, rows })).toEqual(['rewritten', 'rootDiffers']);
    const roots = rerooted(DIGESTS, rows, LOG.roots, elsewhere);
    expect(found({ rows, roots })).toEqual(['rootNotSigned']);
    const signed = rerooted(DIGESTS, rows, LOG.roots, signRoot);
    expect(found({ rows, roots: signed })).toEqual([]);
    expect(found({ rows, roots: signed }, APART)).toEqual(['rootReplaced', 'headChanged']);
  });

  it('where it is: of an entry its chain and number, of a place its number, of a root its day', () => {
    const [content] = findingsOf(DIGESTS, { ...LOG, rows: changedAt(3, { facts: {} }) });
    expect(content).toMatchObject({ entityKind: 'filing', entityId: 'ent_0', seq: 1, sequence: null, day: null });
    const gap = findingsOf(DIGESTS, { ...LOG, rows: without(3) });
    expect(gap.find(({ what }) => what === 'sequenceGap')).toMatchObject({ sequence: 4, entityId: null });
    expect(gap.find(({ what }) => what === 'rootDiffers')).toMatchObject({ day: '2025-06-23' });
    expect(gap.filter(({ what }) => what === 'rootDiffers')).toHaveLength(1);
    const gone = findingsOf(DIGESTS, { ...LOG, rows: ROWS.filter(({ entityId }) => entityId !== 'ent_1') });
    expect(
      gone.filter(({ what }) => what === 'chainMissing').map(({ entityKind, entityId }) => [entityKind, entityId]),
    ).toEqual(
      expect.arrayContaining([
        ['claim', 'ent_1'],
        ['filing', 'ent_1'],
      ]),
    );
    const short = findingsOf(DIGESTS, { ...LOG, rows: ROWS.slice(0, 11) });
    expect(short.find(({ what }) => what === 'tailCut')).toMatchObject({
      entityKind: 'filing',
      entityId: 'ent_2',
      seq: 2,
    });
  });

  it('and no more than two hundred times', () => {
    const rows = Array.from({ length: 250 }, () => ROWS.slice(2, 3)).flat();
    expect(findingsOf(DIGESTS, { rows, roots: [] })).toHaveLength(200);
  });
});

describe('S15: a damage to roots is found', () => {
  it.each<readonly [what: string, roots: readonly Root[], findings: readonly string[]]>([
    ['another digest', rootChanged(0, { root: 'ab'.repeat(32) }), ['rootChanged', 'rootMissing']],
    [
      'a statement that is no JSON',
      rootChanged(0, { statement: '{', root: DIGESTS.sha256('{') }),
      ['rootChanged', 'rootMissing'],
    ],
    [
      'a statement of nothing',
      rootChanged(0, { statement: 'null', root: DIGESTS.sha256('null') }),
      ['rootChanged', 'rootMissing'],
    ],
    ['another day', rootChanged(1, { day: '2025-06-25' }), ['rootChanged']],
    ['another last place', rootChanged(1, { sequenceTo: 11 }), ['rootChanged']],
    ['other heads', rootChanged(1, { heads: '' }), ['rootChanged']],
    ['a signature of nobody', rootChanged(1, { signature: '' }), ['rootNotSigned']],
    [
      'the key of somebody else',
      LOG.roots.map((root) => ({ ...root, signature: elsewhere(signedText(root)) })),
      ['rootNotSigned'],
    ],
    ['the first day that is gone', LOG.roots.slice(1), ['rootMissing']],
    [
      'a day that is left out',
      rerooted(DIGESTS, ROWS, daysOf([6, 9, 12]), signRoot).filter((_, at) => at !== 1),
      ['rootMissing'],
    ],
  ])('%s', (_what, roots, findings) => {
    expect(found({ ...LOG, roots })).toEqual(expect.arrayContaining([...findings]));
  });

  it('a copy that nobody signed, of a day that is gone, and of another root', () => {
    const [first] = LOG.roots;
    const none = first === undefined ? [] : [first];
    expect(found(LOG, copies(...none.map((root) => ({ ...root, signature: '' }))))).toEqual(['copyNotSigned']);
    expect(found(LOG, copies(...none.map((root) => resigned({ ...root, day: '2025-07-01' }))))).toEqual([
      'rootMissing',
    ]);
    expect(found(LOG, copies(...none.map((root) => resigned({ ...root, root: 'ab'.repeat(32) }))))).toEqual([
      'rootReplaced',
    ]);
  });
});

const waiting = (rows: readonly LogRow[], lastKeylessId = 0) => {
  const check = newAuditCheck(DIGESTS, { roots: LOG.roots, apart: APART, lastKeylessId });
  ROWS.forEach((row) => check.seeSealed(row));
  rows.forEach((row) => check.seeUnsealed(row));
  return check.outcome();
};
const next = (dayNumber: number): LogRow => {
  const before = ROWS.findLast(({ entityKind, entityId }) => entityKind === 'claim' && entityId === 'ent_0');
  const entry = { ...entryAt(18, dayNumber), seq: (before?.seq ?? 0) + 1, previousHash: before?.hash ?? '' };
  return {
    ...entry,
    hash: DIGESTS.entryHash(entry.previousHash, entryText(entry, entry.seq)),
    mac: DIGESTS.keyed(macText(entry))[0] ?? '',
  };
};

describe('S15: what waits for its place', () => {
  it('is whole on a day that has no root, and missed on one that has', () => {
    expect(waiting([next(3)])).toMatchObject({ entries: 19, sealed: 18, findings: [] });
    expect(whats(waiting([next(0)]).findings)).toEqual(['notSealed']);
  });

  it('needs a keyed hash unless the entry is older than the keys', () => {
    const bare = { ...next(3), mac: null };
    expect(whats(waiting([bare]).findings)).toEqual(['notOurs']);
    expect(waiting([bare], bare.id).findings).toEqual([]);
  });
});

describe('S15: a reader without the key', () => {
  it('judges chains and roots, and says nothing of keyed hashes', () => {
    expect(findingsOf(KEYLESS, LOG, APART)).toEqual([]);
    const sealed = changedAt(14, { seal: 'cd'.repeat(32), mac: 'ef'.repeat(32) });
    expect(findingsOf(KEYLESS, { ...LOG, rows: sealed })).toEqual([]);
    expect(whats(findingsOf(KEYLESS, { ...LOG, rows: changedAt(3, { facts: {} }) }))).toEqual(['content']);
  });
});

describe('S15: a finding', () => {
  it('has a sentence with its place, in both languages, for every break', () => {
    const where = { entityKind: 'claim', entityId: 'clm_1', seq: 3, sequence: 9, day: '2025-06-23' } as const;
    const sentences = AUDIT_BREAKS.map((what) => sentenceOfFinding({ what, ...where }));
    expect(new Set(sentences.map(({ zh }) => zh)).size).toBe(AUDIT_BREAKS.length);
    for (const { zh, en } of sentences) {
      expect([zh, en].filter((text) => /[{}?]/.test(text))).toEqual([]);
      expect(/claim clm_1|9|2025-06-23/.test(zh) && /claim clm_1|9|2025-06-23/.test(en)).toBe(true);
    }
    const bare = { entityKind: null, entityId: null, seq: null, sequence: null, day: null };
    expect(sentenceOfFinding({ what: 'gap', ...bare }).en).toBe('Entries are missing before entry ? of ? ?');
    expect(sentenceOfFinding({ what: 'sequenceGap', ...bare }).en).toContain('place ?');
    expect(sentenceOfFinding({ what: 'rootMissing', ...bare }).en).toContain('of ?');
  });
});
