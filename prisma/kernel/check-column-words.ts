import {
  FINDING_ENTITIES,
  FINDING_KINDS,
  FINDING_STATES,
  RUN_KINDS,
  RUN_STATES,
  type FindingState,
} from '../../domain/check/check-words.ts';
import { ENTITY_KINDS } from '../../domain/entities.ts';
import { ENGINE_FAULTS, WORKFLOW_STATUSES } from '../../domain/standing/standing-words.ts';

/** Columns of what the engine says of workflows, and of what the office checks of itself, that hold a closed word. */
export const CHECK_COLUMN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'integrity_finding.entity_kind': FINDING_ENTITIES,
  'integrity_finding.kind': FINDING_KINDS,
  'integrity_finding.state': FINDING_STATES,
  'integrity_run.kind': RUN_KINDS,
  'integrity_run.state': RUN_STATES,
  'workflow_standing.entity_kind': ENTITY_KINDS,
  'workflow_standing.fault': ENGINE_FAULTS,
  'workflow_standing.status': WORKFLOW_STATUSES,
};

/** In the condition of the index that makes a finding single. */
export const GONE_FINDING = 'gone' satisfies FindingState;
