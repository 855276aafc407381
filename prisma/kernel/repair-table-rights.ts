import { addAndChange } from './rights-kinds.ts';

/** The table of repairs; a part of `TABLE_RIGHTS`. A trigger says which step follows which, and keeps what was said. */
export const REPAIR_RIGHTS = {
  repair: addAndChange(
    'state',
    'revision',
    'reason_sealed',
    'seen_after',
    'approved_by',
    'approved_at',
    'approval_signature',
    'act_id',
    'rejected_by',
    'rejected_at',
    'rejection_sealed',
    'applied_at',
    'applied_by_clock_at',
    'probes',
    'ended_at',
    'failure',
  ),
} as const;
