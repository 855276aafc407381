import type { FundPurpose, SkillLevel } from '../codes.ts';
import type { FundRule, PolicyRate, RouteDefinition } from './policy-pack.ts';
import type { Statement } from './resolve-parameter.ts';
import type { RouteLaw, SaidRow, StageLaw } from './route-law.ts';

/** `restated`: another document or clause says the same. */
export type Change = 'added' | 'removed' | 'changed' | 'restated';

export interface Changed<Said> {
  readonly change: Change;
  readonly before: Said | null;
  readonly after: Said | null;
}

export interface PlacedStage extends StageLaw {
  /** The first of the route is 1. */
  readonly position: number;
}

/** The changes of a route between two days, or between two versions of the packs; unchanged rows are omitted. */
export interface LawDifference {
  readonly definition: Changed<SaidRow<RouteDefinition>> | null;
  readonly parameters: readonly (Changed<Statement> & { readonly key: string })[];
  readonly rates: readonly (Changed<SaidRow<PolicyRate>> & {
    readonly occupation: string | null;
    readonly level: SkillLevel | null;
  })[];
  readonly funds: readonly (Changed<SaidRow<FundRule>> & { readonly purpose: FundPurpose })[];
  readonly stages: readonly (Changed<PlacedStage> & { readonly stage: string })[];
}

/** Compares only the winners: a row that lost on both days has no effect. */
export function lawDifference(before: RouteLaw, after: RouteLaw): LawDifference {
  const parameters = paired(before.parameters, after.parameters, ({ key }) => key);
  const rates = paired(before.rates, after.rates, ({ occupation, level }) => `${occupation ?? ''}/${level ?? ''}`);
  const funds = paired(before.funds, after.funds, ({ purpose }) => purpose);
  const stages = paired(placed(before), placed(after), ({ stage }) => stage.stage);
  return {
    definition: changeOf(before.definition.winner, after.definition.winner, ({ row }) => contentOf(row), sourceOf),
    parameters: parameters.flatMap(([one, other]) =>
      changed(
        changeOf(winnerOf(one), winnerOf(other), ({ value, unit }) => [value, unit], statedBy),
        {
          key: (one ?? other)?.key ?? '',
        },
      ),
    ),
    rates: rates.flatMap(([one, other]) =>
      changed(
        changeOf(winnerOf(one), winnerOf(other), ({ row }) => [row.kind, row.unit, row.value], sourceOf),
        {
          occupation: (one ?? other)?.occupation ?? null,
          level: (one ?? other)?.level ?? null,
        },
      ),
    ),
    funds: funds.flatMap(([one, other]) =>
      changed(
        changeOf(winnerOf(one), winnerOf(other), ({ row }) => row.fund, sourceOf),
        {
          purpose: (one ?? other)?.purpose ?? 'base',
        },
      ),
    ),
    stages: stages.flatMap(([one, other]) =>
      changed(
        changeOf(one, other, stageContent, ({ days }) => days && statedBy(days)),
        {
          stage: (one ?? other)?.stage.stage ?? '',
        },
      ),
    ),
  };
}

/** A row that ends and a row with the same name that begins are one change, not two. */
function paired<Row>(
  before: readonly Row[],
  after: readonly Row[],
  nameOf: (row: Row) => string,
): readonly (readonly [Row | null, Row | null])[] {
  const earlier = new Map(before.map((row) => [nameOf(row), row]));
  const later = new Map(after.map((row) => [nameOf(row), row]));
  return [...new Set([...earlier.keys(), ...later.keys()])].map((name) => [
    earlier.get(name) ?? null,
    later.get(name) ?? null,
  ]);
}

function changeOf<Said>(
  before: Said | null,
  after: Said | null,
  contentOfSaid: (said: Said) => unknown,
  source: (said: Said) => unknown,
): Changed<Said> | null {
  if (before === null || after === null) {
    const change = before === null ? 'added' : 'removed';
    return before === after ? null : { change, before, after };
  }
  if (!isSame(contentOfSaid(before), contentOfSaid(after))) {
    return { change: 'changed', before, after };
  }
  return isSame(source(before), source(after)) ? null : { change: 'restated', before, after };
}

function changed<Said, Name extends object>(one: Changed<Said> | null, name: Name): readonly (Changed<Said> & Name)[] {
  return one === null ? [] : [{ ...name, ...one }];
}

function winnerOf<Said>(law: { readonly winner: Said | null } | null): Said | null {
  return law?.winner ?? null;
}

function placed(law: RouteLaw): readonly PlacedStage[] {
  return law.stages.map((one, index) => ({ ...one, position: index + 1 }));
}

/** The stages are rows of their own; the source is where a stage is written. */
function contentOf(route: RouteDefinition): unknown {
  const { stages: _stages, clause: _clause, quote: _quote, mark: _mark, note: _note, ...content } = route;
  return content;
}

function stageContent({ stage, days, position }: PlacedStage): unknown {
  return [position, stage, days?.value ?? null, days?.unit ?? null];
}

function sourceOf<Row extends { readonly clause: string }>({ document, row }: SaidRow<Row>): unknown {
  return [document, row.clause];
}

function statedBy({ document, clause }: Statement): unknown {
  return [document, clause];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
