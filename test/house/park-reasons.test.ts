import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PARK_REASONS } from '../../domain/payout/inbox-judgement.ts';
import { ROOT } from '../../main/config.ts';

it('the runbook has a heading for each reason why a report waits for a person', () => {
  const headings: readonly string[] = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8').match(/^### .*$/gm) ?? [];
  expect(PARK_REASONS.filter((reason) => !headings.includes(`### ${reason}`))).toEqual([]);
});
