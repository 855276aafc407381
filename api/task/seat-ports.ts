import type { Actor } from '../../domain/authority/actor.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { OrganCode, Role } from '../../domain/codes.ts';

/** The people of the seat of a task. */
export interface SeatReads {
  /** Officials who fit the seat of a task, by name; the separation of duties is not asked. */
  seated(task: Seat): Promise<readonly SeatedPerson[]>;
  /** Who of these people is absent on the day. */
  away(personIds: readonly string[], on: IsoDate): Promise<readonly string[]>;
}

interface Seat {
  readonly jurisdiction: string;
  readonly organ: OrganCode;
  readonly section: string | null;
  readonly role: Role;
}

type SeatedPerson = Actor & { readonly displayName: string };
