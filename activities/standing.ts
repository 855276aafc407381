import { entityOfWorkflow } from '../domain/entities.ts';
import { engineFault, foundAgain, isStray } from '../domain/standing/engine-fault.ts';
import type { RunSeen, StandingEntity } from '../domain/standing/standing.ts';
import { inLanes } from './in-lanes.ts';
import type { ListedRun, StandingEngine, StandingStore } from './standing-ports.ts';

export interface StandingDependencies {
  readonly engine: StandingEngine;
  readonly store: StandingStore;
  /** Real time in ms. */
  readonly systemNow: () => number;
  readonly log: { warn(facts: object, sentence: string): void };
}

const ASKED_AT_ONCE = 8;
/** Standings are kept in groups, so that a turn that is stopped loses few. */
const KEPT_AT_ONCE = 40;
/** What is left then is asked by the next turn. */
const ASK_FOR_MS = 45_000;

export interface StandingTurns {
  /** Lists what runs, and asks about what differs from the rows, has a fault, or was seen longest ago. */
  turn(signal: AbortSignal): Promise<void>;
}

/** Asks the engine and keeps its answers; mends nothing (ADR 0068). One at a time: it remembers the listing before. */
export function createStandingTurns(deps: StandingDependencies): StandingTurns {
  const { engine, store, systemNow } = deps;
  // From workflow ids to runs, and the ids of those that were listed without an open row.
  let before: { readonly runs: ReadonlyMap<string, string>; readonly strays: ReadonlySet<string> } | null = null;
  return {
    async turn(signal) {
      const listing = await list(engine);
      await store.listed({ pages: listing.pages, runs: listing.runs.length });
      const suspects = await store.suspects(listing.runs.flatMap(({ entity }) => entity ?? []));
      const strays = new Set(suspects.filter(({ suspicion }) => suspicion === 'stray').map(keyOf));
      // A workflow ends a moment after its row, so a stray is asked when the next listing shows it as well.
      const found = suspects.filter(
        (one) => one.suspicion !== 'stray' || (before !== null && before.strays.has(keyOf(one))),
      );
      const known = before?.runs ?? null;
      const changed = listing.runs.flatMap(({ entity, workflowId, runId, hasProblem }) =>
        entity !== null && (hasProblem || isAnotherRun(known, workflowId, runId)) ? [entity] : [],
      );
      before = { runs: new Map(listing.runs.map(({ workflowId, runId }) => [workflowId, runId])), strays };
      await askAll(deps, once([...found, ...changed]), { endMs: systemNow() + ASK_FOR_MS, signal });
    },
  };
}

/** Asks about one entity now, and keeps the answer. */
export async function askStanding(
  { engine, store, systemNow }: Omit<StandingDependencies, 'log'>,
  entity: StandingEntity,
) {
  await keepAnswers({ store, systemNow }, [{ kind: entity.kind, id: entity.id, run: await engine.ask(entity) }]);
}

interface Listed extends ListedRun {
  /** Null: a workflow of no entity, such as one that opens a period. */
  readonly entity: StandingEntity | null;
}

async function list(engine: StandingEngine): Promise<{ readonly pages: number; readonly runs: readonly Listed[] }> {
  const runs: Listed[] = [];
  let pages = 0;
  for await (const page of engine.running()) {
    pages += 1;
    runs.push(...page.map((run) => ({ ...run, entity: entityOfWorkflow(run.workflowId) })));
  }
  return { pages, runs };
}

/** The same workflow runs anew: it was reset, replaced, or goes on in another run. */
function isAnotherRun(known: ReadonlyMap<string, string> | null, workflowId: string, runId: string): boolean {
  const last = known?.get(workflowId);
  return last !== undefined && last !== runId;
}

function keyOf({ kind, id }: StandingEntity): string {
  return `${kind}/${id}`;
}

function once(entities: readonly StandingEntity[]): readonly StandingEntity[] {
  return [...new Map(entities.map((one) => [keyOf(one), one])).values()];
}

interface Answer extends StandingEntity {
  readonly run: RunSeen;
}

async function askAll(
  { engine, store, systemNow, log }: StandingDependencies,
  entities: readonly StandingEntity[],
  { endMs, signal }: { readonly endMs: number; readonly signal: AbortSignal },
): Promise<void> {
  for (let at = 0; at < entities.length && !signal.aborted && systemNow() < endMs; at += KEPT_AT_ONCE) {
    const answers: Answer[] = [];
    await inLanes(ASKED_AT_ONCE, entities.slice(at, at + KEPT_AT_ONCE), async ({ kind, id }) => {
      try {
        answers.push({ kind, id, run: await engine.ask({ kind, id }) });
      } catch (error) {
        // Its standing stays as old as it is, so the next turn asks it first.
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'The engine said nothing of a workflow');
      }
    });
    await keepAnswers({ store, systemNow }, answers);
  }
}

/** The rows are read after the answers: a row moves before its workflow does. */
async function keepAnswers(
  { store, systemNow }: Pick<StandingDependencies, 'store' | 'systemNow'>,
  answers: readonly Answer[],
): Promise<void> {
  const nowMs = systemNow();
  const seen = (await store.rowsOf(answers)).map(({ kind, id, row, before }, position) => {
    const run = answers[position]?.run;
    if (run === undefined) {
      throw new RangeError('A row that was not asked for');
    }
    const isOpen = row !== null && row.isBegun && !row.isEnded;
    const found = foundAgain(engineFault(run, row, nowMs), before, nowMs);
    return {
      isKept: isOpen || isStray(run, row),
      standing: { kind, id, ...run, rowRevision: row?.revision ?? null, found },
    };
  });
  await store.keep(seen.flatMap(({ isKept, standing }) => (isKept ? [standing] : [])));
  await store.forget(seen.flatMap(({ isKept, standing }) => (isKept ? [] : [standing])));
}
