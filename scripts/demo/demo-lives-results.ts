import { untilState } from './class-play.ts';
import type { Life } from './demo-life.ts';
import { claimByFile, HR, throughTheOffice } from './route-play.ts';

const JURISDICTION = '150600';
const DOCUMENTS = ['PROOF', 'AMOUNT_DECISION'];

/** C24: milestones of a contract, paid to the college that teaches (P6). */
const leadingTalents: Life = async (stage) => {
  const payeeAccount = {
    holder: '鄂尔多斯市示范职业学院',
    bank: '示范银行鄂尔多斯分行',
    number: '6200000000000000034',
  };
  const body = { route: 'LEADING_TALENT_STUDY', jurisdiction: JURISDICTION, payeeAccount };
  const id = await claimByFile(stage, 'college', { body, file: 'entries.csv', documents: DOCUMENTS });
  await throughTheOffice(stage, [id]);
  return { claims: { main: { id, applicant: 'college' } } };
};

/** C35: places of a contest, each paid to the contestant (P5); the same place a second time is refused. */
const contestAward: Life = async (stage) => {
  const body = { route: 'NATIONAL_CONTEST_TOP3_AWARD', jurisdiction: JURISDICTION };
  const id = await claimByFile(stage, 'college', { body, file: 'entries.csv', documents: DOCUMENTS });
  const again = await claimByFile(stage, 'college', { body, file: 'entries-again.csv', documents: DOCUMENTS });
  await untilState(await stage.office.desk('college'), again, 'rejected');
  await throughTheOffice(stage, [id], { department: HR.department });
  return { claims: { main: { id, applicant: 'college' }, again: { id: again, applicant: 'college' } } };
};

export const RESULT_LIVES: Readonly<Record<string, Life>> = { C24: leadingTalents, C35: contestAward };
