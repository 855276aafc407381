import { describe, expect, it } from 'vitest';
import { routeLaw } from '../../domain/policy/route-law.ts';
import { listRoutes } from '../../domain/policy/route-list.ts';
import { withPackFolder } from '../support/pack-folder.ts';
import { day, PRACTICE_LIBRARY, shippedLibrary } from '../support/policy-library.ts';

const LIVE = shippedLibrary({ practice: false });
const ORDOS = '150600';
const ON = day('2025-06-01');
const baotou = (on: string) => listRoutes(LIVE, { jurisdiction: '150200', on: day(on) });
const stepsThere = (number: string) => baotou('2025-06-01').find((route) => route.number === number)?.route?.stages;
const inOrdos = (number: string) =>
  listRoutes(LIVE, { jurisdiction: ORDOS, on: ON }).find((route) => route.number === number);

describe('the routes of the region in a city without papers', () => {
  it.each([
    ['C01', '150000-2025-skills-light', '5'],
    ['C03', '150000-2018-lifelong-training', '(八)'],
    ['C16', '150000-2018-lifelong-training', '(七)'],
    ['C17', '150000-2018-lifelong-training', '(七)'],
    ['C18', '150000-2018-lifelong-training', '(七)'],
    ['C19', '150000-2018-lifelong-training', '(七)'],
  ])('R-003: %s stands in the region’s paper, and in Ordos in its own', (number, document, clause) => {
    const found = baotou('2025-06-01').find((route) => route.number === number);
    expect(found).toMatchObject({ document, route: { clause, pipeline: 'P1_JOINT' } });
    expect(found?.missing.map(({ key }) => key)).toEqual([
      'cert.accepted',
      'group.freeGroups',
      'limit.maxPerYear',
      'limit.sameOccupationLevelOnce',
      'pension.gate',
      'rate.classHour',
    ]);
    expect(inOrdos(number)?.document).toBe('150600-2019-skill-upgrade');
  });

  it('R-001: project training is the region’s from the plan of 2025 on', () => {
    expect(baotou('2025-05-07').find(({ number }) => number === 'C01')?.route ?? null).toBeNull();
    expect(baotou('2025-05-08').find(({ number }) => number === 'C01')?.route).not.toBeNull();
  });

  it('T-14: the joint path of other places is our default, in Ordos it is the city’s', () => {
    const paths = LIVE.packs.flatMap(({ document, pipelines }) =>
      pipelines.filter(({ code }) => code === 'P1_JOINT').map(({ stages }) => ({ document: document.id, stages })),
    );
    expect(paths.map(({ document }) => document).toSorted()).toEqual(['150600-2019-skill-upgrade', 'defaults']);
    expect(paths[0]?.stages).toEqual(paths[1]?.stages);
    expect(stepsThere('C01')?.map(({ stage }) => stage)).toEqual(
      inOrdos('C01')?.route?.stages.map(({ stage }) => stage),
    );
    const law = routeLaw(LIVE, { jurisdiction: ORDOS, route: 'INSTITUTION_PROJECT_TRAINING', on: ON });
    expect([law.pipeline?.winner?.document, law.pipeline?.losers.map(({ document }) => document)]).toEqual([
      '150600-2019-skill-upgrade',
      ['defaults'],
    ]);
  });

  it('opens them by what its office fills in, and no code', () => {
    const said = ['limit.maxPerYear, value: 3, unit: count', 'limit.sameOccupationLevelOnce, value: true, unit: bool']
      .concat('pension.gate, value: true, unit: bool', 'cert.accepted, value: [SKILL_LEVEL], unit: codes')
      .concat('group.freeGroups, value: [VETERAN], unit: codes')
      .map((row) => `  - { key: ${row}, clause: '1', mark: ours }`);
    const rates = ['INSTITUTION_PROJECT_TRAINING', 'ENTERPRISE_TRAINING', 'VETERAN_TRAINING'].map(
      (route) =>
        `  - { route: ${route}, kind: classHour, unit: fenPerClassHour, value: 900, validFrom: 2025-01-01, clause: '1', mark: ours }`,
    );
    const head =
      "document: { id: 150200-local, title: x, date: 2025-01-01, issuer: x, level: city, jurisdiction: '150200', validFrom: 2025-01-01 }";
    const text = [head, 'parameters:', ...said, 'rates:', ...rates, ''].join('\n');
    const library = withPackFolder({ '150200/local.yaml': text }, (folder) =>
      shippedLibrary({ practice: false, also: [folder] }),
    );
    const open = listRoutes(library, { jurisdiction: '150200', on: ON }).filter(({ missing }) => missing.length === 0);
    expect(open.map(({ number }) => number)).toEqual(expect.arrayContaining(['C01', 'C03', 'C19']));
  });
});

