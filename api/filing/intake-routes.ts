import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { AuditReads } from '../oversight/audit-ports.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FilingDesk, FilingStore } from './filing-ports.ts';
import type { PracticeClock, PracticeRegisters } from '../practice/practice-ports.ts';
import type { AccessLog } from '../kernel/access-log.ts';
import type { SessionCookie } from '../kernel/caller.ts';
import type { Route } from '../kernel/route.ts';
import type { PreferenceStore } from '../people/preference-ports.ts';
import type { Sessions } from '../people/session-ports.ts';
import type { SignInDesk } from '../people/sign-in.ts';
import { attendanceRoutes } from './attendance-routes.ts';
import { filingActRoutes } from './filing-act-routes.ts';
import { filingDocumentRoutes } from './filing-document-routes.ts';
import { filingRoutes } from './filing-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { rosterRoutes } from './roster-routes.ts';
import { visitRoutes } from './visit-routes.ts';
import { auditRoutes } from '../oversight/audit-routes.ts';
import { policyRoutes } from '../law/policy-routes.ts';
import { clockRoutes } from '../practice/clock-routes.ts';
import { registerRoutes } from '../practice/register-routes.ts';
import { sessionRoutes } from '../people/session-routes.ts';

export interface IntakeDependencies {
  readonly sessions: Sessions;
  readonly signInDesk: SignInDesk;
  readonly cookie: SessionCookie;
  readonly preferences: PreferenceStore;
  readonly access: AccessLog;
  readonly filings: FilingStore;
  readonly desk: FilingDesk;
  readonly library: PolicyLibrary;
  readonly audit: AuditReads;
  /** Null in live mode, where these routes do not exist. */
  readonly practice: { readonly clock: Clock & PracticeClock; readonly registers: PracticeRegisters } | null;
}

/** Who asks, the practice environment, class filings, law and audit. */
export function intakeRoutes(deps: IntakeDependencies): readonly Route[] {
  return [
    ...sessionRoutes(deps),
    ...(deps.practice === null ? [] : [...clockRoutes(deps.practice), ...registerRoutes(deps.practice)]),
    ...filingRoutes(deps),
    ...filingDocumentRoutes(deps),
    ...rosterRoutes(deps),
    ...attendanceRoutes(deps),
    ...resultRoutes(deps),
    ...visitRoutes(deps),
    ...filingActRoutes(deps),
    ...policyRoutes(deps),
    ...auditRoutes(deps),
  ];
}
