import type { Permissions } from './permission.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, OPERATOR_ROLES } from './role-groups.ts';

/** Roles that have tasks. */
const SEATED = [...DEPARTMENT_ROLES, 'bureauReviewer', ...FINANCE_ROLES, 'planOfficer'] as const;
/** Roles whose tasks are those of grants: of their own seat alone. */
const GRANT_SEATED = ['grantOfficer', 'grantApprover', 'expert'] as const;
const OF_GRANTS = { to: GRANT_SEATED, relation: 'seat', fields: 'masked' } as const;
/** A recovery is approved, and an appeal ruled on, by the seat that its task names. */
const OF_RECOVERIES = { to: ['bureauReviewer', 'noticeOfficer'], relation: 'seat', fields: 'masked' } as const;
const SEAT = [{ to: [...SEATED, ...GRANT_SEATED, 'operator'], relation: 'seat', fields: 'masked' }] as const;
/** Operators help when a person is absent. */
const HELPERS = { to: ['operator'], relation: 'here', fields: 'masked' } as const;
/** The person who has taken the task. */
const TAKERS = [{ to: [...SEATED, ...GRANT_SEATED], relation: 'taken', fields: 'masked' }, HELPERS] as const;
/** Roles with tasks that are decided in bulk. */
const REVIEWING = [...DEPARTMENT_ROLES, 'bureauReviewer'] as const;
/** Who may decide a task keeps what they have typed so far, for nobody else to see. */
const DRAFT = [{ to: [...SEATED, ...GRANT_SEATED], relation: 'seat', fields: 'whole' }] as const;
/** A person who has none hears that there is none. */
const OWN = { to: 'everybody', relation: 'taken', fields: 'masked' } as const;

const LISTS = [
  { to: SEATED, relation: 'responsibleOrgan', fields: 'masked' },
  { to: [...OPERATOR_ROLES, 'auditor'], relation: 'jurisdiction', fields: 'masked' },
  OF_GRANTS,
  OWN,
] as const;

export const TASK_PERMISSIONS = {
  // An office sees the tasks of its organ.
  listTasks: LISTS,
  // The lengths of the same lists.
  countTasks: LISTS,
  readTask: [
    { to: [...DEPARTMENT_ROLES, 'planOfficer'], relation: 'responsibleOrgan', fields: 'masked' },
    { to: ['bureauReviewer'], relation: 'bureau', fields: 'masked' },
    { to: [...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'], relation: 'jurisdiction', fields: 'masked' },
    OF_GRANTS,
    OF_RECOVERIES,
    OWN,
  ],
  claimTask: SEAT,
  releaseTask: TAKERS,
  transferTask: TAKERS,
  listTaskRecipients: TAKERS,
  listEligiblePeople: [HELPERS],
  extendTask: [HELPERS],
  remindTask: [{ to: SEATED, relation: 'organHere', fields: 'masked' }, HELPERS],
  decideTask: SEAT,
  decideInBulk: [{ to: REVIEWING, relation: 'seat', fields: 'masked' }],
  readBulkDecision: [{ to: REVIEWING, relation: 'own', fields: 'masked' }],
  putTaskDraft: DRAFT,
  readTaskDraft: DRAFT,
  deleteTaskDraft: DRAFT,
} as const satisfies Permissions;
