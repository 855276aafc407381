import type pg from 'pg';
import { fetchAll, sqlText } from './statements.ts';

/** What the application's login must not have, also through a membership (S14). */
export type LoginPower =
  | 'superuser'
  | 'createRole'
  | 'createDatabase'
  | 'replication'
  | 'bypassRowSecurity'
  | 'predefinedRole'
  | 'owner'
  | 'createInSchema';

/**
 * Asks about the login itself, whatever role it has taken since. Every membership counts, also one that is not inherited:
 * `SET ROLE` would take it.
 */
const powers = sqlText<{ readonly login: string; readonly power: LoginPower }, []>(
  'kernel.loginPowers',
  `WITH reached AS (SELECT r.* FROM pg_roles r WHERE pg_has_role(session_user, r.oid, 'MEMBER')),
   owned AS (SELECT relowner AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace
     UNION ALL SELECT proowner FROM pg_proc WHERE pronamespace = 'public'::regnamespace
     UNION ALL SELECT nspowner FROM pg_namespace WHERE nspname = 'public'
     UNION ALL SELECT datdba FROM pg_database WHERE datname = current_database())
   SELECT session_user::text AS login, power FROM (VALUES
     ('superuser', EXISTS (SELECT FROM reached WHERE rolsuper)),
     ('createRole', EXISTS (SELECT FROM reached WHERE rolcreaterole)),
     ('createDatabase', EXISTS (SELECT FROM reached WHERE rolcreatedb)),
     ('replication', EXISTS (SELECT FROM reached WHERE rolreplication)),
     ('bypassRowSecurity', EXISTS (SELECT FROM reached WHERE rolbypassrls)),
     ('predefinedRole', EXISTS (SELECT FROM reached WHERE rolname LIKE 'pg\\_%')),
     ('owner', EXISTS (SELECT FROM owned JOIN reached ON reached.oid = owned.owner)),
     ('createInSchema', has_schema_privilege(session_user, 'public', 'CREATE'))) AS found (power, is_held)
   WHERE is_held`,
);

export type LoginPowers = readonly { readonly login: string; readonly power: LoginPower }[];

/** The powers that the login of this pool has, with its name; none for a login as it should be. */
export async function loginPowers(pool: pg.Pool): Promise<LoginPowers> {
  return fetchAll(pool, powers());
}
