import { z } from 'zod';
import type { EngineRuns, RepairCalls } from '../../activities/repair-ports.ts';
import type { StartInput } from '../../api/kernel/act-ports.ts';
import { ENTITIES, workflowIdOf, type EntityKind } from '../../domain/entities.ts';
import type { WorkflowHost } from './workflow-host.ts';

interface EngineParts {
  readonly host: WorkflowHost;
  /** What each workflow that runs was started with. */
  readonly inputs: Map<string, StartInput>;
  readonly inputFromRow: (entity: EntityKind, id: string) => Promise<StartInput | null>;
}

interface HostedEngine {
  readonly runs: EngineRuns;
  readonly starts: Pick<RepairCalls, 'restart' | 'replace'>;
  readonly terminate: (entity: EntityKind, id: string) => void;
}

/** The host's runs as Temporal tells of them, with the two ways in which a repair starts one. */
export function hostedEngine({ host, inputs, inputFromRow }: EngineParts): HostedEngine {
  const numbers = new Map<StartInput, number>();
  const runIdOf = (input: StartInput): string => {
    numbers.set(input, numbers.get(input) ?? numbers.size + 1);
    return `run/${numbers.get(input)}`;
  };
  const isOpen = (entity: EntityKind, id: string) => host.running().includes(workflowIdOf(entity, id));
  const start = async (entity: EntityKind, id: string): Promise<void> => {
    const workflowId = workflowIdOf(entity, id);
    const input = await inputFromRow(entity, id);
    if (input !== null) {
      inputs.set(workflowId, input);
      await host.start(ENTITIES[entity].workflowType, workflowId, input);
    }
  };
  return {
    runs: {
      async runOf(entity, id) {
        const input = inputs.get(workflowIdOf(entity, id));
        if (input === undefined || !isOpen(entity, id)) {
          return { kind: 'none' };
        }
        const { revision } = CourseOfRun.parse(host.query(workflowIdOf(entity, id), 'current'));
        return { kind: 'open', runId: runIdOf(input), ownRevision: revision, isTaskFailing: false };
      },
    },
    starts: {
      async restart(entity, id) {
        const isMissing = !isOpen(entity, id);
        await (isMissing ? start(entity, id) : undefined);
        return isMissing;
      },
      async replace(entity, id) {
        host.terminate(workflowIdOf(entity, id));
        await start(entity, id);
      },
    },
    terminate: (entity, id) => host.terminate(workflowIdOf(entity, id)),
  };
}

const CourseOfRun = z.object({ revision: z.int() });
