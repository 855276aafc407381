import type { Chance } from './chance.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Known {
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/** Words that fit the patterns of the contract. */
const FITTING: readonly string[] = [
  '150600',
  '150000',
  '2025',
  'INSTITUTION_PROJECT_TRAINING',
  '150600/2025/HRSS/URBAN_EMPLOYMENT',
  '6-18-02-04',
  '2025-06-20',
  '6200000000000000018',
  'R',
  '10',
  'x',
];

/** A value that a JSON schema of the document may mean; ids are mostly such as exist. */
export function sampleOf(schema: JsonSchema, chance: Chance, known: Known): unknown {
  const resolved = resolve(schema, known);
  const choices = arrayOf(resolved['anyOf']) ?? arrayOf(resolved['oneOf']);
  if (choices !== null && choices.length > 0) {
    return sampleOf(asSchema(chance.pick(choices)), chance, known);
  }
  const allowed = arrayOf(resolved['enum']) ?? ('const' in resolved ? [resolved['const']] : null);
  if (allowed !== null && allowed.length > 0) {
    return chance.pick(allowed);
  }
  const types = typeof resolved['type'] === 'string' ? [resolved['type']] : (arrayOf(resolved['type']) ?? ['string']);
  switch (chance.pick(types)) {
    case 'object':
      return sampleObject(resolved, chance, known);
    case 'array':
      return Array.from({ length: chance.below(3) }, () => sampleOf(asSchema(resolved['items']), chance, known));
    case 'integer':
    case 'number':
      return chance.pick([1, 80, 100, 2_880_000, 0]);
    case 'boolean':
      return chance.oneIn(2);
    case 'null':
      return null;
    default:
      return sampleString(resolved, chance, known);
  }
}

function resolve(schema: JsonSchema, known: Known): JsonSchema {
  const reference = schema['$ref'];
  return typeof reference === 'string' ? (known.components[reference.split('/').at(-1) ?? ''] ?? {}) : schema;
}

function sampleObject(schema: JsonSchema, chance: Chance, known: Known): unknown {
  const required = arrayOf(schema['required']) ?? [];
  const chosen = Object.entries(asSchema(schema['properties'])).filter(
    ([name]) => required.includes(name) || chance.oneIn(2),
  );
  return Object.fromEntries(chosen.map(([name, inner]) => [name, sampleOf(asSchema(inner), chance, known)]));
}

function sampleString(schema: JsonSchema, chance: Chance, known: Known): string {
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : null;
  const prefix = /^\^([a-z]{3})_/.exec(pattern ?? '')?.[1];
  if (prefix !== undefined) {
    const ids = known.ids[prefix] ?? [];
    return ids.length === 0 || chance.oneIn(6) ? `${prefix}_unknown` : chance.pick(ids);
  }
  if (schema['format'] === 'date') {
    return chance.pick(['2025-05-26', '2025-06-10', '2025-07-01', '2026-01-31']);
  }
  if (schema['format'] === 'date-time') {
    return '2025-07-01T00:00:00+08:00';
  }
  if (pattern !== null) {
    const fits = FITTING.filter((word) => new RegExp(pattern, 'u').test(word));
    return fits.length === 0 ? 'x' : chance.pick(fits);
  }
  return sampleText(chance, 40);
}

export function sampleText(chance: Chance, length: number): string {
  const letters = Array.from('abcXYZ 019-_./焊工😀');
  return Array.from({ length: 1 + chance.below(length) }, () => chance.pick(letters))
    .join('')
    .trim();
}

function arrayOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
