import type { EntitlementKind, LineCheckCode } from './route-codes.ts';

const COUNTING = ['limit.countedKinds', 'limit.countingDate'] as const;
const OCCUPATION_KEY = ['limit.sameOccupationLevelOnce', 'limit.countedKinds'] as const;
const EXCLUSION = ['exclusion.trainingVsUpgrade.scope', 'limit.countedKinds', 'upgrade.routes'] as const;

/** The parameters that a check reads. A route with the check is closed while one of them is missing (§5.3). */
export const LINE_CHECK_NEEDS: Readonly<Record<LineCheckCode, readonly string[]>> = {
  ATTENDANCE: ['attendance.minShare'],
  CERTIFICATE: ['cert.accepted'],
  PENSION: ['pension.gate'],
  FREE_GROUP_FEE: ['group.freeGroups'],
  TRAINING_ONCE: [],
  YEARLY_LIMIT: ['limit.maxPerYear', 'limit.yearBasis', ...COUNTING],
  OCCUPATION_LEVEL_ONCE: OCCUPATION_KEY,
  OCCUPATION_LISTED: [],
  CERTIFICATE_REGISTER: [],
  IDENTITY_REGISTER: [],
  SUBSIDY_REGISTER: [],
  PLAUSIBILITY: [
    'plausibility.sharedPhones',
    'plausibility.sharedAccounts',
    'plausibility.pensionAge.male',
    'plausibility.pensionAge.female',
  ],
  LOWER_LEVEL: ['limit.barLowerAfterHigher.training', 'limit.barLowerAfterHigher.upgrade', 'limit.countedKinds'],
  CLAIM_WINDOW: ['claimWindow.personMonths'],
  PLACE_OF_TRAINING: ['place.kinds'],
  NOT_BY_UPGRADE: EXCLUSION,
  UPGRADE_CERTIFICATE: ['upgrade.acceptedCertificates', 'upgrade.requiresTraining'],
  UPGRADE_INSURANCE: ['upgrade.minInsuredMonths'],
  UPGRADE_TIME: ['upgrade.applyMonths'],
  UPGRADE_YEARLY: ['upgrade.maxPerYear', 'upgrade.extraUrgentPerYear', 'upgrade.urgentOccupations', 'upgrade.routes'],
  UPGRADE_EXCLUSION: EXCLUSION,
  UPGRADE_COMPARISON: ['upgrade.minInsuredMonths'],
  MODULE_ONCE: ['entrepreneurship.modules'],
  TRIAL_ONCE: ['trial2000.times'],
  TRIAL_GRADUATION: [],
  TRIAL_CERTIFICATE: ['trial2000.acceptedCertificates'],
  WORK_CASE: [
    'wft.variantA.employerKinds',
    'wft.variantA.categories',
    'wft.variantA.insuredEmployer',
    'wft.variantB.employerKinds',
    'wft.variantB.categories',
    'wft.variantB.insuredEmployer',
  ],
  WORK_MONTHS: ['wft.maxMonths', 'wft.capScope'],
  APPRAISAL_ONCE: [],
  APPRENTICESHIP: [
    'apprenticeship.minMonths',
    'apprenticeship.maxMonths',
    'apprenticeship.minInternshipMonths',
    'apprenticeship.minContractMonths',
  ],
  CHAIN_MEMBER: [],
  SELF_EVALUATION: [],
  TRAIN_BEFORE_POST: ['post.trainFirstGroups', 'post.highRiskRoutes'],
  RENEWED_PERMIT: ['cert.renewalAllowed'],
  OWN_ACCOUNT: [],
  TRAINING_PROOF: [],
  COST_SHARES: ['group.freeGroups'],
  FILING_ORDER: ['filing.beforeOpening'],
  NEW_HIRE: ['enterprise.newHireMonths'],
  OF_GROUP: [],
  CONTEST_RANK: ['award.nationalContest.lastRank'],
};

/** The parameters that the keys of a line read. */
export const ENTITLEMENT_NEEDS: Readonly<Record<EntitlementKind, readonly string[]>> = {
  YEARLY_SLOT: ['limit.maxPerYear', ...COUNTING],
  OCCUPATION_LEVEL: OCCUPATION_KEY,
  TRAINING: [],
  CERTIFICATE: [],
  MODULE: ['entrepreneurship.modules'],
  TRIAL: ['trial2000.times'],
  COURSE: [],
  APPRAISAL: [],
  UPGRADE_LEVEL: EXCLUSION,
  UPGRADE_SLOT: ['upgrade.maxPerYear', 'upgrade.extraUrgentPerYear', 'upgrade.urgentOccupations'],
  WORK_MONTH: [],
  WORK_SLOT: ['wft.maxMonths', 'wft.capScope'],
  RESULT: [],
};
