import type { EntityWork } from './entity-ports.ts';
import type { Recordings } from './recording-ports.ts';

/** All activities of the workflows: recordings (local activities) and the entities' paging work. */
export type Activities = Recordings & EntityWork;

export function createActivities(dependencies: {
  readonly recordings: Recordings;
  readonly entityWork: EntityWork;
}): Activities {
  return { ...dependencies.recordings, ...dependencies.entityWork };
}
