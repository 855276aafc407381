import { ORGAN_CODES, type OrganCode, type Role } from '../codes.ts';
import type { StageKind } from '../policy/policy-pack.ts';

/** Organs that can be responsible for a training: all but the one that pays and the one that audits. */
const DEPARTMENTS = ORGAN_CODES.filter((organ) => organ !== 'FINANCE' && organ !== 'AUDIT');

interface StageSeat {
  readonly role: Role;
  readonly organs: readonly OrganCode[];
}

/**
 * Which accounts can do a stage at all: only Finance has its maker, only the HR bureau its second reviewer, and the
 * other side of the notice is the HR bureau. A stage with another combination would wait for ever.
 */
export const STAGE_SEATS: Readonly<Record<StageKind, readonly StageSeat[]>> = {
  review: [
    { role: 'departmentReviewer', organs: DEPARTMENTS },
    { role: 'bureauReviewer', organs: ['HRSS'] },
  ],
  notice: [{ role: 'noticeOfficer', organs: ['HRSS'] }],
  disbursement: [{ role: 'financeMaker', organs: ['FINANCE'] }],
  contractCheck: [{ role: 'departmentReviewer', organs: DEPARTMENTS }],
};

/** True if some account can do the stage. A responsible department is one of several organs, never Finance. */
export function canBeDone(stage: {
  readonly kind: StageKind;
  readonly organ: 'responsibleDepartment' | OrganCode;
  readonly role: Role;
}): boolean {
  const { kind, organ, role } = stage;
  const seat = STAGE_SEATS[kind].find((one) => one.role === role);
  if (seat === undefined) {
    return false;
  }
  return organ === 'responsibleDepartment' ? seat.organs.length === DEPARTMENTS.length : seat.organs.includes(organ);
}
