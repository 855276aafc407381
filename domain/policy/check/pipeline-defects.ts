import { canBeDone, STAGE_SEATS } from '../../authority/office-seats.ts';
import { CLAIM_ROW_STATES } from '../../claim/claim-state.ts';
import type { PipelineCode } from '../../codes.ts';
import { brokenStep } from '../../line/path-steps.ts';
import { STAGE_KINDS, type StageDefinition } from '../policy-pack.ts';

/** A defect of a row of a pack: its place in the file, the defect and its cure. */
export interface PackDefect {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly cure: string;
}

/** Names of states of claims and payments; the contract names a review by its stage, so a stage cannot use them. */
const STATE_WORDS: ReadonlySet<string> = new Set([...CLAIM_ROW_STATES, 'routing', 'recovered']);

/** Finds stages that no role can decide, ambiguous names, and an order in which notice or payment is never reached. */
export function stageDefects(
  stages: readonly StageDefinition[],
  at: readonly (string | number)[],
): readonly PackDefect[] {
  const words = stages.map(({ stage }) => stage);
  return [
    ...stages.flatMap((stage, index) => seatDefect(stage, [...at, index])),
    ...stages.flatMap(({ stage, kind, questions }, index): readonly PackDefect[] => [
      ...(words.indexOf(stage) < index || STATE_WORDS.has(stage)
        ? [
            {
              path: [...at, index, 'stage'],
              what: `${stage} is a word that is taken`,
              cure: 'Give each stage a word of its own that is no state of a claim.',
            },
          ]
        : []),
      ...(kind === 'review' && questions.length === 0
        ? [
            {
              path: [...at, index, 'questions'],
              what: `the review ${stage} asks nothing`,
              cure: 'Give it at least one question; an approval answers them all.',
            },
          ]
        : []),
    ]),
    ...orderDefects(stages, at),
  ];
}

/**
 * R-091 (003§四(三), seed): the joint path has its four steps in order, also if a jurisdiction adds reviews. A
 * jurisdiction may define other paths freely.
 */
export function pathDefects(
  pipeline: PipelineCode,
  stages: readonly StageDefinition[],
  at: readonly (string | number)[],
): readonly PackDefect[] {
  const broken = pipeline === 'P1_JOINT' && stages.length > 0 ? brokenStep(pipeline, stages) : undefined;
  return broken === undefined
    ? []
    : [
        {
          path: at,
          what: `P1_JOINT lacks ${broken}, or has it in another place`,
          cure: 'Keep this order: the responsible department, another section of the HR bureau, a notice, Finance.',
        },
      ];
}

function seatDefect(stage: StageDefinition, at: readonly (string | number)[]): readonly PackDefect[] {
  if (canBeDone(stage)) {
    return [];
  }
  const possible = STAGE_SEATS[stage.kind].map(({ role, organs }) =>
    organs.length > 3 ? `${role} at any organ but FINANCE and AUDIT` : `${role} at ${organs.join(', ')}`,
  );
  return [
    {
      path: [...at, 'role'],
      what: `${stage.stage}: no account is ${stage.role} at ${stage.organ} for a ${stage.kind}`,
      cure: `Possible: ${possible.join('; ')}.`,
    },
  ];
}

/** Reviews, then at most one notice, one disbursement, and at most one contract check at the end. */
function orderDefects(stages: readonly StageDefinition[], at: readonly (string | number)[]): readonly PackDefect[] {
  const places = stages.map(({ kind }) => STAGE_KINDS.indexOf(kind));
  const index = places.findIndex((place, position) => position > 0 && place < (places[position - 1] ?? 0));
  const defects: PackDefect[] = [];
  if (index !== -1) {
    defects.push({
      path: [...at, index],
      what: `${stages[index]?.stage ?? ''} comes too late`,
      cure: 'Put all reviews first, then the notice, then the disbursement, then a contract check.',
    });
  }
  for (const kind of ['notice', 'disbursement', 'contractCheck'] as const) {
    const count = stages.filter((stage) => stage.kind === kind).length;
    if (count > 1 || (count === 0 && kind === 'disbursement')) {
      defects.push({
        path: at,
        what: `${count} stages of the kind ${kind}`,
        cure: kind === 'disbursement' ? 'Exactly one pays.' : 'At most one is possible.',
      });
    }
  }
  if (stages[0]?.kind !== 'review') {
    defects.push({ path: at, what: 'no review at the beginning', cure: 'Somebody decides before money moves.' });
  }
  return defects;
}
