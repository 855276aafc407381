import type { LawDifference } from '../../domain/policy/policy-difference.ts';
import type {
  FundRule,
  ParameterValue,
  PipelineDefinition,
  PolicyLibrary,
  PolicyRate,
  Provenance,
  RouteDefinition,
  StageDefinition,
} from '../../domain/policy/policy-pack.ts';
import { LOSING_REASONS, type LosingReason, type Statement } from '../../domain/policy/resolve-parameter.ts';
import type { Explained, RateLaw, RouteLaw, SaidRow } from '../../domain/policy/route-law.ts';
import { valueWords, type RouteWord } from '../../domain/texts/parameter-words.ts';

/** The names of routes, as the packs have them. */
export function routeWords({ packs }: Pick<PolicyLibrary, 'packs'>): RouteWord {
  const names = new Map(packs.flatMap(({ routes }) => routes.map(({ code, name }) => [code, name] as const)));
  return (code) => names.get(code);
}

/** What the packs say of a route on a day, as people read it. */
export function routeLawView(law: RouteLaw, routeWord: RouteWord) {
  const { jurisdiction, route, on, missing, allowance } = law;
  return {
    jurisdiction,
    route,
    on,
    open: missing.length === 0,
    missing: [...missing],
    definition: explainedView(law.definition, definitionView),
    pipeline: law.pipeline === null ? null : explainedView(law.pipeline, pipelineView),
    stages: law.stages.map(({ stage, days }, index) => stageView(stage, days, index + 1)),
    parameters: law.parameters.map(({ key, neededBy, winner, losers }) => ({
      key,
      neededBy: [...neededBy],
      winner: winner === null ? null : statementView(winner, routeWord),
      losers: losers.map((one) => ({ ...statementView(one, routeWord), ...lostView(one) })),
    })),
    rates: law.rates.map(rateCellView),
    allowance: allowance === null ? null : { route: allowance.route, rates: allowance.rates.map(rateCellView) },
    funds: law.funds.map(({ purpose, ...said }) => ({ purpose, ...explainedView(said, fundView) })),
  };
}

export function differenceView(
  difference: LawDifference,
  { before, after, routeWord }: { readonly before: RouteLaw; readonly after: RouteLaw; readonly routeWord: RouteWord },
) {
  const { definition, parameters, rates, funds, stages } = difference;
  return {
    from: before.on,
    to: after.on,
    openBefore: before.missing.length === 0,
    openAfter: after.missing.length === 0,
    definition: definition === null ? null : changedView(definition, definitionView),
    parameters: parameters.map(({ key, ...one }) => ({
      key,
      ...changedView(one, (said) => statementView(said, routeWord)),
    })),
    rates: rates.map(({ occupation, level, ...one }) => ({ occupation, level, ...changedView(one, rateView) })),
    funds: funds.map(({ purpose, ...one }) => ({ purpose, ...changedView(one, fundView) })),
    stages: stages.map(({ stage, ...one }) => ({
      stage,
      ...changedView(one, ({ stage: definedAs, days, position }) => stageView(definedAs, days, position)),
    })),
  };
}

/** A stage with the parameter that gives its days. */
export function stageView(
  stage: StageDefinition,
  days: Pick<Statement, 'value' | 'unit' | 'document' | 'clause'> | null,
  position: number,
) {
  return {
    position,
    stage: stage.stage,
    kind: stage.kind,
    organ: stage.organ,
    role: stage.role,
    section: stage.section ?? null,
    labels: { ...stage.labels },
    questions: stage.questions.map(({ key }) => key),
    daysKey: stage.daysKey,
    days: typeof days?.value === 'number' ? days.value : null,
    unit: days?.unit ?? null,
    document: days?.document ?? null,
    clause: days?.clause ?? null,
  };
}

export function valueView(value: ParameterValue): number | string | boolean | string[] {
  return typeof value === 'object' ? [...value] : value;
}

/** The code of why a candidate lost, and the same in words. */
export function lostView({ reason }: { readonly reason: LosingReason }) {
  return { reason, why: { ...LOSING_REASONS[reason] } };
}

function statementView(statement: Statement, routeWord: RouteWord) {
  const { key, unit, document, documentTitle, clause, quote, mark, note, retroactive } = statement;
  return {
    key,
    value: valueView(statement.value),
    valueLabel: valueWords(statement, routeWord),
    unit,
    document,
    documentTitle,
    clause,
    quote,
    mark,
    note,
    retroactive: retroactive === true,
  };
}

function explainedView<Row, View extends object>(
  { winner, losers }: Explained<Row>,
  view: (said: SaidRow<Row>) => View,
) {
  return {
    winner: winner === null ? null : view(winner),
    losers: losers.map((one) => ({ ...view(one), ...lostView(one) })),
  };
}

function changedView<Said, View>(
  {
    change,
    before,
    after,
  }: { readonly change: LawDifference['parameters'][number]['change'] } & {
    readonly before: Said | null;
    readonly after: Said | null;
  },
  view: (said: Said) => View,
) {
  return { change, before: before === null ? null : view(before), after: after === null ? null : view(after) };
}

function definitionView(said: SaidRow<RouteDefinition>) {
  const { code, number: numbered = null, name, pipeline, rateKind, amountKey = null, payee } = said.row;
  return { code, number: numbered, name: { ...name }, pipeline, rateKind, amountKey, payee, ...provenanceView(said) };
}

function pipelineView(said: SaidRow<PipelineDefinition>) {
  return { code: said.row.code, stages: said.row.stages.map(({ stage }) => stage), ...provenanceView(said) };
}

function rateCellView({ occupation, level, ...said }: RateLaw) {
  return { occupation, level, ...explainedView(said, rateView) };
}

function rateView(said: SaidRow<PolicyRate>) {
  const { kind, unit, value, validFrom, validTo = null } = said.row;
  return { kind, unit, value: Number(value), validFrom, validTo, ...provenanceView(said) };
}

function fundView(said: SaidRow<FundRule>) {
  const { fund, from, to = null } = said.row;
  return { fund, from, to, ...provenanceView(said) };
}

function provenanceView({ row, document, documentTitle }: SaidRow<Provenance>) {
  const { clause, quote = null, mark, note = null } = row;
  return { document, documentTitle, clause, quote, mark, note };
}
