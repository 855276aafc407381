import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

it('every label of the workbench stands before its field, and names it by its id', () => {
  const names = readdirSync(join(ROOT, 'web/workbench'), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.tsx')).map((name) => join('web/workbench', name));
  const around = files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/<label\b(?![^>]*\bhtmlFor=)[^>]*>/g)].map(
      ([label]) => `${file}: ${label}`,
    ),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(around).toEqual([]);
});
