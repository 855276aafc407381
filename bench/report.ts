import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../main/config.ts';

/** One figure against its target; `limit` is the most that is good. */
export interface Figure {
  readonly name: string;
  /** A count is the same on every machine; a time depends on the machine and on its neighbours. */
  readonly kind: 'count' | 'time';
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

/** Judged in every run. */
export function countOf(name: string, value: number, limit: number): Figure {
  return { kind: 'count', name, value, unit: '', limit };
}

/** A duration in ms, or a ratio of two (×). */
export function timeOf(name: string, value: number, unit: 'ms' | '×', limit: number | null = null): Figure {
  return { kind: 'time', name, value, unit, limit };
}

/** How many figures are above their limits. A quick run judges no times: its samples are too small. */
export interface Missed {
  readonly counts: number;
  readonly times: number;
}

/** Prints a part and writes `bench/out/<name>.json`. */
export function report(
  part: Part,
  { quick, say }: { readonly quick: boolean; readonly say: (line: string) => void },
): Missed {
  const isJudged = ({ kind, limit }: Figure) => limit !== null && (kind === 'count' || !quick);
  const isMissed = (figure: Figure) => isJudged(figure) && figure.value > (figure.limit ?? 0);
  const missed = part.figures.filter(isMissed);
  const folder = join(ROOT, 'bench', 'out');
  mkdirSync(folder, { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  const content = { ...part, quick, targetsMet: missed.length === 0, at: new Date().toISOString(), machine };
  writeFileSync(join(folder, `${part.name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  say('');
  say(`${part.name}: ${part.measured}`);
  for (const figure of part.figures) {
    const { name, value, unit, limit } = figure;
    const target = isJudged(figure) ? `≤ ${limit}  ${isMissed(figure) ? '✗ missed' : '✓'}` : '';
    say(`  ${name.padEnd(58)} ${`${value} ${unit}`.padStart(16)}  ${target}`.trimEnd());
  }
  const counts = missed.filter(({ kind }) => kind === 'count').length;
  return { counts, times: missed.length - counts };
}
