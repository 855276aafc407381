/** What every act on a call or a grant may be refused for. */
export const GRANT_ACT_PROBLEMS = [
  'NOT_FOUND',
  'WRONG_STATE',
  'ACT_IN_PROGRESS',
  'SAME_PERSON_FORBIDDEN',
  'ROLE_REQUIRED',
  'OTHER_ORGAN',
  'OTHER_JURISDICTION',
  'IF_MATCH_MISSING',
  'STALE',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
] as const;
