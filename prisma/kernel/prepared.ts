import { createHash } from 'node:crypto';

const names = new Map<string, string>();

/**
 * A prepared statement, named by its text, so that each connection parses and plans it once (D15). Use it only for
 * constant texts: a text built from values would leave one plan per value in each connection.
 */
export function prepared(text: string, values: readonly unknown[]): { name: string; text: string; values: unknown[] } {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 16);
  names.set(text, name);
  return { name, text, values: [...values] };
}
