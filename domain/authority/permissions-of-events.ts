import type { Permissions } from './permission.ts';
import { OPERATOR_ROLES } from './role-groups.ts';

const MACHINES = ['financeSystem'] as const;
const READING = [
  { to: OPERATOR_ROLES, relation: 'jurisdiction', fields: 'whole' },
  { to: MACHINES, relation: 'own', fields: 'whole' },
] as const;
const ACTING = [
  { to: OPERATOR_ROLES, relation: 'here', fields: 'whole' },
  { to: MACHINES, relation: 'own', fields: 'whole' },
] as const;

/** What other systems are told, and where it is pushed to: a machine has its own endpoints, an operator those of the place. */
export const EVENT_PERMISSIONS = {
  listEvents: [{ to: [...OPERATOR_ROLES, ...MACHINES, 'auditor'], relation: 'any', fields: 'whole' }],
  createWebhookEndpoint: [{ to: [...OPERATOR_ROLES, ...MACHINES], relation: 'any', fields: 'whole' }],
  listWebhookEndpoints: READING,
  readWebhookEndpoint: READING,
  changeWebhookEndpoint: ACTING,
  deleteWebhookEndpoint: ACTING,
  rotateWebhookSecret: ACTING,
  testWebhookEndpoint: ACTING,
  recoverWebhookEndpoint: ACTING,
  listWebhookDeliveries: READING,
  readWebhookDelivery: READING,
  replayWebhookDelivery: ACTING,
  rotateMachineSecret: [{ to: ['operatorApprover'], relation: 'here', fields: 'whole' }],
} as const satisfies Permissions;
