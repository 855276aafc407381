import { regionPrefix } from '../../domain/authority/jurisdiction.ts';

/** A jurisdiction with those below it, as a pattern of `LIKE`. */
export function withinOf(jurisdiction: string): string {
  return `${regionPrefix(jurisdiction)}%`;
}

/** In SQL: `regionPrefix` of a column or parameter that holds a jurisdiction. */
export function regionPrefixSql(jurisdiction: string): string {
  return `regexp_replace(${jurisdiction}, '(00)+$', '')`;
}
