import type { Actor } from '../authority/actor.ts';

interface AskedByPerson {
  readonly actId: string;
  readonly atMs: number;
  readonly actor: Actor;
  readonly expectedRevision: number;
}

/** What a grant is told from its agreement to the end of its title, besides decisions and timers. */
export type TitleMessage =
  /** The holder signs the agreement. */
  AskedByPerson & { readonly kind: 'signAgreement' };
