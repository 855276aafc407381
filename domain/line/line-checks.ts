import type { LineCheckCode } from '../policy/route-codes.ts';
import { CLASS_CHECKS } from './class-line-checks.ts';
import type { LineCheck } from './line-check.ts';
import { PERSON_CHECKS } from './person-line-checks.ts';
import { TRAINING_CHECKS } from './training-line-checks.ts';
import { UPGRADE_CHECKS } from './upgrade-line-checks.ts';
import { WORK_CHECKS } from './work-line-checks.ts';

/** All checks that a pack can list. Each calls the pure functions of its rules. */
export const LINE_CHECKS: Readonly<Record<LineCheckCode, LineCheck>> = {
  ...TRAINING_CHECKS,
  ...UPGRADE_CHECKS,
  ...PERSON_CHECKS,
  ...WORK_CHECKS,
  ...CLASS_CHECKS,
};
