import type { Permissions } from './permission.ts';
import { OFFICE_ROLES } from './role-groups.ts';

const OWN_SESSION = [{ to: 'everybody', relation: 'own', fields: 'whole' }] as const;
const PRACTICE = [{ to: 'everybody', relation: 'any', fields: 'counts' }] as const;
const OWN_RELATIONS = [{ to: OFFICE_ROLES, relation: 'own', fields: 'whole' }] as const;

/** Sessions, declared relations and the practice clock. */
export const PEOPLE_PERMISSIONS = {
  signIn: [{ to: 'anybody', relation: 'own', fields: 'whole' }],
  getSession: OWN_SESSION,
  signOut: OWN_SESSION,
  confirmIdentity: OWN_SESSION,
  listOwnSessions: OWN_SESSION,
  endOwnSession: OWN_SESSION,
  changePreferences: OWN_SESSION,
  readRelations: OWN_RELATIONS,
  declareRelations: OWN_RELATIONS,
  getPracticeClock: PRACTICE,
  movePracticeClock: PRACTICE,
  loadPracticeRegister: PRACTICE,
  setPracticeRegisterAvailability: PRACTICE,
} as const satisfies Permissions;
