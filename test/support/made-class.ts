import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasRightChecksum } from '../../domain/intake/id-number.ts';
import type { PlayedClass } from '../../scripts/demo/class-play.ts';
import { WELDERS } from '../../scripts/demo/class-welders.ts';

/** A made-up trainee of the practice office, certified and eligible. */
export interface Trainee {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly certificateNo: string;
}

export interface MadeClass extends PlayedClass {
  readonly trainees: readonly Trainee[];
}

const CLASS_DAYS = ['26', '27', '28', '29', '30'].map((day) => `2025-05-${day}`);
const MORE_DAYS = ['03', '04', '05', '06', '09'].map((day) => `2025-06-${day}`);
const FAMILY_NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const GIVEN_NAMES = '芳伟敏静磊洋艳勇杰娟涛明超兰霞平';

/**
 * Classes of welders beside the practice one, each of people whom no other class has; their files lie in `folder`. All
 * trainees of a class belong to one category.
 */
export function createClassMaker(folder: string): (size: number, category?: string) => MadeClass {
  let made = 0;
  return (size, category = 'REGISTERED_UNEMPLOYED') => {
    const trainees = Array.from({ length: size }, () => traineeOf((made += 1)));
    const own = join(folder, `class-${made}`);
    mkdirSync(own);
    writeFileSync(join(own, 'roster.csv'), rosterOf(trainees, category));
    writeFileSync(join(own, 'attendance.csv'), attendanceOf(trainees));
    writeFileSync(join(own, 'results.csv'), resultsOf(trainees));
    writeFileSync(join(own, 'register-certificates.csv'), registerOf(trainees));
    return { folder: own, filing: WELDERS, applicant: 'school', trainees };
  };
}

/** Made-up trainees from a number on, whom no class of the maker has as long as that stays below it. */
export function peopleOf(first: number, count: number): readonly Trainee[] {
  return Array.from({ length: count }, (_none, position) => traineeOf(first + position));
}

/** A contract that earns the +50 % for each of these trainees. */
export function contractsOf(trainees: readonly Trainee[]): { readonly name: string; readonly content: Buffer } {
  const rows = trainees.map(({ idNumber }) => [
    idNumber,
    '2025-07-30',
    '2026-07-29',
    'false',
    '鄂尔多斯市示范装备制造有限公司',
    '1',
    'PENSION;MEDICAL;UNEMPLOYMENT;WORK_INJURY',
  ]);
  const head = 'idNumber,contractSignedOn,contractEndsOn,openEnded,employer,insuredMonths,insuranceKinds';
  return { name: 'contracts.csv', content: Buffer.from(csv(head, rows)) };
}

function traineeOf(position: number): Trainee {
  const digits = String(position).padStart(3, '0');
  const name = `${FAMILY_NAMES[position % 16] ?? ''}${GIVEN_NAMES[Math.floor(position / 16) % 16] ?? ''}测`;
  return {
    name,
    idNumber: withCheckCharacter(`159901${1980 + (position % 15)}0308${digits}`),
    phone: `199010${String(position).padStart(5, '0')}`,
    certificateNo: `15990277${String(position).padStart(6, '0')}`,
  };
}

function rosterOf(trainees: readonly Trainee[], category: string): string {
  const rows = trainees.map(({ name, idNumber, phone }) => [
    name,
    idNumber,
    phone,
    category,
    '内蒙古自治区鄂尔多斯市',
    '',
  ]);
  return csv('name,idNumber,phone,categories,registeredAt,employer', rows);
}

function attendanceOf(trainees: readonly Trainee[]): string {
  const days = [...CLASS_DAYS, ...MORE_DAYS];
  return csv(
    'idNumber,date,hours',
    trainees.flatMap(({ idNumber }) => days.map((day) => [idNumber, day, '8'])),
  );
}

function resultsOf(trainees: readonly Trainee[]): string {
  const rows = trainees.map(({ idNumber, certificateNo }) => [
    idNumber,
    '合格',
    'SKILL_LEVEL',
    certificateNo,
    '2025-06-19',
  ]);
  return csv('idNumber,assessed,certificateKind,certificateNo,certificateDate', rows);
}

function registerOf(trainees: readonly Trainee[]): string {
  const rows = trainees.map(({ certificateNo, idNumber, name }) => [
    certificateNo,
    idNumber,
    name,
    '6-18-02-04',
    'LEVEL_5',
    '2025-06-19',
  ]);
  return csv('certificateNo,idNumber,name,occupation,level,date', rows);
}

function csv(head: string, rows: readonly (readonly string[])[]): string {
  return `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`;
}

function withCheckCharacter(digits: string): string {
  const whole = '0123456789X'
    .split('')
    .map((last) => `${digits}${last}`)
    .find(hasRightChecksum);
  if (whole === undefined) {
    throw new RangeError(`No check character fits ${digits}`);
  }
  return whole;
}
