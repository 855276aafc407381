import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../main/config.ts';

/** One figure against its target; `limit` is the most that is good. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Null for a figure that only informs. */
  readonly limit: number | null;
}

export interface Part {
  readonly name: string;
  /** What was measured, in a sentence. */
  readonly measured: string;
  readonly figures: readonly Figure[];
  /** Everything else that somebody may want to look at. */
  readonly details: unknown;
}

/** Prints a part and writes `bench/out/<name>.json`. Says whether every target is met. */
export function report(part: Part, say: (line: string) => void): boolean {
  const missed = part.figures.filter(({ value, limit }) => limit !== null && value > limit);
  const folder = join(ROOT, 'bench', 'out');
  mkdirSync(folder, { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  const content = { ...part, targetsMet: missed.length === 0, at: new Date().toISOString(), machine };
  writeFileSync(join(folder, `${part.name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  say('');
  say(`${part.name}: ${part.measured}`);
  for (const { name, value, unit, limit } of part.figures) {
    const target = limit === null ? '' : `≤ ${limit}  ${value > limit ? '✗ missed' : '✓'}`;
    say(`  ${name.padEnd(58)} ${`${value} ${unit}`.padStart(16)}  ${target}`.trimEnd());
  }
  return missed.length === 0;
}
