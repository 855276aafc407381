/** What a caller saw or tried, changing nothing of an entity (S10); `read` is a paper. */
export const ACCESS_ACTS = [
  'signedIn',
  'signInFailed',
  'refused',
  'searched',
  'read',
  'exported',
  'registerLoaded',
  'clockMoved',
] as const;
export type AccessAct = (typeof ACCESS_ACTS)[number];
