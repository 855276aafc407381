import { TRAINEE_CATEGORIES, type TraineeCategory } from '../filing/trainee-categories.ts';
import type { Label } from '../policy/policy-pack.ts';
import { wordList } from './route-words.ts';

/** The groups in English; their Chinese terms are those that files may name them by. */
const ENGLISH: Readonly<Record<TraineeCategory, string>> = {
  REGISTERED_POOR_WORKER: 'workers registered as poor',
  POOR_FAMILY_CHILD: 'children of poor families',
  REGISTERED_POOR_FAMILY: 'families registered as poor',
  LOW_INCOME_FAMILY: 'families with a minimum living allowance',
  DISTRESSED_WORKER_FAMILY: 'families of workers in distress',
  TWO_AFTER_STUDENT: 'school leavers without further schooling',
  TWO_AFTER_RURAL: 'school leavers of the countryside',
  URBAN_LOW_INCOME_MEMBER: 'members of urban families with a minimum living allowance',
  RURAL_TRANSFER_WORKER: 'workers from the countryside',
  MIGRANT_FARMER_WORKER: 'migrant farmer workers',
  LAID_OFF_UNEMPLOYED: 'laid-off workers',
  REGISTERED_UNEMPLOYED: 'registered unemployed',
  TRANSFERRED_WORKER: 'workers moved to another post',
  CAPACITY_CUT_UNEMPLOYED: 'workers of cut capacities',
  VETERAN: 'veterans',
  SOLDIER_BEFORE_DISCHARGE: 'soldiers before their discharge',
  DISABLED_PERSON: 'disabled persons',
  EMPLOYMENT_DIFFICULTY: 'people with difficulties in finding work',
  ZERO_EMPLOYMENT_FAMILY_MEMBER: 'members of families without any work',
  COLLEGE_GRADUATE: 'college graduates',
  UNEMPLOYED_GRADUATE: 'unemployed graduates',
  GRADUATION_YEAR_STUDENT: 'graduates of the year',
  ENTERPRISE_EMPLOYEE: 'employees of enterprises',
  NEW_HIRE: 'new hires',
  IN_POST_EMPLOYEE: 'employees in post',
  INSURED_EMPLOYEE: 'insured employees',
  HIGH_RISK_WORKER: 'workers of high-risk trades',
  SPECIAL_OPERATION_WORKER: 'workers of special operations',
  NEW_PROFESSIONAL_FARMER: 'new professional farmers and herders',
  RURAL_PRACTICAL_LEADER: 'practical leaders of the countryside',
  PRISONER: 'prisoners',
  COMPULSORY_DETOX_PERSON: 'persons in compulsory detoxification',
  WOULD_BE_ENTREPRENEUR: 'would-be entrepreneurs',
};

export function groupWord(group: TraineeCategory): Label {
  return { zh: TRAINEE_CATEGORIES[group][0], en: ENGLISH[group] };
}

/** 残疾人、退役军人 · disabled persons, veterans */
export function groupWords(groups: readonly TraineeCategory[]): Label {
  return wordList(groups.map(groupWord));
}
