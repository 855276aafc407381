import { isReview, type Decider } from '../authority/authorize-decision.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { ClaimCourse } from './claim-course.ts';

/** Seats of a claim that are stored in the database: who decided in which role, and which section reviewed. */
export interface TakenSeats {
  readonly persons: readonly { readonly personId: string; readonly role: string }[];
  readonly sections: readonly { readonly organ: string; readonly section: string; readonly role: string }[];
}

export interface SeatsToTake {
  readonly persons: TakenSeats['persons'];
  readonly sections: TakenSeats['sections'];
}

/**
 * Returns the seats that an act takes permanently (D12): a person decides in one role, a section makes one review.
 * Stored seats take precedence over the course; the primary keys of the database enforce the same under a race.
 */
export function takeSeats(
  before: ClaimCourse,
  after: ClaimCourse,
  taken: TakenSeats,
): Verdict<SeatsToTake, 'SAME_PERSON_FORBIDDEN' | 'SAME_SECTION_FORBIDDEN'> {
  const fresh = newDeciders(before, after);
  const persons = fresh.map(({ personId, role }) => ({ personId, role }));
  if (persons.some((seat) => taken.persons.some((one) => one.personId === seat.personId && one.role !== seat.role))) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  const sections = fresh
    .filter(({ role }) => isReview(role))
    .map(({ organ, section, role }) => ({ organ: organ ?? '', section: section ?? '', role }));
  const isOther = (seat: (typeof sections)[number]) =>
    taken.sections.some((one) => one.organ === seat.organ && one.section === seat.section && one.role !== seat.role);
  if (sections.some(isOther)) {
    return refused('SAME_SECTION_FORBIDDEN');
  }
  return granted({
    persons: persons.filter((seat) => !taken.persons.some((one) => one.personId === seat.personId)),
    sections: sections.filter(
      (seat) => !taken.sections.some((one) => one.organ === seat.organ && one.section === seat.section),
    ),
  });
}

/** Deciders that have no row yet. The applicant's row is written with the first record. */
function newDeciders(before: ClaimCourse, after: ClaimCourse): readonly Decider[] {
  const known = before.revision === 0 ? [] : before.deciders;
  return after.deciders.filter(
    (one) => !known.some((decider) => decider.personId === one.personId && decider.role === one.role),
  );
}
