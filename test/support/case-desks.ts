import type pg from 'pg';
import { httpClient, type HttpClient } from './http-client.ts';
import type { Office } from './office.ts';

/** The department that opens cases, and two more reviewers of the bureau, of other sections, who may end them. */
export async function caseDesks(office: Office): Promise<ReadonlyMap<string, HttpClient>> {
  for (const [username, section] of [
    ['bureau.review2', '基金监督'],
    ['bureau.review3', '稽核'],
  ]) {
    await office.pool.query(
      `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
       SELECT 'per_' || replace($1, '.', ''), $1, password_hash, $1, 'HRSS', $2, '150600', '{bureauReviewer}'
       FROM person WHERE username = 'ops'`,
      [username, section],
    );
  }
  const desks = new Map<string, HttpClient>();
  for (const username of ['dept.hr', 'bureau.review2', 'bureau.review3']) {
    desks.set(username, httpClient(office.base, await office.tokenOf(username)));
  }
  return desks;
}

/**
 * Writes four hundred cases of the school that no person opened, `0case_1` to `0case_400`, as SQL can; the last hundred
 * and fifty have an end.
 */
export async function writeCases(application: pg.Pool): Promise<void> {
  await application.query(
    `INSERT INTO integrity_case (id, jurisdiction, party_id, finding, suspected_crime, note, opened_by, opened_at, outcome,
       closing_reason, closed_by, closed_at)
     SELECT '0case_' || n, '150600', 'pty_school', 'FRAUD', false, 'x', 'per_bureaureview2', now(),
       CASE WHEN n > 250 THEN 'UNFOUNDED' END, CASE WHEN n > 250 THEN 'x' END,
       CASE WHEN n > 250 THEN 'per_bureaureview3' END, CASE WHEN n > 250 THEN now() END FROM generate_series(1, 400) n`,
  );
}
