import { createHash } from 'node:crypto';

const names = new Map<string, string>();

/**
 * A statement of the hot path: named by its text, so that each connection parses and plans it once (D15). Only for texts
 * that are constant; a text made of values would leave a plan behind for each of them.
 */
export function prepared(text: string, values: readonly unknown[]): { name: string; text: string; values: unknown[] } {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 16);
  names.set(text, name);
  return { name, text, values: [...values] };
}
