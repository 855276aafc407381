import type { LineCheckCode } from '../route-codes.ts';
import { covers } from '../../authority/jurisdiction.ts';
import type { PackDefect } from './pipeline-defects.ts';
import type { PolicyPack, PolicyRate, RouteDefinition, StageDefinition } from '../policy-pack.ts';
import { columnsMissing } from './route-columns.ts';

type Path = readonly (string | number)[];

/** These checks read files of months, upgrades or single persons; no roster, result or filing has their columns. */
const OF_FILES_ONLY: readonly LineCheckCode[] = [
  'WORK_CASE',
  'WORK_MONTHS',
  'UPGRADE_CERTIFICATE',
  'UPGRADE_INSURANCE',
  'UPGRADE_TIME',
  'UPGRADE_YEARLY',
  'UPGRADE_EXCLUSION',
  'UPGRADE_COMPARISON',
  'TRIAL_ONCE',
  'TRIAL_GRADUATION',
  'TRIAL_CERTIFICATE',
  'APPRAISAL_ONCE',
  'TRAINING_PROOF',
  'CONTEST_RANK',
];

/** Finds lists of a route with duplicates, with missing columns, or with columns that a class cannot have. */
export function listDefects(route: RouteDefinition, at: Path): readonly PackDefect[] {
  return [
    ...twice(route.documents, { path: [...at, 'documents'], field: 'code' }, ({ code }) => code),
    ...twice(route.columns, { path: [...at, 'columns'], field: 'code' }, ({ code }) => code),
    ...twice(route.checks, { path: [...at, 'checks'] }, (code) => code),
    ...twice(route.keys, { path: [...at, 'keys'] }, (code) => code),
    ...twice(route.applicants, { path: [...at, 'applicants'] }, (code) => code),
    ...twice(route.groups ?? [], { path: [...at, 'groups'] }, (code) => code),
    ...twice(route.planPrograms ?? [], { path: [...at, 'planPrograms'] }, (code) => code),
    ...groupDefects(route, at),
    ...questionDefects(route.stages, [...at, 'stages']),
    ...columnDefects(route, at),
    ...(route.intake === 'class' ? classDefects(route, at) : []),
  ];
}

/** Groups that no check compares with refuse nobody, and the check compares with nothing where a route names no groups. */
function groupDefects({ code, groups, checks }: RouteDefinition, at: Path): readonly PackDefect[] {
  const check = checks.indexOf('OF_GROUP');
  if ((groups === undefined) === (check === -1)) {
    return [];
  }
  return groups === undefined
    ? [
        {
          path: [...at, 'checks', check],
          what: `${code}: OF_GROUP refuses nobody, because the route names no groups`,
          cure: 'Name the groups of the route in groups, or leave OF_GROUP out.',
        },
      ]
    : [
        {
          path: [...at, 'groups'],
          what: `${code}: no check asks who belongs to the groups`,
          cure: 'Add OF_GROUP to checks, or leave groups out.',
        },
      ];
}

/** Two questions with one key would share one answer. */
export function questionDefects(stages: readonly StageDefinition[], at: Path): readonly PackDefect[] {
  return stages.flatMap(({ questions }, index) =>
    twice(questions, { path: [...at, index, 'questions'], field: 'key' }, ({ key }) => key),
  );
}

/** Reports each column once, also if several checks require it. */
function columnDefects(route: RouteDefinition, at: Path): readonly PackDefect[] {
  const missing = columnsMissing(route);
  return [...new Set(missing.map(({ column }) => column))].map((column) => {
    const [first = '', ...others] = new Set(missing.filter((row) => row.column === column).map(({ by }) => by));
    return {
      path: [...at, 'columns'],
      what: `${route.code}: ${first} wants the column ${column}`,
      cure: `Add { code: ${column}, required: … } to columns, or leave ${[first, ...others].join(', ')} out.`,
    };
  });
}

function classDefects({ checks, applicants }: RouteDefinition, at: Path): readonly PackDefect[] {
  return [
    ...checks.flatMap((check, index) =>
      OF_FILES_ONLY.includes(check)
        ? [
            {
              path: [...at, 'checks', index],
              what: `${check} is not a check of a class`,
              cure: 'Leave it out, or let the route take a file: intake persons or months.',
            },
          ]
        : [],
    ),
    ...(applicants.every((kind) => kind === 'person')
      ? [
          {
            path: [...at, 'applicants'],
            what: 'a single person files no class',
            cure: 'Name who runs the class: institution, college, enterprise or organisation; or write intake: persons.',
          },
        ]
      : []),
  ];
}

/** 职业分类大典, e.g. 6-18-02-04, or the code of a training without an occupation, e.g. CY-01. */
const OCCUPATION = /^(?:\d-\d{2}-\d{2}-\d{2}|[A-Z]{2,}-\d{2})$/;

/** Finds rates and lists of occupations that no class can name. */
export function occupationDefects({ rates, directories }: PolicyPack): readonly PackDefect[] {
  return [
    ...rates.flatMap((rate: PolicyRate, index) =>
      isOdd(rate.occupation) ? [oddOccupation(['rates', index, 'occupation'], rate.occupation)] : [],
    ),
    ...directories.flatMap(({ occupations }, index) =>
      occupations.flatMap(({ code }, row) =>
        isOdd(code) ? [oddOccupation(['directories', index, 'occupations', row, 'code'], code)] : [],
      ),
    ),
  ];
}

function isOdd(code: string | undefined): boolean {
  return code !== undefined && !OCCUPATION.test(code);
}

function oddOccupation(path: Path, code = ''): PackDefect {
  return {
    path,
    what: `${code} is no code of an occupation`,
    cure: 'Write it like 6-18-02-04, or like CY-01 for a training without an occupation.',
  };
}

/** Finds rows for jurisdictions outside the document's own. */
export function placeDefects({ document, planLines, directories }: PolicyPack): readonly PackDefect[] {
  const elsewhere = (code: string) => !covers(document.jurisdiction, code);
  const defect = (path: Path, code: string): PackDefect => ({
    path,
    what: `the document is of ${document.jurisdiction}, the row of ${code}`,
    cure: 'Correct one of the two, or put the row into a pack of its own jurisdiction.',
  });
  return [
    ...planLines.flatMap(({ planLine }, index) => {
      const code = planLine.slice(0, 6);
      return elsewhere(code) ? [defect(['planLines', index, 'planLine'], code)] : [];
    }),
    ...directories.flatMap(({ jurisdiction }, index) =>
      elsewhere(jurisdiction) ? [defect(['directories', index, 'jurisdiction'], jurisdiction)] : [],
    ),
  ];
}

function twice<Row>(
  rows: readonly Row[],
  at: { readonly path: Path; readonly field?: string },
  codeOf: (row: Row) => string,
): readonly PackDefect[] {
  const codes = rows.map(codeOf);
  return codes.flatMap((code, index) => {
    const first = codes.indexOf(code);
    return first === index
      ? []
      : [
          {
            path: [...at.path, index, ...(at.field === undefined ? [] : [at.field])],
            what: `${code} stands twice in the list (also in row ${first + 1})`,
            cure: 'Keep one.',
          },
        ];
  });
}
