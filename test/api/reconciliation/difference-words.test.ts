import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differenceSentence } from '../../../api/reconciliation/difference-words.ts';
import { DIFFERENCE_KINDS } from '../../../domain/reconciliation/reconcile.ts';
import { ROOT } from '../../../main/config.ts';

describe('each kind of difference', () => {
  const runbook = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');

  it.each(DIFFERENCE_KINDS)(
    '%s has a sentence in both languages with its amount and day, and a heading of the runbook',
    (kind) => {
      const difference = { kind, amountFen: 160_000, since: new Date('2025-06-23T23:30:00+08:00') };
      const [zh, en] = [differenceSentence(difference, 'zh'), differenceSentence(difference, 'en')];
      expect(zh).not.toBe(en);
      for (const sentence of [zh, en]) {
        expect(sentence).toContain('1,600.00');
        expect(sentence).toContain('2025-06-23');
      }
      expect(runbook).toContain(`\n### ${kind}\n`);
    },
  );
});
