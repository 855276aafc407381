import { createHash } from 'node:crypto';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';

export interface SeedQuote {
  readonly document: string;
  /** The first three digits of the text's file name, if the document has one. */
  readonly seed: string | null;
  readonly clause: string;
  /** The parameter's key, or the kind and place of another row. */
  readonly key: string;
  readonly quote: string;
}

/** Every row of every pack that claims to quote a document. */
export function seedQuotes(library: PolicyLibrary): readonly SeedQuote[] {
  return library.packs.flatMap(({ document, parameters, pipelines, routes, rates, funds, awaits = [] }) => {
    const rows = [
      ...parameters.map((row) => ({ ...row, key: row.route === undefined ? row.key : `${row.key}@${row.route}` })),
      ...pipelines.map((row) => ({ ...row, key: `pipeline.${row.code}` })),
      ...routes.map((row) => ({ ...row, key: `route.${row.code}` })),
      ...awaits.map((row) => ({ ...row, key: `awaits.${row.key}` })),
      ...rates.map((row, position) => ({ ...row, key: `rate.${position}` })),
      ...funds.map((row, position) => ({ ...row, key: `fund.${position}` })),
    ];
    return rows
      .filter((row) => row.mark === 'seed')
      .map(({ clause, key, quote }) => ({
        document: document.id,
        seed: document.seed ?? null,
        clause,
        key,
        quote: quote ?? '',
      }));
  });
}

/** One SHA-256 per quote, by document and key. A quote that was compared with its text once must not change. */
export function quoteHashes(library: PolicyLibrary): Readonly<Record<string, string>> {
  return Object.fromEntries(
    seedQuotes(library).map(({ document, clause, key, quote }) => [
      `${document} ${key}`,
      createHash('sha256')
        .update(JSON.stringify([document, clause, key, quote]))
        .digest('hex'),
    ]),
  );
}
