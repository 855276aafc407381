import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { correctionLabel } from '../../domain/task/correction-label.ts';
import type { Language } from './language.ts';

type Facts = Readonly<Record<string, unknown>>;

/** The facts of a timeline with a name for each place that a return asked to be corrected. */
export function withNamedCorrections(
  facts: Facts,
  documents: RouteDefinition['documents'],
  language: Language,
): Record<string, unknown> {
  const { corrections } = facts;
  return Array.isArray(corrections)
    ? { ...facts, corrections: corrections.map((one: unknown) => named(one, documents, language)) }
    : { ...facts };
}

/** What has no place stays as it is. */
function named(one: unknown, documents: RouteDefinition['documents'], language: Language): unknown {
  const isPlaced = typeof one === 'object' && one !== null && 'pointer' in one && typeof one.pointer === 'string';
  return isPlaced ? { ...one, label: correctionLabel(String(one.pointer), documents)[language] } : one;
}
