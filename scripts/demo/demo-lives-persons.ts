import { untilState } from './class-play.ts';
import type { Life } from './demo-life.ts';
import { claimByFile, HR, throughTheOffice } from './route-play.ts';

const JURISDICTION = '150600';

/** C06: three people by one file, each to the own account; four rows that the law refuses. */
const certificates: Life = async (stage) => {
  await stage.office.moveClock({ advanceTo: '2026-06-01T09:00:00+08:00' });
  const body = { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: JURISDICTION };
  const id = await claimByFile(stage, 'college', { body, file: 'entries.csv', papers: ['TRAINING_PROOF'] });
  await throughTheOffice(stage, [id]);
  return { claims: { main: { id, applicant: 'college' } } };
};

/** C08: 2,000.00 CNY once in a life, in the graduation year. */
const trial: Life = async (stage) => {
  const body = { route: 'TRIAL_ENTREPRENEURSHIP_2000', jurisdiction: JURISDICTION };
  const id = await claimByFile(stage, 'college', { body, file: 'entries.csv' });
  const again = await claimByFile(stage, 'college', { body, file: 'entries-again.csv' });
  await throughTheOffice(stage, [id, again]);
  return { claims: { main: { id, applicant: 'college' }, again: { id: again, applicant: 'college' } } };
};

/** C10: eight months asked, six given; the second employer of the same person finds them used up. */
const workForTraining: Life = async (stage) => {
  const documents = ['BUSINESS_LICENCE', 'PAY_SLIPS'];
  const body = { route: 'WORK_FOR_TRAINING', jurisdiction: JURISDICTION };
  const account = {
    holder: '鄂尔多斯市示范装备制造有限公司',
    bank: '示范银行鄂尔多斯分行',
    number: '6200000000000000026',
  };
  const other = {
    holder: '鄂尔多斯市示范链主能源有限公司',
    bank: '示范银行鄂尔多斯分行',
    number: '6200000000000000042',
  };
  const first = { body: { ...body, payeeAccount: account }, file: 'entries.csv', documents };
  const second = { body: { ...body, payeeAccount: other }, file: 'entries-second-employer.csv', documents };
  const id = await claimByFile(stage, 'factory', first);
  const secondId = await claimByFile(stage, 'chain', second);
  await throughTheOffice(stage, [id, secondId]);
  return { claims: { main: { id, applicant: 'factory' }, secondEmployer: { id: secondId, applicant: 'chain' } } };
};

/** C11: the comparison with the registers is clean or manual, and an officer decides either way. */
const skillUpgrade: Life = async (stage) => {
  const body = { route: 'SKILL_UPGRADE_SUBSIDY', jurisdiction: JURISDICTION };
  const id = await claimByFile(stage, 'factory', { body, file: 'entries.csv' });
  await throughTheOffice(stage, [id], { department: HR.department });
  return { claims: { main: { id, applicant: 'factory' } } };
};

/** C14: once for an occupation and level; a claim of which no line is left ends by itself. */
const appraisal: Life = async (stage) => {
  const body = { route: 'APPRAISAL_SUBSIDY', jurisdiction: JURISDICTION };
  const id = await claimByFile(stage, 'school', { body, file: 'entries.csv' });
  const again = await claimByFile(stage, 'school', { body, file: 'entries-again.csv' });
  await untilState(await stage.office.desk('school'), again, 'rejected');
  await throughTheOffice(stage, [id]);
  return { claims: { main: { id, applicant: 'school' }, again: { id: again, applicant: 'school' } } };
};

export const PERSON_LIVES: Readonly<Record<string, Life>> = {
  C06: certificates,
  C08: trial,
  C10: workForTraining,
  C11: skillUpgrade,
  C14: appraisal,
};
