import type { OrganCode, Role } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { Permission } from './permission.ts';
import { DEPARTMENT_ROLES } from './role-groups.ts';

/** S5: who reads an uploaded paper; all others who see its filing or claim see kind, label, size and hash. */
export const PAPER_READERS = [
  { to: ['applicant'], relation: 'own', fields: 'whole' },
  { to: DEPARTMENT_ROLES, relation: 'responsibleOrgan', fields: 'whole' },
  { to: ['bureauReviewer'], relation: 'bureau', fields: 'whole' },
  // Each time with a purpose.
  { to: ['auditor'], relation: 'jurisdiction', fields: 'whole' },
] as const satisfies Permission;

/** The roles whose sight of a filing or claim is enough to read its papers, without a purpose. */
const OFFICE_READERS: readonly Role[] = [...DEPARTMENT_ROLES, 'bureauReviewer'];

interface Reader {
  readonly roles: readonly Role[];
  readonly organ: OrganCode | null;
  readonly partyId: string | null;
}

/** The same person, seen as a reader of papers alone: what is out of sight then, the person does not read. */
export function asPaperReader<Person extends Reader>(person: Person): Person {
  return { ...person, roles: person.roles.filter((role) => role === 'applicant' || OFFICE_READERS.includes(role)) };
}

export interface PaperAsked {
  readonly isOwn: boolean;
  readonly isDraft: boolean;
  /** The filing or claim is in sight of the asker as a reader of papers. */
  readonly isInSight: boolean;
  readonly hasPurpose: boolean;
}

/** S5: whether somebody who sees a filing or claim reads one of its papers. A draft's papers are its owner's alone. */
export function judgePaperReading(
  { roles }: Pick<Reader, 'roles'>,
  { isOwn, isDraft, isInSight, hasPurpose }: PaperAsked,
): Verdict<null, 'NOT_FOUND' | 'FORBIDDEN' | 'PURPOSE_REQUIRED'> {
  if (isOwn) {
    return granted(null);
  }
  if (isDraft) {
    return refused('NOT_FOUND');
  }
  if (isInSight) {
    return granted(null);
  }
  if (!roles.includes('auditor')) {
    return refused('FORBIDDEN');
  }
  return hasPurpose ? granted(null) : refused('PURPOSE_REQUIRED');
}

/** How somebody reads the papers of a case: at once, each time with a purpose, or not at all. */
export const READING_WAYS = ['open', 'withPurpose', 'closed'] as const;
export type ReadingWay = (typeof READING_WAYS)[number];

/** What a list of papers says before anybody asks for one. */
export function readingWayOf(reader: Pick<Reader, 'roles'>, asked: Omit<PaperAsked, 'hasPurpose'>): ReadingWay {
  const verdict = judgePaperReading(reader, { ...asked, hasPurpose: false });
  if (verdict.ok) {
    return 'open';
  }
  return verdict.reason === 'PURPOSE_REQUIRED' ? 'withPurpose' : 'closed';
}

/** Whether lists show the asker the names of files, which their owner chose and which may name people. */
export function seesFileNames(
  { roles, organ, partyId }: Reader,
  {
    ownerId,
    isDraft,
    responsible,
  }: { readonly ownerId: string; readonly isDraft: boolean; readonly responsible: OrganCode | null },
): boolean {
  const isOwn = roles.includes('applicant') && partyId === ownerId;
  const isOfOrgan = organ !== null && organ === responsible && DEPARTMENT_ROLES.some((role) => roles.includes(role));
  return isOwn || (!isDraft && (isOfOrgan || roles.includes('bureauReviewer')));
}
