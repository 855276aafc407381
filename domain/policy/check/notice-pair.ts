import { covers } from '../../authority/jurisdiction.ts';
import type { PackDefect } from './pipeline-defects.ts';
import type { PolicyPack, PolicyParameter } from '../policy-pack.ts';

/** the unit of `notice.days` decides how a notice's days are counted; `notice.unit` must agree with it. */
const UNIT_WORDS: Readonly<Partial<Record<PolicyParameter['unit'], string>>> = {
  workingDays: 'WORKING',
  calendarDays: 'CALENDAR',
};

/**
 * a pack gives `notice.days` and `notice.unit` as a pair, for the same route and days, and they must agree;
 * otherwise the days of one document could win together with the unit of another. Working days need no `notice.unit` if
 * no pack of the jurisdiction or around it counts calendar days. Each row of a pair needs the other for its whole time.
 */
export function noticeDefects(pack: PolicyPack, packs: readonly PolicyPack[]): readonly PackDefect[] {
  const mustPair = packs.some((other) => areNear(pack, other) && other.parameters.some(isCalendar));
  return pack.parameters.flatMap((row, index) => {
    const path = ['parameters', index] as const;
    if (row.key === 'notice.days') {
      return daysDefects(row, { path, pack, mustPair });
    }
    const hasDays = pack.parameters.some((other) => other.key === 'notice.days' && includes(other, row));
    return row.key !== 'notice.unit' || hasDays || !mustPair
      ? []
      : [
          {
            path: [...path, 'key'],
            what: `notice.unit stands without notice.days for ${scopeOf(row)}`,
            cure: 'Add a row notice.days for the same route and days: its unit decides.',
          },
        ];
  });
}

function daysDefects(
  row: PolicyParameter,
  at: { readonly path: readonly (string | number)[]; readonly pack: PolicyPack; readonly mustPair: boolean },
): readonly PackDefect[] {
  const word = UNIT_WORDS[row.unit];
  if (word === undefined) {
    // A unit that is no period is refused by the unit of the defaults.
    return row.unit === 'months'
      ? [
          {
            path: [...at.path, 'unit'],
            what: 'a notice is not counted in months',
            cure: 'Write workingDays or calendarDays.',
          },
        ]
      : [];
  }
  const unitRows = at.pack.parameters.filter((other) => other.key === 'notice.unit' && other.route === row.route);
  const partner = unitRows.find((other) => includes(other, row));
  const contrary = unitRows.find((other) => overlap(other, row) && other.value !== word);
  if (contrary !== undefined) {
    return [
      {
        path: [...at.path, 'unit'],
        what: `notice.days is in ${row.unit}, and notice.unit says ${String(contrary.value)} for ${scopeOf(row)}`,
        cure: 'Let both say the same: workingDays with WORKING, or calendarDays with CALENDAR.',
      },
    ];
  }
  return partner !== undefined || !at.mustPair
    ? []
    : [
        {
          path: [...at.path, 'key'],
          what: `notice.days in ${row.unit} stands without notice.unit for ${scopeOf(row)}`,
          cure: `Add { key: notice.unit, value: ${word}, unit: code, … } for the same route and days.`,
        },
      ];
}

/** True for the pack itself, and for packs of a jurisdiction inside or around its own. */
function areNear({ document: a }: PolicyPack, { document: b }: PolicyPack): boolean {
  return covers(a.jurisdiction, b.jurisdiction) || covers(b.jurisdiction, a.jurisdiction);
}

function isCalendar(row: PolicyParameter): boolean {
  return (
    (row.key === 'notice.days' && row.unit === 'calendarDays') ||
    (row.key === 'notice.unit' && row.value === 'CALENDAR')
  );
}

function scopeOf({ route }: PolicyParameter): string {
  return route ?? 'every route';
}

type Days = Pick<PolicyParameter, 'validFrom' | 'validTo'>;

/** Whether the outer row is in force on all days of the inner one, for the same route. */
function includes(outer: Days & { readonly route?: string }, inner: Days & { readonly route?: string }): boolean {
  return (
    outer.route === inner.route &&
    (outer.validFrom === undefined || (inner.validFrom !== undefined && outer.validFrom <= inner.validFrom)) &&
    (outer.validTo === undefined || (inner.validTo !== undefined && inner.validTo <= outer.validTo))
  );
}

function overlap(a: Days, b: Days): boolean {
  return (
    (a.validTo === undefined || b.validFrom === undefined || b.validFrom <= a.validTo) &&
    (b.validTo === undefined || a.validFrom === undefined || a.validFrom <= b.validTo)
  );
}
