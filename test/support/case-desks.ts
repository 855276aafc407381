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
