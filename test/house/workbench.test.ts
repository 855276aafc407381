import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { ROLES } from '../../domain/codes.ts';
import { ROOT } from '../../main/config.ts';

const FOLDER = join(ROOT, 'web', 'workbench');

/** Every file that people wrote, with its text without comments. */
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|css|html)$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name, text: uncommented(readFileSync(join(FOLDER, name), 'utf8')) }));

describe('the workbench', () => {
  it('has Han characters in its words alone', () => {
    const elsewhere = FILES.filter(({ name, text }) => !name.startsWith('words/') && /\p{Script=Han}/u.test(text));
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
  });

  it('has no English words in Chinese, and no Chinese ones in English but the name of the other language', () => {
    const english = FILES.filter(({ name }) => name.startsWith('words/en/'));
    const chinese = english.flatMap(({ text }) => text.match(/\p{Script=Han}+/gu) ?? []);
    expect([...new Set(chinese)]).toEqual(['中文']);
  });

  it('compares no role and no state: what may be done is asked, not known', () => {
    const named = [...ROLES, ...CLAIM_STATES].map((word) => word.replaceAll(/\W/g, ''));
    const compares = new RegExp(`[=!]==?\\s*'(${named.join('|')})'|\\.roles\\b`);
    const found = FILES.filter(({ text }) => compares.test(text));
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  it('adds up no money', () => {
    const found = FILES.filter(({ text }) => /(Fen\s*[+*-][^>]|[+*-]\s*[\w.]*Fen\b)/.test(text));
    expect(found.map(({ name }) => name)).toEqual([]);
  });
});

function uncommented(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}
