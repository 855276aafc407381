import type { FoundFault, RowSeen, RunSeen, Standing, StandingEntity } from '../domain/standing/standing.ts';

/** A running workflow as the listing shows it. */
export interface ListedRun {
  readonly workflowId: string;
  readonly runId: string;
  /** The server reports that its workflow tasks fail. */
  readonly hasProblem: boolean;
}

/** What the engine answers; every call throws if it cannot be reached. */
export interface StandingEngine {
  /** All running workflows of the office, page by page. */
  running(): AsyncIterable<readonly ListedRun[]>;
  /** What the engine and the workflow itself say of an entity's newest run. */
  ask(entity: StandingEntity): Promise<RunSeen>;
}

export interface Suspect extends StandingEntity {
  /**
   * `lost`: its row is begun and open, and the listing lacks it · `stray`: listed, and its row is not · `kept`: it had a
   * fault or was astray at the last look · `silent`: an act has been unanswered for a minute · `turn`: seen longest ago.
   */
  readonly suspicion: 'lost' | 'stray' | 'kept' | 'silent' | 'turn';
}

/** An entity's row, and the fault of the last look; `row` is null if there is none. */
export interface RowAndFault extends StandingEntity {
  readonly row: RowSeen | null;
  readonly before: FoundFault | null;
}

export interface StandingStore {
  /** Compares the running workflows with the rows, in one statement. */
  suspects(listed: readonly StandingEntity[]): Promise<readonly Suspect[]>;
  /** Reads the rows of entities, in their order. */
  rowsOf(entities: readonly StandingEntity[]): Promise<readonly RowAndFault[]>;
  keep(standings: readonly (StandingEntity & Standing)[]): Promise<void>;
  forget(entities: readonly StandingEntity[]): Promise<void>;
  /** A listing is complete: how many pages and runs it had. */
  listed(listing: { readonly pages: number; readonly runs: number }): Promise<void>;
}
