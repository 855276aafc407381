import { describe, expect, it } from 'vitest';
import { createStandingTurns } from '../../activities/standing.ts';
import type { ListedRun, StandingStore, Suspect } from '../../activities/standing-ports.ts';
import type { RunSeen, Standing, StandingEntity } from '../../domain/standing/standing.ts';
import { RUNNING } from '../support/standings.ts';

const claim = (id: string): StandingEntity => ({ kind: 'claim', id });
const suspect = (suspicion: Suspect['suspicion'], id: string): Suspect => ({ ...claim(id), suspicion });
const run = (id: string, runId = 'run_1', hasProblem = false): ListedRun => ({
  workflowId: `claim/${id}`,
  runId,
  hasProblem,
});

const withoutA = (id: string): RunSeen => (id === 'a' ? { ...RUNNING, status: 'terminated' } : RUNNING);
const silentOfA = (id: string): RunSeen => {
  if (id === 'a') {
    throw new RangeError('no answer');
  }
  return RUNNING;
};

/** Turns over what is arranged; says what was asked and what was kept. Every row is begun and open at revision 1. */
function turns() {
  const arranged: { runs: readonly ListedRun[]; suspects: readonly Suspect[]; answer: (id: string) => RunSeen } = {
    runs: [],
    suspects: [],
    answer: () => ({ ...RUNNING, ownRevision: 1 }),
  };
  const asked: string[] = [];
  const kept = new Map<string, Standing>();
  const said: object[] = [];
  const store: StandingStore = {
    suspects: () => Promise.resolve(arranged.suspects),
    rowsOf: (entities) =>
      Promise.resolve(
        entities.map((entity) => ({
          ...entity,
          row: entity.id.startsWith('none')
            ? null
            : { revision: 1, isBegun: true, isEnded: entity.id.startsWith('ended') },
          before: kept.get(entity.id)?.found ?? null,
        })),
      ),
    keep: (standings) => {
      for (const standing of standings) {
        kept.set(standing.id, standing);
      }
      return Promise.resolve();
    },
    forget: (entities) => {
      for (const { id } of entities) {
        kept.delete(id);
      }
      return Promise.resolve();
    },
    listed: () => Promise.resolve(),
  };
  const engine = {
    async *running() {
      yield await Promise.resolve(arranged.runs);
    },
    ask: ({ id }: StandingEntity) => {
      asked.push(id);
      return Promise.resolve().then(() => arranged.answer(id));
    },
  };
  const standing = createStandingTurns({
    engine,
    store,
    systemNow: () => 0,
    log: { warn: (facts: object) => said.push(facts) },
  });
  const turn = async (change: Partial<typeof arranged> = {}, signal = new AbortController().signal) => {
    Object.assign(arranged, change);
    asked.splice(0);
    await standing.turn(signal);
    return asked.toSorted();
  };
  return { turn, kept, said };
}

describe('a turn of the standing', () => {
  it('asks the suspects once, and keeps what the engine says with the fault of it', async () => {
    const { turn, kept } = turns();
    const suspects = [suspect('lost', 'a'), suspect('silent', 'a'), suspect('turn', 'b')];
    expect(await turn({ suspects, answer: withoutA })).toEqual(['a', 'b']);
    expect(kept.get('a')).toMatchObject({ rowRevision: 1, found: { fault: 'workflowEnded', looks: 1 } });
    expect(kept.get('b')?.found).toBeNull();
    await turn();
    expect(kept.get('a')?.found).toMatchObject({ looks: 2 });
  });

  it('asks a run with a problem, and one that is another than at the listing before', async () => {
    const { turn } = turns();
    expect(await turn({ runs: [run('a'), run('b', 'run_1', true)] })).toEqual(['b']);
    expect(await turn({ runs: [run('a', 'run_2'), run('b'), run('new')] })).toEqual(['a']);
  });

  it('asks a run without an open row when the next listing shows it as well, and forgets it once it is gone', async () => {
    const { turn, kept } = turns();
    const suspects = [suspect('stray', 'none_1'), suspect('stray', 'ended_1')];
    expect(await turn({ suspects })).toEqual([]);
    expect(await turn()).toEqual(['ended_1', 'none_1']);
    expect(kept.get('none_1')).toMatchObject({ rowRevision: null, found: null });
    expect(kept.size).toBe(2);
    await turn({
      suspects: [suspect('kept', 'none_1'), suspect('kept', 'ended_1')],
      answer: () => ({ ...RUNNING, status: 'completed' }),
    });
    expect(kept.size).toBe(0);
  });

  it('goes on when the engine says nothing of one workflow, and the log has no id', async () => {
    const { turn, kept, said } = turns();
    await turn({ suspects: [suspect('lost', 'a'), suspect('turn', 'b')], answer: silentOfA });
    expect([...kept.keys()]).toEqual(['b']);
    expect(said).toEqual([{ reason: 'RangeError' }]);
  });

  it('asks nothing more once it is to stop', async () => {
    const { turn } = turns();
    const stop = new AbortController();
    stop.abort();
    expect(await turn({ suspects: [suspect('lost', 'a')] }, stop.signal)).toEqual([]);
  });
});
