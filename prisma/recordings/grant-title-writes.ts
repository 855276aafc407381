import type pg from 'pg';
import type { GrantCourse, GrantFacts } from '../../domain/grant/grant-course.ts';
import type { TitleFacts } from '../../domain/grant/grant-title-course.ts';
import type { Statement } from '../kernel/statements.ts';
import type { GrantAct } from './grant-act.ts';

/** What the act needs to know of the title's years and money; null for an act that needs nothing. */
export function titleFactsOf(_client: pg.PoolClient, _act: GrantAct): Promise<TitleFacts | null> {
  return Promise.resolve(null);
}

/** The statements of an act on a title, besides the grant's row and its tasks. */
export function titleWrites(_act: GrantAct, _after: GrantCourse, _facts: GrantFacts): readonly Statement<unknown>[] {
  return [];
}
