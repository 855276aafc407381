/** An invented class: its files as an institution would upload them, and the data of its filing. */
export interface MadeClass {
  readonly filing: Readonly<Record<string, unknown>>;
  readonly trainees: number;
  readonly roster: string;
  readonly attendance: string;
  readonly results: string;
  /** Rows of the practice register of certificates. */
  readonly certificates: readonly string[];
}

export interface ClassesToMake {
  readonly count: number;
  readonly trainees: number;
  readonly seed: number;
}

export const CERTIFICATES_HEADER = 'certificateNo,idNumber,name,occupation,level,date';

/** Days of the practice class: between its first and last day, holidays left out. */
const DAYS =
  '2025-05-26 2025-05-27 2025-05-28 2025-05-29 2025-05-30 2025-06-03 2025-06-04 2025-06-05 2025-06-06 2025-06-09'.split(
    ' ',
  );
const HOURS_A_DAY = 8;
const CERTIFIED_ON = '2025-06-19';

/** `1599` is no administrative division, so no real person has these numbers. */
const INVENTED_COUNTY = '159901';
const FAMILY_NAMES = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗');
const GIVEN_NAMES = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建红');
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Birthdays from 1972 to 1996: of working age, none near a pension. */
const BIRTHDAYS = 9_000;
const FIRST_BIRTHDAY_MS = Date.UTC(1972, 0, 1);
const DAY_MS = 86_400_000;
/** Coprime to the number of birthdays, so that no birthday repeats and neighbours do not have adjacent ones. */
const STRIDE = 7_919;

/** Classes of eighty hours; every trainee attended every day and passed. The same seed gives the same people. */
export function makeClasses({ count, trainees, seed }: ClassesToMake): readonly MadeClass[] {
  return Array.from({ length: count }, (_, position) => {
    const people = Array.from({ length: trainees }, (_none, n) => person(position * trainees + n, seed));
    return {
      filing: filingOf(position),
      trainees,
      roster: rosterCsv(people),
      attendance: csv('idNumber,date,hours', people.flatMap(attendanceOf)),
      results: csv('idNumber,assessed,certificateKind,certificateNo,certificateDate', people.map(resultOf)),
      certificates: people.map(certificateOf),
    };
  });
}

/** A roster alone, of any length, without attendance or results. */
export function makeRoster(rows: number, seed: number): string {
  return rosterCsv(Array.from({ length: rows }, (_, position) => person(position, seed)));
}

/** A file of a route without a class (C06), of any length: a certificate and an account of each person. */
export function makeEntries(rows: number, seed: number): string {
  const people = Array.from({ length: rows }, (_, position) => person(position, seed));
  return csv(
    'name,idNumber,phone,worksAt,certificateKind,certificateNo,certificateDate,occupation,skillLevel,accountBank,accountNumber',
    people.map(({ name, idNumber, phone, certificateNo }, position) => {
      const certificate = `SKILL_LEVEL,${certificateNo},${CERTIFIED_ON},6-18-02-04,LEVEL_5`;
      const account = `示范银行鄂尔多斯分行,62179977${String(position).padStart(11, '0')}`;
      return [name, idNumber, phone, '150600', certificate, account].join(',');
    }),
  );
}

interface Person {
  readonly idNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly certificateNo: string;
}

function person(position: number, seed: number): Person {
  const turn = Math.floor(position / BIRTHDAYS);
  const birthday = (position * STRIDE + seed * 31) % BIRTHDAYS;
  const born = new Date(FIRST_BIRTHDAY_MS + birthday * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const digits = `${INVENTED_COUNTY}${born}${String(400 + turn).padStart(3, '0')}`;
  const pick = (from: readonly string[], n: number): string => from[(position * 13 + n * 7 + seed) % from.length] ?? '';
  return {
    idNumber: `${digits}${checkCharacter(digits)}`,
    name: `${pick(FAMILY_NAMES, 1)}${pick(GIVEN_NAMES, 2)}${pick(GIVEN_NAMES, position % 11)}`,
    phone: `199${String(10_000_000 + position).padStart(8, '0')}`,
    certificateNo: `15990200${String(position).padStart(6, '0')}`,
  };
}

/** ISO 7064 MOD 11-2, as GB 11643 has it. */
function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(digits[position]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

function filingOf(position: number): Readonly<Record<string, unknown>> {
  return {
    route: 'INSTITUTION_PROJECT_TRAINING',
    jurisdiction: '150600',
    planLine: '150600/2025/HRSS/URBAN_EMPLOYMENT',
    occupation: { code: '6-18-02-04', name: '焊工' },
    skillLevel: 'LEVEL_5',
    certificateKind: 'SKILL_LEVEL',
    classHours: DAYS.length * HOURS_A_DAY,
    opensOn: '2025-05-26',
    endsOn: '2025-06-10',
    deliveryMode: 'ORDER',
    location: `鄂尔多斯市康巴什区示范路${position + 1}号`,
    payeeAccount: {
      holder: '鄂尔多斯市示范职业技能培训学校',
      bank: '示范银行鄂尔多斯分行',
      number: '6200000000000000018',
    },
  };
}

function rosterCsv(people: readonly Person[]): string {
  const rows = people.map(
    ({ name, idNumber, phone }) => `${name},${idNumber},${phone},REGISTERED_UNEMPLOYED,内蒙古自治区鄂尔多斯市,`,
  );
  return csv('name,idNumber,phone,categories,registeredAt,employer', rows);
}

function attendanceOf({ idNumber }: Person): readonly string[] {
  return DAYS.map((day) => `${idNumber},${day},${HOURS_A_DAY}`);
}

function resultOf({ idNumber, certificateNo }: Person): string {
  return `${idNumber},合格,SKILL_LEVEL,${certificateNo},${CERTIFIED_ON}`;
}

function certificateOf({ idNumber, name, certificateNo }: Person): string {
  return `${certificateNo},${idNumber},${name},6-18-02-04,LEVEL_5,${CERTIFIED_ON}`;
}

function csv(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}
