import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

const FOLDER = join(ROOT, 'web', 'workbench', 'api', 'resources');

describe('the cache of the workbench', () => {
  it('keeps what one request answered under a key that no other request has', () => {
    const texts = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'));
    const keys = texts.flatMap((text) => [...text.matchAll(/queryKey: \[(.*)\],\n/g)].map(([, key = '']) => key));
    expect(keys.length).toBeGreaterThan(50);
    const alike = keys.flatMap((key, place) => keys.slice(place + 1).filter((other) => canBeOne(key, other)));
    expect(alike).toEqual([]);
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
