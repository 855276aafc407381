import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRACTICE_ACCOUNTS } from '../../../main/office/practice-accounts.ts';

const README = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');

describe('the README', () => {
  it('names every practice account, the experts by their first', () => {
    const named = PRACTICE_ACCOUNTS.map(({ username }) => (/^expert\d$/.test(username) ? 'expert1' : username));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((username) => !README.includes(`\`${username}\``))).toEqual([]);
  });
});
