import { ENTITY_KINDS } from '../../domain/entities.ts';
import { REPAIR_COMMANDS, REPAIR_FAILURES, REPAIR_STATES, type RepairState } from '../../domain/repair/repair-words.ts';

/** Columns of repairs that hold a closed word. */
export const REPAIR_COLUMN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'repair.command': REPAIR_COMMANDS,
  'repair.entity_kind': ENTITY_KINDS,
  'repair.failure': REPAIR_FAILURES,
  'repair.state': REPAIR_STATES,
};

const PROPOSED = 'proposed' satisfies RepairState;
const APPLYING = 'applying' satisfies RepairState;

/** Words in the conditions of their partial indexes. */
export const REPAIR_INDEX_WORDS: Readonly<Record<string, readonly string[]>> = {
  repair_one_applying: [APPLYING],
  repair_proposed: [PROPOSED],
};
