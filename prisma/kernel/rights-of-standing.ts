import { addAndChange, keep } from './rights-kinds.ts';

/** The rights to what the engine says of workflows (see `TABLE_RIGHTS`). */
export const STANDING_RIGHTS = {
  standing_turn: addAndChange('listed_at', 'pages', 'runs'),
  // The engine can be asked again, so the row of an entity that has ended goes.
  workflow_standing: keep(
    'run_id',
    'status',
    'started_at',
    'closed_at',
    'history_length',
    'history_bytes',
    'task_attempt',
    'task_failure',
    'pending_activities',
    'activity_type',
    'activity_attempt',
    'activity_failure',
    'activity_since',
    'own_revision',
    'row_revision',
    'fault',
    'fault_since',
    'fault_looks',
    'seen_at',
  ),
} as const;
