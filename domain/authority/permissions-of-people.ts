import type { Permissions } from './permission.ts';
import { OFFICE_ROLES, OPERATOR_ROLES } from './role-groups.ts';

const OWN_SESSION = [{ to: 'everybody', relation: 'own', fields: 'whole' }] as const;
const PRACTICE = [{ to: 'everybody', relation: 'any', fields: 'counts' }] as const;
const OWN_ABSENCE = [{ to: OFFICE_ROLES, relation: 'own', fields: 'whole' }] as const;
const OWN_NOTIFICATIONS = [{ to: [...OFFICE_ROLES, 'applicant'], relation: 'own', fields: 'whole' }] as const;
const OWN_RELATIONS = [{ to: OFFICE_ROLES, relation: 'own', fields: 'whole' }] as const;

/** Sessions, declared relations, absences and the practice clock. */
export const PEOPLE_PERMISSIONS = {
  signIn: [{ to: 'anybody', relation: 'own', fields: 'whole' }],
  getSession: OWN_SESSION,
  signOut: OWN_SESSION,
  confirmIdentity: OWN_SESSION,
  listOwnSessions: OWN_SESSION,
  endOwnSession: OWN_SESSION,
  changePreferences: OWN_SESSION,
  listSavedViews: OWN_SESSION,
  saveView: OWN_SESSION,
  deleteSavedView: OWN_SESSION,
  readRelations: OWN_RELATIONS,
  declareRelations: OWN_RELATIONS,
  readOwnAbsence: OWN_ABSENCE,
  enterOwnAbsence: OWN_ABSENCE,
  endOwnAbsence: OWN_ABSENCE,
  listNotifications: OWN_NOTIFICATIONS,
  readNotifications: OWN_NOTIFICATIONS,
  listAbsences: [{ to: OPERATOR_ROLES, relation: 'here', fields: 'whole' }],
  getPracticeClock: PRACTICE,
  movePracticeClock: PRACTICE,
  loadPracticeRegister: PRACTICE,
  setPracticeRegisterAvailability: PRACTICE,
} as const satisfies Permissions;
