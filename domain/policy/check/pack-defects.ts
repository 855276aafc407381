import type { IsoDate } from '../../calendar.ts';
import { didYouMean } from './nearest-word.ts';
import { noticeDefects } from './notice-pair.ts';
import { pathDefects, stageDefects, type PackDefect } from './pipeline-defects.ts';
import { askedKeys, oddParameter } from './parameter-values.ts';
import { DEADLINE_UNITS } from '../../task/deadlines.ts';
import { isPriced } from '../resolve-route.ts';
import { FILE_INTAKES } from './route-columns.ts';
import { listDefects, occupationDefects, placeDefects, questionDefects } from './route-defects.ts';
import type { ParameterUnit, PolicyPack, PolicyRate, RouteDefinition } from '../policy-pack.ts';

/** Facts about all packs together, for checks that need more than one row. */
interface KnownWords {
  readonly units: ReadonlyMap<string, readonly { readonly document: string; readonly unit: ParameterUnit }[]>;
  readonly routes: ReadonlyMap<string, readonly RouteDefinition[]>;
  readonly routeCodes: ReadonlySet<string>;
  /** Parameters that our defaults or the shipped documents give, or that a row of some pack names. */
  readonly asked: ReadonlySet<string>;
  readonly pipelines: ReadonlySet<string>;
  readonly programs: ReadonlySet<string>;
}

const TIMES: readonly ParameterUnit[] = DEADLINE_UNITS;

/**
 * Finds defects that the schema of a file cannot find: contradicting rows, undefined names, stages that no role can
 * decide, columns that a check would lack. Returns them by pack, in the order of the packs.
 */
export function packDefects(packs: readonly PolicyPack[]): readonly (readonly PackDefect[])[] {
  const known = knownWords(packs);
  return packs.map((pack) => [
    ...parameterDefects(pack, known),
    ...pack.pipelines.flatMap((row, index) => [
      ...stageDefects(row.stages, ['pipelines', index, 'stages']),
      ...pathDefects(row.code, row.stages, ['pipelines', index, 'stages']),
      ...stageKeyDefects(row.stages, ['pipelines', index, 'stages'], known),
      ...questionDefects(row.stages, ['pipelines', index, 'stages']),
    ]),
    ...repeated(pack.pipelines, 'pipelines'),
    ...repeated(pack.routes, 'routes'),
    ...pack.routes.flatMap((row, index) => routeDefects(row, ['routes', index], known)),
    ...rateDefects(pack.rates, known),
    ...pack.funds.flatMap((row, index) => [
      ...namedRoutes(row.routes ?? [], ['funds', index, 'routes'], known),
      ...backwards(row.from, row.to, ['funds', index]),
    ]),
    ...planDefects(pack, known),
    ...pack.targets.flatMap((row, index) =>
      backwards(row.validFrom ?? pack.document.validFrom, row.validTo, ['targets', index]),
    ),
    ...noticeDefects(pack, packs),
    ...occupationDefects(pack),
    ...placeDefects(pack),
  ]);
}

function knownWords(packs: readonly PolicyPack[]): KnownWords {
  const units = new Map<string, { readonly document: string; readonly unit: ParameterUnit }[]>();
  // Our defaults come first: they say how a parameter is counted where several packs state it.
  for (const pack of packs.toSorted(
    (a, b) => Number(b.document.level === 'ours') - Number(a.document.level === 'ours'),
  )) {
    for (const { key, unit } of [...pack.parameters, ...(pack.awaits ?? [])]) {
      units.set(key, [...(units.get(key) ?? []), { document: pack.document.id, unit }]);
    }
  }
  const routes = new Map<string, RouteDefinition[]>();
  for (const route of packs.flatMap((pack) => pack.routes)) {
    routes.set(route.code, [...(routes.get(route.code) ?? []), route]);
  }
  return {
    units,
    routes,
    routeCodes: new Set(routes.keys()),
    asked: askedKeys(packs),
    pipelines: new Set(packs.flatMap((pack) => pack.pipelines.map((row) => row.code))),
    programs: new Set(packs.flatMap((pack) => pack.planPrograms.map((row) => `${row.organ}/${row.code}`))),
  };
}

