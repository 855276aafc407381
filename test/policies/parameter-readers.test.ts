import { describe, expect, it } from 'vitest';
import { oddParameter } from '../../domain/policy/check/parameter-values.ts';
import type { ParameterValue } from '../../domain/policy/policy-pack.ts';
import { keysOf } from '../../domain/policy/resolve-route.ts';
import { ROOT } from '../../main/config.ts';
import { codeOf, hasOneReading, parameterReaders } from '../../scripts/rules/parameter-use.ts';
import { READ_AT_LOAD, WAITING_PARAMETERS } from '../../scripts/rules/unread-parameters.ts';
import { PRACTICE_LIBRARY } from '../support/policy-library.ts';

const PACKS = PRACTICE_LIBRARY.packs;
const ROWS = PACKS.flatMap(({ document, parameters }) => parameters.map((row) => ({ ...row, document })));
const KEYS = [...new Set(ROWS.map(({ key }) => key))].toSorted();
const isRead = parameterReaders(ROOT, PACKS);
const fits = (listed: string, key: string) => (listed.endsWith('.') ? key.startsWith(listed) : key === listed);
const AT_LOAD = READ_AT_LOAD.map(({ key }) => key);
const waits = (key: string) => WAITING_PARAMETERS.some((one) => fits(one.name, key));
const waitsByName = (key: string) => WAITING_PARAMETERS.some(({ name }) => name === key);

const unreadOf = (family: string) => KEYS.filter((key) => fits(family, key) && !isRead(key));

/** A value of the same kind that no pack states. */
function another(value: ParameterValue): ParameterValue {
  if (typeof value === 'boolean') {
    return !value;
  }
  if (typeof value === 'number') {
    return value + 1;
  }
  return typeof value === 'string' ? `${value}_NOT` : [...value, 'ANOTHER'];
}

describe('the parameters that packs state', () => {
  it('L22: are each read by code, a row or the check at load, or wait for an issue that the list names', () => {
    expect(KEYS.filter((key) => !isRead(key) && !AT_LOAD.includes(key) && !waits(key))).toEqual([]);
    expect(WAITING_PARAMETERS.filter(({ issue, subject }) => issue === '' || subject === '')).toEqual([]);
  });

  it('L22: are read at load alone where one reading is built, and code acts on it', () => {
    const code = codeOf(ROOT);
    const single = KEYS.filter((key) => hasOneReading(key) && !isRead(key) && !waitsByName(key));
    expect(AT_LOAD.toSorted()).toEqual(single);
    expect(READ_AT_LOAD.filter(({ actsIn }) => !new RegExp(`\\b${actsIn}\\b`).test(code))).toEqual([]);
  });

  it('L22: wait only while nothing reads them, and only where a pack states them', () => {
    const listed = [...AT_LOAD, ...WAITING_PARAMETERS.map(({ name }) => name)];
    expect(listed.filter((one) => !KEYS.some((key) => fits(one, key)))).toEqual([]);
    const whole = listed.filter((one) => !one.endsWith('.'));
    expect(whole.filter((key) => isRead(key))).toEqual([]);
    expect(whole.filter((key, position) => whole.indexOf(key) !== position)).toEqual([]);
    const families = WAITING_PARAMETERS.filter(({ name }) => name.endsWith('.'));
    expect(families.filter(({ name }) => unreadOf(name).length === 0)).toEqual([]);
  });

  it.each(ROWS.filter(({ key }) => AT_LOAD.includes(key)))(
    'L22: a pack that states another reading of $key than the one that is built is refused',
    ({ document, ...row }) => {
      const asked = { routes: new Set<string>(), keys: new Set([row.key]) };
      expect(oddParameter(document, row, asked)).toEqual([]);
      expect(oddParameter(document, { ...row, value: another(row.value) }, asked)).toMatchObject([{ field: 'value' }]);
    },
  );

  it('hold whatever a check, a key or a condition of a route names, or a document announces it', () => {
    const said = new Set([...KEYS, ...PACKS.flatMap(({ awaits = [] }) => awaits.map(({ key }) => key))]);
    expect(PACKS.flatMap(({ routes }) => routes.flatMap(keysOf)).filter((key) => !said.has(key))).toEqual([]);
  });
});
