import { parseFen, timesFen } from '../../domain/money.ts';
import type { PinnedParameter, PolicySnapshot, SnapshotRate } from '../../domain/policy/policy-snapshot.ts';
import { rateFor } from '../../domain/policy/policy-snapshot.ts';
import { neededBy } from '../../domain/policy/route-law.ts';
import { ENTITLEMENT_NEEDS, LINE_CHECK_NEEDS } from '../../domain/policy/route-needs.ts';
import { LINE_CHECKS } from '../../domain/line/line-checks.ts';
import { floatFormula, priceEquation, settlementFormula } from '../../domain/line/line-formulas.ts';
import type { Language } from '../kernel/language.ts';
import { lostView, stageView, valueView } from '../law/law-view.ts';
import type { LineRemark, PricedLineRecord } from './claim-ports.ts';

/** The pinned law of a claim: document, clause and parameter, and the other candidates. */
export function claimPolicyView(snapshot: PolicySnapshot, claim: { readonly policySnapshotId: string | null }) {
  const { jurisdiction, route, referenceDate, calendarVersion, fund, rates, allowance } = snapshot;
  const titled = titlesOf(snapshot);
  return {
    snapshotId: claim.policySnapshotId,
    jurisdiction,
    route,
    referenceDate,
    calendarVersion,
    definition: definitionView(snapshot),
    fund,
    funds: snapshot.funds.map((one) => ({
      purpose: one.purpose,
      fund: one.fund,
      document: one.document,
      documentTitle: titled(one.document),
      clause: one.clause,
      quote: one.quote,
      mark: one.mark,
    })),
    rate: rates[0] === undefined ? null : rateView(rates[0], titled),
    rates: rates.map((rate) => rateView(rate, titled)),
    allowance: allowance === null ? null : rateView(allowance, titled),
    stages: snapshot.routeDefinition.stages.map((stage, index) =>
      stageView(stage, snapshot.parameters.find(({ key }) => key === stage.daysKey) ?? null, index + 1),
    ),
    documents: snapshot.documents.map((document) => ({ ...document })),
    parameters: snapshot.parameters.map((one) => ({
      ...parameterView(one, titled),
      neededBy: [...neededBy(snapshot.routeDefinition, one.key)],
      losers: one.losers.map(({ reason, ...loser }) => ({
        ...loser,
        value: valueView(loser.value),
        documentTitle: titled(loser.document),
        ...lostView({ reason }),
      })),
    })),
  };
}

/** The parameters of a pinned law, each with its document, clause, quote and mark. */
export function parameterViews(snapshot: PolicySnapshot) {
  const titled = titlesOf(snapshot);
  return snapshot.parameters.map((one) => parameterView(one, titled));
}

/** Explains a line's amount: its formulas, the rate that priced it, the inputs and results of its checks. */
export function pricedLineView(line: PricedLineRecord, snapshot: PolicySnapshot, language: Language) {
  const { checks, keys, amountKey } = snapshot.routeDefinition;
  const titled = titlesOf(snapshot);
  const said = (wanted: readonly string[]) =>
    snapshot.parameters.filter(({ key }) => wanted.includes(key)).map((one) => parameterView(one, titled));
  const rate = rateFor(snapshot, line);
  const { allowance } = snapshot;
  return {
    id: line.id,
    position: line.position,
    state: line.state,
    occupation: line.occupation,
    level: line.level,
    ...amountsOf(line, snapshot, rate),
    rate: rate === undefined || line.isAdvance ? null : rateView(rate, titled),
    allowanceRate: allowance === null || line.allowanceFen === 0 ? null : rateView(allowance, titled),
    amount: amountKey === undefined ? null : (said([amountKey])[0] ?? null),
    checks: checks.map((check) => ({
      check,
      rules: [...LINE_CHECKS[check].rules],
      parameters: said(LINE_CHECK_NEEDS[check]),
    })),
    keys: keys.map((kind) => ({ kind, parameters: said(ENTITLEMENT_NEEDS[kind]) })),
    refusals: line.refusals.map((refusal) => ({ ...remarkView(refusal, language), purpose: refusal.purpose })),
    findings: line.findings.map((finding) => ({
      ...remarkView(finding, language),
      wantsDecision: finding.wantsDecision,
    })),
  };
}

function amountsOf(line: PricedLineRecord, snapshot: PolicySnapshot, rate: SnapshotRate | undefined) {
  const base = parseFen(line.baseFen);
  const units = rate?.kind === 'classHour' ? (line.classHours ?? 0) : 1;
  const standardFen = rate?.kind === 'classHour' ? timesFen(units, rate.value) : base;
  const floatBp = snapshot.parameters.find(({ key }) => key === 'float.rate')?.value;
  return {
    base: {
      fen: line.baseFen,
      formula: { ...line.formula },
      equation:
        rate === undefined || line.isAdvance
          ? null
          : priceEquation(base, { kind: rate.kind, units, rateFen: rate.value }),
    },
    allowance:
      line.allowanceFormula === null ? null : { fen: line.allowanceFen, formula: { ...line.allowanceFormula } },
    float:
      line.floatFen === 0 || typeof floatBp !== 'number'
        ? null
        : {
            fen: line.floatFen,
            formula: { ...floatFormula({ baseFen: base, standardFen }, floatBp, parseFen(line.floatFen)) },
          },
    advance: advanceOf(line),
  };
}

/** The advance's own line, or the amount that the claim's settlement deducts for an advance paid earlier. */
function advanceOf(line: PricedLineRecord) {
  if (line.isAdvance) {
    return { fen: line.baseFen, formula: { ...line.formula } };
  }
  const { claimAdvanceFen: fen } = line;
  return fen === 0 ? null : { fen, formula: { ...settlementFormula(parseFen(fen)) } };
}

function definitionView({ routeDefinition, definedBy, documents }: PolicySnapshot) {
  const { name, pipeline, rateKind, clause } = routeDefinition;
  return {
    number: routeDefinition.number ?? null,
    name: { ...name },
    pipeline,
    rateKind,
    amountKey: routeDefinition.amountKey ?? null,
    document: definedBy ?? null,
    documentTitle: documents.find(({ id }) => id === definedBy)?.title ?? null,
    clause,
    quote: routeDefinition.quote ?? null,
    mark: routeDefinition.mark,
    note: routeDefinition.note ?? null,
  };
}

type TitleOf = (document: string) => string;

/** The title of a document by its number, as a pinned law has it; the number of one that it does not name. */
export function titlesOf({ documents }: Pick<PolicySnapshot, 'documents'>): TitleOf {
  const titles = new Map(documents.map(({ id, title }) => [id, title]));
  return (document) => titles.get(document) ?? document;
}

function parameterView({ key, value, unit, document, clause, quote, mark }: PinnedParameter, titled: TitleOf) {
  return { key, value: valueView(value), unit, document, documentTitle: titled(document), clause, quote, mark };
}

function rateView(rate: SnapshotRate, titled: TitleOf) {
  return { ...rate, value: Number(rate.value), documentTitle: titled(rate.document) };
}

function remarkView({ code, rule, detail }: LineRemark, language: Language) {
  return { code, rule, detail: typeof detail === 'string' ? detail : detail[language] };
}