function parameterDefects({ document, parameters }: PolicyPack, known: KnownWords): readonly PackDefect[] {
  return parameters.flatMap((row, index) => {
    const at = ['parameters', index] as const;
    const clash = parameters.findIndex(
      (other, earlier) => earlier < index && other.key === row.key && other.route === row.route && overlap(other, row),
    );
    const [first] = known.units.get(row.key) ?? [];
    const odd = oddParameter(document, row, { routes: known.routeCodes, keys: known.asked });
    return [
      ...odd.map(({ field, ...defect }) => ({ path: [...at, field], ...defect })),
      ...(clash === -1 ? [] : [saidTwice([...at, 'key'], row.key, clash + 1)]),
      ...(first === undefined || first.document === document.id || isSameUnit(first.unit, row.unit)
        ? []
        : [
            {
              path: [...at, 'unit'],
              what: `${row.key} is counted in ${first.unit} by ${first.document}, here in ${row.unit}`,
              cure: `Write ${first.unit}${TIMES.includes(first.unit) ? ' or another unit of days or months' : ''}.`,
            },
          ]),
      ...(row.route === undefined ? [] : namedRoutes([row.route], [...at, 'route'], known)),
      ...backwards(row.validFrom, row.validTo, at),
    ];
  });
}

function routeDefects(
  route: RouteDefinition,
  at: readonly (string | number)[],
  known: KnownWords,
): readonly PackDefect[] {
  const wantsPipeline = route.stages.length === 0 && route.pipeline !== 'P7_TRACK_ONLY';
  const isOwnWay = route.intake === 'class' || FILE_INTAKES.includes(route.intake);
  return [
    ...(wantsPipeline && isOwnWay && !known.pipelines.has(route.pipeline)
      ? [
          {
            path: [...at, 'pipeline'],
            what: `no pack defines the pipeline ${route.pipeline}`,
            cure: 'Add it under pipelines, or give the route stages of its own.',
          },
        ]
      : []),
    ...(route.stages.length === 0 ? [] : stageDefects(route.stages, [...at, 'stages'])),
    ...pathDefects(route.pipeline, route.stages, [...at, 'stages']),
    ...stageKeyDefects(route.stages, [...at, 'stages'], known),
    ...(route.amountKey === undefined
      ? []
      : keyDefects(route.amountKey, { path: [...at, 'amountKey'], units: ['fen'], known })),
    ...route.openConditions.flatMap((key, index) =>
      keyDefects(key, { path: [...at, 'openConditions', index], units: null, known }),
    ),
    ...listDefects(route, at),
    ...(route.planPrograms ?? []).flatMap((code, index) =>
      [...known.programs].some((program) => program.endsWith(`/${code}`))
        ? []
        : [programmeMissing([...at, 'planPrograms', index], code)],
    ),
    ...namedRoutes(route.ridesOn ?? [], [...at, 'ridesOn'], known),
    ...((route.intake === 'rides') === (route.ridesOn !== undefined)
      ? []
      : [
          {
            path: [...at, 'intake'],
            what: `${route.code}: a route that rides names what it rides on, and no other does`,
            cure: 'Add ridesOn with intake rides, or leave both out.',
          },
        ]),
  ];
}

function stageKeyDefects(
  stages: RouteDefinition['stages'],
  at: readonly (string | number)[],
  known: KnownWords,
): readonly PackDefect[] {
  return stages.flatMap(({ daysKey, onlyWith }, index) => [
    ...keyDefects(daysKey, { path: [...at, index, 'daysKey'], units: TIMES, known }),
    ...(onlyWith === undefined ? [] : keyDefects(onlyWith, { path: [...at, index, 'onlyWith'], units: null, known })),
  ]);
}

/** A required parameter must be given or awaited in some pack, in a unit that its reader accepts. */
function keyDefects(
  key: string,
  ask: {
    readonly path: readonly (string | number)[];
    readonly units: readonly ParameterUnit[] | null;
    readonly known: KnownWords;
  },
): readonly PackDefect[] {
  const units = ask.known.units.get(key);
  if (units === undefined) {
    return [
      {
        path: ask.path,
        what: `no pack has the parameter ${key}`,
        cure: `Correct its spelling, state it under parameters, or announce it under awaits.${didYouMean(key, ask.known.units.keys())}`,
      },
    ];
  }
  // A row with another unit is reported at that row.
  const [first] = units;
  return first === undefined || ask.units === null || ask.units.includes(first.unit)
    ? []
    : [
        {
          path: ask.path,
          what: `${key} is counted in ${first.unit} by ${first.document}`,
          cure: `Name a parameter in ${ask.units.join(', ')}.`,
        },
      ];
}

