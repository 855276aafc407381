import { waitingRows } from './later-issues.ts';

/**
 * Parameters with one reading that is built. Their reader is the check of packs: at load it refuses by name a pack that
 * states another value (`oddParameter`), so code that acts on the reading needs no value. `actsIn` names that code. A
 * reading that no code acts on yet waits for its issue, below.
 */
export const READ_AT_LOAD: readonly { readonly key: string; readonly actsIn: string; readonly reading: string }[] = `
advance.base | expectedFen | filed heads, hours and rate (R-071)
assessment.lawOf | yearLawOf | the law of the day on which the year opens (R-159)
assessment.outcomes | YEAR_OUTCOMES | pass, rectify, fail (R-116)
apprenticeship.internshipCounts | judgeStudentApprentice | an internship counts as training time (R-045)
cert.networkLookup | compareCertificate | the check CERTIFICATE_REGISTER (R-039)
cert.required | NOT_CERTIFIED | the check CERTIFICATE (R-070)
chainLeader.mayEvaluate | selfEvaluation | a class whose trainer evaluates is taken and shown to the reviewer (R-043)
chainLeader.mayTrain | chainRefusal | a chain leader trains the staff of its members, route C45 (R-043)
college.paidWhole | judgeWholePayment | a college is paid whole (R-090)
costSharing.allowed | judgeShares | shares count where a filing states them (R-083)
demand.link | NO_DEMAND_LINK | a missing link is a warning (R-042)
directory.institutions | admitApplicant | only institutions of the directory file classes (R-025)
duty.differentPersonAndUnitInHr | authorizeDecision | another person of another section decides (R-009)
exclusion.trainingVsUpgrade.applies | exclusionRefusal | the checks of R-056
filing.pledge | PLEDGE_MISSING | a submission needs its pledge (R-040)
filing.realName | checkClassRosterRow | a roster needs names and ID numbers (R-030)
filing.safetyContent | FILING_CHECKLIST | a question of the filing task (R-035)
filing.textbookRules | FILING_CHECKLIST | a question of the filing task (R-035)
float.payee | paymentParts | the payee of the base (C12)
float.startsFrom | floatWindow | from the end of the class (R-077)
graduationYear.basis | graduationYearRefusal | the calendar year (R-060)
grant.recovery.proposal | proposedRecoveryFen | the unspent balance (R-160)
grant.times | ALREADY_DESIGNATED | one grant for one living title (R-120)
institution.openToAll | admitApplicant | the directory alone decides (R-025)
notice.batchMode | judgeJointDraft | claim by claim, or gathered by an officer (R-095)
notice.fields | noticePageOf | the contents of a notice (R-096)
recovery.automaticSetOff | judgeSetOff | only a named decision of Finance sets off (R-074)
recovery.interestBp | interestFen | nobody asks interest, because the papers are silent (R-074)
sanctions.decidedByProduct | sanctionLadder | people decide penalties, the ladder is shown to them (T-30)
target.annexMeaning | planProgress | guidance of each year (R-014)
plan.committedFloor | belowCommitted | a revision is never below what claims use (R-016)
technician.sharedBy | judgeShares | government pays its standard, the rest is recorded (R-088)
upgrade.sampleInUse | priceLine | amounts count only as rates; the sample of the national ceiling pays nothing (Q-30)
`
  .trim()
  .split('\n')
  .map((line) => {
    const [key = '', actsIn = '', reading = ''] = line.split(' | ');
    return { key, actsIn, reading };
  });

/** Parameters that wait for the issue which reads them; a family `a.` stands for the keys below it. */
export const WAITING_PARAMETERS = waitingRows(`
apprenticeship.groups | DIRECTORIES | whom Jilin's apprenticeships take; the route is closed until a paper states its amount
award.worldSkills | DIRECTORIES | the nation's award beside the equal one; until then the amount is entered with its paper
base.kinds | DIRECTORIES | coverage by kinds of bases
classHour.minutes | DIRECTORIES | lessons with clock times, which inspections compare
directory.kinds | DIRECTORIES | publication of directories
disclosure.period | DIRECTORIES | disclosure of the funds
enterprise.frontLineShare | DIRECTORIES | structure indicators
evaluation. | DIRECTORIES | evaluation by results
fund.sources | DIRECTORIES | disclosure of the funds
group.keyGroups | DIRECTORIES | structure indicators
institution.kinds | DIRECTORIES | publication of directories
institution.ownedByEnterprise | DIRECTORIES | publication of directories
nonCash. | DIRECTORIES | awards without money
notice.channels | MONEY | the notice on the bureau's website, by events out; the public page is there
organ.funding | DIRECTORIES | disclosure of the funds
organ.responsible | DIRECTORIES | organs that the text names beside the annex (T-16); any organ may file a plan
reminder.dueShare | MONEY | reminders of recoveries; a task is due on its last day
retention.years | DIRECTORIES | the end of credit files and of files of claims
sampling. | DIRECTORIES | calls and visits of inspections
studio.kinds | DIRECTORIES | coverage by kinds of studios
target. | DIRECTORIES | programme totals: goals that are no number of titles and no person-times of a year
upgrade.groups | DIRECTORIES | whom Jilin's skill upgrade takes; the route is closed until a paper states its amount
upgrade.sampleAmount. | DIRECTORIES | programme totals beside the national ceiling
`);
