import { OPERATION_OF_ACT } from '../../domain/authority/act-operations.ts';
import { rolesOf, type OperationId } from '../../domain/authority/permissions.ts';
import type { OFFERED_ACTS } from '../../domain/authority/offered-acts.ts';
import type { OrganCode, Role } from '../../domain/codes.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { roleWord } from '../../domain/texts/role-words.ts';
import { wordList } from '../../domain/texts/route-words.ts';
import type { Sentence } from './language.ts';

type Of = keyof typeof OFFERED_ACTS;

const INVESTIGATOR: Sentence = {
  zh: '须由与本案无关的人社部门复核人办理',
  en: 'It takes a reviewer of the HR bureau who has no part in the case',
};
const DEPARTMENT: Sentence = { zh: '须由责任部门审核人办理', en: 'It takes a reviewer of the responsible department' };
const PLAN_REVIEWER: Sentence = { zh: '须由人社部门复核人审核', en: 'It takes a reviewer of the HR bureau' };
const RELEASE: Sentence = { zh: '须由财政复核人办理', en: 'It takes a checker of Finance' };

const APPROVER: Sentence = { zh: '须由另一名具有核准权的运维人员办理', en: 'It takes an operator who approves' };
const APPLICANT: Sentence = { zh: '须由申请单位办理', en: 'It takes the applicant' };

/** Where fewer may act than may ask: a decision belongs to one seat. */
const WHO: Readonly<Partial<Record<Of, Readonly<Record<string, Sentence>>>>> = {
  claim: {
    submit: APPLICANT,
    withdraw: APPLICANT,
    resubmit: APPLICANT,
    correctAccount: APPLICANT,
    importEntries: APPLICANT,
    putDocument: APPLICANT,
    sendContractEvidence: APPLICANT,
    completeContractCheck: APPLICANT,
  },
  filing: {
    addSupervision: DEPARTMENT,
    accept: DEPARTMENT,
    returnForCorrection: DEPARTMENT,
    routeTo: { zh: '须由人社部门审核人确定责任部门', en: 'A reviewer of the HR bureau names the department' },
  },
  batch: { release: RELEASE, rejection: RELEASE },
  // A machine of the bank does not read this.
  bankFiles: { upload: { zh: '须由财政制单人办理', en: 'It takes a maker of Finance' } },
  accountingPeriod: { confirmation: RELEASE },
  repair: { approval: APPROVER },
  annualPlan: { accept: PLAN_REVIEWER, returnForCorrection: PLAN_REVIEWER },
  demandEntry: {
    edit: {
      zh: '须由录入此条的人或人社部门需求经办人办理',
      en: 'Only the person who entered it or a demand officer may do this',
    },
    check: { zh: '须由人社部门需求经办人核验', en: 'It takes a demand officer of the HR bureau' },
    end: {
      zh: '须由录入此条的人或人社部门需求经办人办理',
      en: 'Only the person who entered it or a demand officer may do this',
    },
  },
  case: { closure: INVESTIGATOR, confirmation: INVESTIGATOR },
};

const OF_THIS_STEP: Sentence = {
  zh: '须由此环节的承办人员办理',
  en: 'Only the office in charge of this step may do this',
};

/** Who may do an act: its one seat, or the roles of its operation. */
export function whoMay(of: Of, act: string): Sentence | undefined {
  const operations: Readonly<Record<string, OperationId>> = OPERATION_OF_ACT[of];
  const operation = operations[act];
  const known = WHO[of]?.[act] ?? (operation === 'decideTask' ? OF_THIS_STEP : undefined);
  return known ?? (operation === undefined ? undefined : roleNeeded(rolesOf(operation)));
}

/** Names the roles, of which each alone is enough. */
function roleNeeded(roles: readonly Role[]): Sentence | undefined {
  const { zh, en } = wordList(roles.map(roleWord));
  return zh === '' ? undefined : { zh: `须由${zh}办理`, en: `It takes ${en}` };
}

/** Names the one office whose decision it is. */
export function officeNeeded(organ: OrganCode, role: Role): Sentence {
  const [office, who] = [organWord(organ), roleWord(role)];
  return { zh: `须由${office.zh}的${who.zh}办理`, en: `It takes ${who.en} (${office.en})` };
}
