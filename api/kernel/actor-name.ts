import { maskName } from '../../domain/notice/mask.ts';

/** The name by which officials know who acted; of a private applicant it is masked like everywhere else. */
export function nameOfActor({
  displayName,
  isPrivate,
}: {
  readonly displayName: string | null;
  readonly isPrivate: boolean;
}): string | null {
  return displayName !== null && isPrivate ? maskName(displayName) : displayName;
}