describe('who may apply, and with what', () => {
  it('L21: every base for training or contests may be a public practice base, which applies as an organisation', () => {
    for (const jurisdiction of [ORDOS, '220100']) {
      const bases = listRoutes(LIVE, { jurisdiction, on: ON }).filter(
        ({ number, route }) => route !== null && ['C25', 'C26', 'C29', 'C30', 'C31'].includes(number ?? ''),
      );
      expect(bases.length).toBeGreaterThan(1);
      expect(bases.filter(({ route }) => route?.applicants.includes('organisation') !== true)).toEqual([]);
    }
  });

  it('L21: a paper of work-for-training is asked for by the row of its route, and by nothing else', () => {
    const wanted = inOrdos('C10')?.route?.documents.map(({ code, required }) => [code, required]);
    expect(wanted).toEqual([
      ['BUSINESS_LICENCE', true],
      ['PAY_SLIPS', true],
      ['CONTRACT_OR_INSURANCE', false],
    ]);
    const keys = LIVE.packs.flatMap(({ parameters }) => parameters.map(({ key }) => key));
    expect(keys.filter((key) => /docs$/i.test(key)).filter((key) => key !== 'filing.requiredDocs')).toEqual([]);
  });
});

describe('another province', () => {
  const jilin = listRoutes(LIVE, { jurisdiction: '220100', on: ON });

  it('T-25: Jilin has the routes that it names, closed for lack of conditions and rates', () => {
    const own = jilin.filter(({ route }) => route !== null);
    expect(own.map(({ number }) => number)).toEqual([
      'C02',
      'C03',
      'C05',
      'C07',
      'C11',
      'C15',
      'C16',
      'C17',
      'C18',
      'C19',
      'C22',
      'C23',
      'C25',
      'C27',
      'C31',
      'C36',
      'C42',
    ]);
    for (const { route, missing } of own.filter((one) => one.route?.intake === 'class')) {
      expect(missing.map(({ key }) => key)).toContain(`rate.${route?.rateKind ?? ''}`);
    }
    expect(own.every(({ document }) => document === '220000-2018-lifelong-training')).toBe(true);
    expect(jilin.find(({ number }) => number === 'C08')).toMatchObject({ route: null, expectedDays: null });
  });

  it('L21: Jilin has rows for poor, disabled, technicians and the bases of its paper, no amount of another province', () => {
    const [poor, disabled, technicians, ...bases] = ['C16', 'C18', 'C23', 'C25', 'C27', 'C31'].map((number) =>
      jilin.find((one) => one.number === number),
    );
    expect([poor, disabled, technicians].map((one) => one?.route?.department)).toEqual([
      'HRSS',
      'DISABLED_FED',
      'HRSS',
    ]);
    expect(technicians?.missing.map(({ key }) => key)).toContain('rate.perHead');
    for (const base of bases) {
      expect(base?.document).toBe('220000-2018-lifelong-training');
      expect(base?.missing.map(({ key }) => key)).toContain(base?.route?.amountKey);
    }
  });

  it('T-25: nothing of Jilin reaches Ordos, with or without its pack', () => {
    const packs = PRACTICE_LIBRARY.packs.filter((pack) => !pack.document.jurisdiction.startsWith('22'));
    expect(packs.length).toBeLessThan(PRACTICE_LIBRARY.packs.length);
    expect(listRoutes({ ...PRACTICE_LIBRARY, packs }, { jurisdiction: ORDOS, on: ON })).toEqual(
      listRoutes(PRACTICE_LIBRARY, { jurisdiction: ORDOS, on: ON }),
    );
  });

  it('R-003: a city of Inner Mongolia has the region’s routes and none of Ordos', () => {
    const found = listRoutes(LIVE, { jurisdiction: '150200', on: ON }).filter(({ route }) => route !== null);
    expect(found.map(({ number }) => number)).toEqual(expect.arrayContaining(['C01', 'C03', 'C08', 'C19']));
    expect(found.map(({ number }) => number)).not.toContain('C02');
    expect(found.some(({ document }) => document?.startsWith('150600') === true)).toBe(false);
  });
});