function rateDefects(rates: readonly PolicyRate[], known: KnownWords): readonly PackDefect[] {
  return rates.flatMap((rate, index) => {
    const at = ['rates', index] as const;
    const clash = rates.findIndex(
      (other, earlier) =>
        earlier < index &&
        other.kind === rate.kind &&
        other.route === rate.route &&
        other.occupation === rate.occupation &&
        other.level === rate.level &&
        overlap(other, rate),
    );
    const kinds = rate.route === undefined ? [] : (known.routes.get(rate.route) ?? []).map((route) => route.rateKind);
    return [
      ...(clash === -1 ? [] : [saidTwice(at, `the ${rate.kind} rate of ${rate.route ?? 'every route'}`, clash + 1)]),
      ...(rate.route === undefined ? [] : namedRoutes([rate.route], [...at, 'route'], known)),
      ...(kinds.length === 0 || kinds.includes(rate.kind)
        ? []
        : [
            {
              path: [...at, 'kind'],
              what: `${rate.route ?? ''} is paid by ${kinds.join(', ')}, here by ${rate.kind}`,
              cure: isPriced(kinds[0] ?? 'none')
                ? `Write ${kinds.join(' or ')}.`
                : 'It takes no rate: leave the row out.',
            },
          ]),
      ...backwards(rate.validFrom, rate.validTo, at),
    ];
  });
}

function planDefects(pack: PolicyPack, known: KnownWords): readonly PackDefect[] {
  return pack.planLines.flatMap(({ planLine }, index) => {
    const program = planLine.split('/').slice(2).join('/');
    return known.programs.has(program) ? [] : [programmeMissing(['planLines', index, 'planLine'], program)];
  });
}

function programmeMissing(path: readonly (string | number)[], program: string): PackDefect {
  return { path, what: `no pack has the programme ${program}`, cure: 'Add it under planPrograms with its organ.' };
}

function repeated(rows: readonly { readonly code: string }[], section: string): readonly PackDefect[] {
  const codes = rows.map(({ code }) => code);
  return codes.flatMap((code, index) =>
    codes.indexOf(code) < index ? [saidTwice([section, index, 'code'], code, codes.indexOf(code) + 1)] : [],
  );
}

function saidTwice(path: readonly (string | number)[], what: string, row: number): PackDefect {
  return {
    path,
    what: `${what} is said twice (also in row ${row})`,
    cure: 'Keep one, or give them validity that does not overlap.',
  };
}

function namedRoutes(
  codes: readonly string[],
  path: readonly (string | number)[],
  known: KnownWords,
): readonly PackDefect[] {
  return codes
    .filter((code) => !known.routes.has(code))
    .map((code) => ({
      path,
      what: `no pack defines the route ${code}`,
      cure: `Correct its spelling or define it.${didYouMean(code, known.routes.keys())}`,
    }));
}

function backwards(
  from: IsoDate | undefined,
  to: IsoDate | undefined,
  path: readonly (string | number)[],
): readonly PackDefect[] {
  return from === undefined || to === undefined || from <= to
    ? []
    : [{ path, what: `it ends (${to}) before it begins (${from})`, cure: 'Correct one of the two days.' }];
}

function isSameUnit(a: ParameterUnit, b: ParameterUnit): boolean {
  return a === b || (TIMES.includes(a) && TIMES.includes(b));
}

interface Days {
  readonly validFrom?: IsoDate;
  readonly validTo?: IsoDate;
}

function overlap(a: Days, b: Days): boolean {
  return (
    (a.validTo === undefined || b.validFrom === undefined || b.validFrom <= a.validTo) &&
    (b.validTo === undefined || a.validFrom === undefined || a.validFrom <= b.validTo)
  );
}
