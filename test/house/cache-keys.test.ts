import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

const API = join(ROOT, 'web', 'workbench', 'api');
const FOLDER = join(API, 'resources');
const TEXTS = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'));
/** Each key as it is written, without its brackets. */
const KEYS = TEXTS.flatMap((text) => [...text.matchAll(/queryKey: \[(.*)\],\n/g)].map(([, key = '']) => key));
const FIRST_WORDS = new Set(KEYS.map((key) => key.split(', ')[0] ?? ''));

/** What an act on a case cannot move. */
const UNMOVED = `audit bulk bulk-plan deliveries delivery demand endpoint endpoints file law me notifications numbers
  practice relations session views`.split(/\s+/);

describe('the cache of the workbench', () => {
  it('keeps what one request answered under a key that no other request has', () => {
    expect(KEYS.length).toBeGreaterThan(50);
    const alike = KEYS.flatMap((key, place) => KEYS.slice(place + 1).filter((other) => canBeOne(key, other)));
    expect(alike).toEqual([]);
  });

  it('forgets after an act by words that stand first in a key, and leaves out only what no act on a case moves', () => {
    const forgotten = TEXTS.flatMap((text) => [...text.matchAll(/await forget\(([^;]*)\);/g)])
      .flatMap(([, keys = '']) => [...keys.matchAll(/\[('[\w-]+')/g)])
      .map(([, word = '']) => word);
    expect(forgotten.length).toBeGreaterThan(50);
    expect(forgotten.filter((word) => !FIRST_WORDS.has(word))).toEqual([]);
    const [, list = ''] = /const MOVED.*= \[([^\]]*)\];/.exec(readFileSync(join(API, 'queries.ts'), 'utf8')) ?? [];
    const moved = [...list.matchAll(/'[\w-]+'/g)].map(([word]) => word);
    const words = [...FIRST_WORDS].filter((word) => isWord(word) && !UNMOVED.includes(word.slice(1, -1)));
    expect(words.toSorted()).toEqual(moved.toSorted());
  });

  it('forgets what a task belongs to, by the key of its kind', () => {
    const [body = ''] = /function forgetTask[^]*/.exec(readFileSync(join(FOLDER, 'tasks.ts'), 'utf8')) ?? [];
    const desk = readFileSync(join(API, '..', 'screens', 'tasks', 'case-body.tsx'), 'utf8');
    const kinds = new Set([...desk.matchAll(/\b(\w+Id)\b/g)].map(([, id = '']) => id));
    const keyless = [...kinds].filter((id) => {
      const key = new RegExp(`\\[(.*), of\\.${id}\\]`).exec(body)?.[1];
      return key === undefined || !KEYS.some((one) => one.startsWith(`${key}, ${id}`));
    });
    expect([kinds.size, keyless]).toEqual([8, []]);
  });
});

/** Whether two keys of the cache can be the same. Ids and filters are no words; `of` is the word of what a paper is of. */
function canBeOne(one: string, other: string): boolean {
  const [parts, others] = [one.split(', '), other.split(', ')];
  return parts.length === others.length && parts.every((part, place) => fits(part, others[place] ?? ''));
}

const isWord = (part: string): boolean => part.startsWith("'");
const isOwner = (part: string): boolean => ['of', "'claim'", "'filing'"].includes(part);

function fits(part: string, beside: string): boolean {
  const isOfBoth = isOwner(part) && isOwner(beside) && [part, beside].includes('of');
  return part === beside || isOfBoth || (!isWord(part) && !isWord(beside));
}
