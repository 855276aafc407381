import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FINDING_KINDS, runbookOf } from '../../domain/check/check-words.ts';
import { DELIVERY_ERRORS, DISABLED_REASONS } from '../../domain/event/delivery-words.ts';
import { ENGINE_CAUSES } from '../../domain/oversight/engine-cause.ts';
import { PARK_REASONS } from '../../domain/payout/inbox-judgement.ts';
import { DIFFERENCE_KINDS } from '../../domain/reconciliation/reconcile.ts';
import { REPAIR_COMMANDS } from '../../domain/repair/repair-words.ts';
import { ROOT } from '../../main/config.ts';

const RUNBOOK = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');

/** The third headings below a second one, each with the text below it. */
function headingsOf(chapter: string) {
  const [, text = ''] = RUNBOOK.split(`\n## ${chapter}\n`);
  const [own = ''] = text.split('\n## ');
  return own
    .split('\n### ')
    .slice(1)
    .map((part) => ({ heading: part.split('\n')[0] ?? '', text: part.split('\n').slice(1).join('').trim() }));
}

describe('the runbook has a heading for each code, and for no other', () => {
  it.each([
    ['Parked payout events', PARK_REASONS],
    ['Events out', [...DELIVERY_ERRORS, ...DISABLED_REASONS]],
    ['Each evening', DIFFERENCE_KINDS],
    ['The engine of a case', ENGINE_CAUSES],
    ['Checks', FINDING_KINDS],
    ['Repairs', REPAIR_COMMANDS],
  ] as const)('of %s', (chapter, codes) => {
    const found = headingsOf(chapter);
    expect(found.map(({ heading }) => heading).toSorted()).toEqual([...codes].toSorted());
    expect(found.filter(({ text }) => text === '')).toEqual([]);
  });
});

/** As a browser finds them: in small letters, with `-` for blanks. */
const ANCHORS = RUNBOOK.split('\n')
  .filter((line) => line.startsWith('#'))
  .map((line) => `docs/runbook.md#${line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-')}`);

describe('the runbook has the place', () => {
  it('that each finding of a check names', () => {
    expect(FINDING_KINDS.map(runbookOf).filter((place) => !ANCHORS.includes(place))).toEqual([]);
  });

  it('that each rule of docs/alerts.yaml names', () => {
    interface Rule {
      readonly alert: string;
      readonly annotations: { readonly runbook: string };
    }
    const { groups }: { readonly groups: readonly { readonly rules: readonly Rule[] }[] } = parse(
      readFileSync(join(ROOT, 'docs/alerts.yaml'), 'utf8'),
    );
    const lost = groups
      .flatMap(({ rules }) => rules)
      // A rule over all checks names the heading of the one that it is about.
      .filter(({ annotations }) => !annotations.runbook.endsWith('#{{ toLower $labels.check }}'))
      .filter(({ annotations }) => !ANCHORS.includes(annotations.runbook));
    expect(lost).toEqual([]);
  });
});
