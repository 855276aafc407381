import { waitingRows } from './later-issues.ts';

/**
 * Parameters that a pack states and no code reads, because one reading alone is built: the check of packs refuses every
 * other value, so nobody can state what would have no effect. The reason says where the reading stands.
 */
export const ONE_READING: Readonly<Record<string, string>> = {
  'advance.base': 'filed heads, hours and rate (R-071)',
  'apprenticeship.internshipCounts': 'an internship counts as training time (R-045)',
  'award.worldSkills': 'what the nation gave is entered with its paper (C34)',
  'cert.networkLookup': 'the check CERTIFICATE_REGISTER (R-039)',
  'cert.required': 'the check CERTIFICATE (R-070)',
  'chainLeader.mayEvaluate': 'the check SELF_EVALUATION shows the class to the reviewer (R-043)',
  'chainLeader.mayTrain': 'the route C45 itself (R-043)',
  'college.paidWhole': 'a college is paid whole (R-090)',
  'costSharing.allowed': 'shares count where a filing states them (R-083)',
  'demand.link': 'a missing link is a warning (R-042)',
  'directory.institutions': 'only institutions of the directory file classes (R-025)',
  'duty.differentPersonAndUnitInHr': 'a stage says section: other (R-009)',
  'exclusion.trainingVsUpgrade.applies': 'the checks of R-056',
  'filing.pledge': 'a submission needs its pledge (R-040)',
  'filing.realName': 'a roster needs names and ID numbers (R-030)',
  'filing.safetyContent': 'a question of the filing task (R-035)',
  'filing.textbookRules': 'a question of the filing task (R-035)',
  'float.payee': 'the payee of the base (C12)',
  'float.startsFrom': 'from the end of the class (R-077)',
  'graduationYear.basis': 'the calendar year (R-060)',
  'institution.openToAll': 'the directory alone decides (R-025)',
  'notice.batchMode': 'claim by claim (R-095)',
  'notice.channels': 'the public page and its adapter (R-096)',
  'notice.fields': 'the contents of a notice (R-096)',
  'recovery.automaticSetOff': 'only a named decision of Finance sets off (R-074)',
  'sanctions.decidedByProduct': 'people decide penalties (T-30)',
  'target.annexMeaning': 'guidance of each year (R-014)',
  'technician.sharedBy': 'government pays its standard, the rest is recorded (R-088)',
  'upgrade.sampleInUse': 'the sample of the national ceiling pays nothing (Q-30)',
};

/** Parameters that wait for the issue which reads them; a family `a.` stands for the keys below it. */
export const WAITING_PARAMETERS = waitingRows(`
appeal.days | MONEY | the appeal of a recovery letter
apprenticeship.groups | YEARS | demand lists of Jilin's apprenticeships; the route is closed
assessment. | YEARS | yearly assessments of titles
base.kinds | YEARS | kinds of titles
classHour.minutes | DIRECTORIES | lessons with clock times, which inspections compare
demand.cycleDays | YEARS | the demand cycle
demand.cycleMode | YEARS | the demand cycle
demand.pushTo | YEARS | recipients of demand lists
directory.kinds | DIRECTORIES | publication of directories
disclosure. | DIRECTORIES | disclosure of the funds
enterprise.frontLineShare | DIRECTORIES | structure indicators
evaluation. | DIRECTORIES | evaluation by results
fund.sources | DIRECTORIES | disclosure of the funds
grant.bothLevelsInOneCall | YEARS | applications of a call
grant.buildMonths | YEARS | the build period of a grant
grant.instalments | YEARS | instalments of a grant
grant.times | YEARS | one grant for one title
group.keyGroups | DIRECTORIES | structure indicators
institution.kinds | DIRECTORIES | publication of directories
institution.ownedByEnterprise | DIRECTORIES | publication of directories
nonCash. | DIRECTORIES | awards without money
organ.funding | DIRECTORIES | disclosure of the funds
organ.responsible | YEARS | organs that owe a plan
reminder.dueShare | MONEY | reminders of recoveries; a task is due on its last day
retention.years | DIRECTORIES | the end of credit files and of files of claims
sampling. | DIRECTORIES | calls and visits of inspections
studio. | YEARS | kinds of titles and their leaders
target. | YEARS | goals beside what exists
upgrade.groups | YEARS | whom Jilin names; the route is closed
upgrade.sampleAmount. | DIRECTORIES | programme totals beside the national ceiling
`);
