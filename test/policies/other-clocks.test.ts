import { describe, expect, it } from 'vitest';
import { dayAt, startOfDayMs } from '../../domain/calendar.ts';
import { recipientsOf } from '../../domain/demand/demand-recipients.ts';
import { demandRules } from '../../domain/demand/demand-rules.ts';
import { periodRowOf, periodsBetween } from '../../domain/period/period-rule.ts';
import { day, shippedLibrary } from '../support/policy-library.ts';
import { withPackFolder } from '../support/pack-folder.ts';

const BAOTOU = `
document:
  id: 150200-years
  title: 包头市年度安排（示例）
  date: 2025-01-10
  issuer: 包头市人力资源和社会保障局
  level: city
  jurisdiction: '150200'
  validFrom: 2025-01-10

parameters:
  - { key: demand.anchorOn, value: '2025-03-15', unit: code, clause: '1', mark: ours }
  - { key: demand.publish, value: BY_HAND, unit: code, clause: '2', mark: ours }
  - { key: demand.entryValidDays, value: 45, unit: calendarDays, clause: '3', mark: ours }

periods:
  - { kind: DEMAND_CYCLE, opens: { everyDays: demand.cycleDays, from: demand.anchorOn, mode: demand.cycleMode }, clause: '1', mark: ours }

recipients:
  - { kind: BANNER, name: 昆都仑区 }
  - { kind: COMMUNITY_OFFICE, name: 某社区, validTo: 2025-12-31 }
`;

describe('the clocks of another place', () => {
  it('open by a pack alone, on its own days, with its own switch and recipients', () => {
    const library = withPackFolder({ '150200/2025-years.yaml': BAOTOU }, (also) =>
      shippedLibrary({ practice: true, also: [also] }),
    );
    const row = periodRowOf(library, { kind: 'DEMAND_CYCLE', jurisdiction: '150200', route: null });
    const span = { fromMs: startOfDayMs(day('2025-05-12')), toMs: startOfDayMs(day('2025-07-15')) };
    const cycles = row === null ? [] : periodsBetween(library, row, span);
    // 2025-05-08 is the first day of the region's thirty days: the anchor lies before it.
    expect(cycles).toEqual([]);
    const later = BAOTOU.replace("'2025-03-15'", "'2025-05-20'");
    const opened = withPackFolder({ '150200/2025-years.yaml': later }, (also) =>
      shippedLibrary({ practice: true, also: [also] }),
    );
    const own = periodRowOf(opened, { kind: 'DEMAND_CYCLE', jurisdiction: '150200', route: null });
    expect(
      (own === null ? [] : periodsBetween(opened, own, span)).map(({ key, opensAtMs }) => [key, dayAt(opensAtMs)]),
    ).toEqual([
      ['1', '2025-05-20'],
      ['2', '2025-06-19'],
    ]);
    expect(demandRules(opened, '150200', day('2025-05-20'))).toMatchObject({ publish: 'BY_HAND', entryValidDays: 45 });
    expect(recipientsOf(opened, '150200', day('2026-01-01'))).toEqual([{ kind: 'BANNER', name: '昆都仑区' }]);
    // Ordos goes on as before.
    expect(demandRules(opened, '150600', day('2025-05-20')).publish).toBe('AT_END');
  });
});
