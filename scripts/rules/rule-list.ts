import { waitingRows } from './later-issues.ts';

/** A rule of claims in the document of rules. The sentence is ours; the packs contain the law. */
export interface ListedRule {
  readonly rule: string;
  /** `seed`: from a document, `ours`: our default, `elsewhere`: practice of other places; several are joined by +. */
  readonly mark: string;
  readonly sentence: string;
  /** Keys of packs that set its parameters; a final * matches the rest. `funds`, `rates`, `targets` are row kinds. */
  readonly keys: readonly string[];
  /** What of it the product does not do yet, or does elsewhere than in a pure function; empty where nothing is left. */
  readonly note: string;
}

export const FIRST_RULE = 1;
export const LAST_RULE = 165;

/** rule | mark | sentence | keys */
const RULES = `
R-001 | seed+ours | A claim is judged by the documents in force on its reference date: opening of the class, certificate, or call year. |
R-002 | ours | The higher document wins, then the newer one; a specific statement beats a general one. |
R-003 | seed+ours | A claim belongs to one jurisdiction; reviewers see their own, a city sees its banners. |
R-004 | seed | A claim has exactly one responsible department: the organ that undertook the task. |
R-005 | seed | Programmes of the annual table go to the organ of their row. | planPrograms
R-006 | seed | An organ outside the table may be responsible as well. | planLines
R-007 | ours | Where several organs fit, the HR bureau names one and no review starts before. |
R-008 | seed+ours | Personal claims of special groups and entrepreneurship go the existing way, without a departmental review. | p2.*, group.specialGroups
R-009 | ours | Two reviews of one claim are made by two people of two sections. | duty.*
R-010 | elsewhere | 以上, 以内, 届满 and 不超过 include the number, 超过, 不满 and 以外 do not. |
R-011 | elsewhere+ours | A period of months ends on the corresponding day or the last of the month; only filing deadlines move off a day off. |
R-012 | seed+ours | Plan and budget of a year are due on the last day of February, moved by no day off; the organs of the annex owe one. | plan.dueMonth, plan.opensOn, plan.closesOn, plan.openDays, plan.review.days
R-013 | seed | The plan of the first year is due on 30 November and says what was trained before. | plan.firstDue
R-014 | seed+ours | The annex guides 2019 to 2021; later it is only the table known last. | targets, target.annexMeaning
R-015 | ours | Guidance is no cap. |
R-016 | ours | Money counts against the plan line of its class; a release beyond it gives a reason, and a revision leaves what claims use. | plan.committedFloor
R-017 | ours | A department without an accepted plan files classes with a warning, unless a switch forbids it. | budget.blockWithoutPlan
R-018 | seed | Targets of the city are shown beside what was trained, with what the split leaves. | target.personTimes.*
R-019 | seed | The target of the region is counted over its years. | target.personTimes.*
R-020 | seed | A sector's forecast and training plan attach to the year's plan. |
R-021 | seed+ours | Both demand lists are surveyed, published and renewed in cycles of exactly thirty days from the anchor; a switch makes them calendar months. | demand.cycleDays, demand.cycleMode, demand.anchorOn, demand.publish, demand.entryValidDays
R-022 | seed | An enterprise's entry says post, occupation, level (which may be none) and pay; the number wanted may be missing. |
R-023 | seed | A worker's entry says industry, post, pay and skill; without a skill the wish to train is said, with a wish its occupation. |
R-024 | seed+ours | A published cycle goes to the bodies of five kinds, workers as counts; names stay with the public employment service. | demand.pushTo
R-025 | seed | An institution files classes only while it is on the public directory. | directory.institutions, directories
R-026 | seed | A project is published with number, skill, content, length and mode, or not at all. |
R-027 | seed+ours | Directories change; the version of the filing day counts, and the reviewer is told of a change. | directories
R-028 | seed+ours | Only occupations and levels on the directory are subsidised. | directories
R-029 | seed | Private institutions are judged like public ones. |
R-030 | seed | Trainees are real people with a valid ID number. | filing.realName, roster.*
R-031 | seed | A class is filed before it opens, with its documents and the roster. | filing.requiredDocs, filing.beforeOpening
R-032 | seed+ours | A class that opened before its filing was accepted is refused unless the department waives with a reason. | filing.beforeOpening
R-033 | ours | File some working days ahead and be answered in a few; silence accepts nothing. | filing.leadDays, filing.answerDays
R-034 | ours | The roster is free before opening; afterwards people are added only in the first part of the hours. | roster.additionShare
R-035 | seed | The department confirms tasks, safety and textbooks of the content; one no blocks the acceptance. | filing.safetyContent, filing.textbookRules
R-036 | seed+ours | Attendance is recorded, and a line needs its minimum share of the hours. | attendance.minShare
R-037 | seed | Class plan, teaching and graduation test are visited before the department approves. |
R-038 | seed | The assessment follows the training soon; a class without one is stuck. | filing.assessmentDays
R-039 | seed | Certificates are looked up in the national register; what is not found wants a decision with a reason. | cert.networkLookup
R-040 | seed | The institution pledges that the whole training is true. | filing.pledge
R-041 | seed | In high-risk fields people train before they take up the post; the other order is a warning. |
R-042 | seed+ours | A project class names the demand it serves, or is warned. | demand.link
R-043 | seed+ours | A chain leader trains staff of its chain only; training and evaluating itself it is sampled. |
R-044 | seed | An apprenticeship lasts one to two years. | apprenticeship.minMonths, apprenticeship.maxMonths
R-045 | seed | A student's internship counts as training time, and money begins with the contract afterwards. | apprenticeship.minInternshipMonths, apprenticeship.minContractMonths
R-046 | seed | Five kinds of certificates earn the training subsidy. | cert.accepted
R-047 | seed | People claim where they are registered, live, work or look for work. |
R-048 | seed+ours | A person has at most so many training subsidies in a year. | limit.maxPerYear, limit.yearBasis, limit.countingDate, limit.countedKinds
R-049 | seed+ours | One occupation and level is subsidised once in a life. | limit.sameOccupationLevelOnce
R-050 | ours | Slots and keys are taken at submission and freed by rejection or withdrawal. |
R-051 | elsewhere+ours | A lower level after a higher one is barred where the pack says so. | limit.barLowerAfterHigher*
R-052 | seed | A person who draws a monthly pension is not eligible. | pension.gate
R-053 | seed | Free groups are charged nothing, and nobody in a training that is free for all. | group.freeGroups, training.free
R-054 | seed | Graduates and staff get the subsidy and may be charged. |
R-055 | seed+ours | Five groups get the living allowance, and only with a training. | living.*
R-056 | seed+ours | Training subsidy or skill-upgrade subsidy, not both. | exclusion.*
R-057 | seed | Only qualification and skill-level certificates earn the skill-upgrade subsidy. | upgrade.acceptedCertificates, upgrade.requiresTraining
R-058 | elsewhere | Insured months, last day and number a year of the skill-upgrade subsidy are data. | upgrade.*
R-059 | seed | The trial-entrepreneurship subsidy comes once in a life. | trial2000.times
R-060 | seed+ours | It wants the completion certificate and a claim in the graduation year. | graduationYear.*
R-061 | seed | Two kinds of employers train two kinds of people at work. | wft.variant*
R-062 | seed+ours | Work-for-training lasts six months at most, by default per person over all employers. | wft.maxMonths, wft.capScope
R-063 | seed+ours | People in custody are entitled, and their names are never published. | group.custodyGroups
R-064 | seed | Migrant farmers and herders claim at the place of work, and only there. |
R-065 | ours | The appraisal subsidy comes once per occupation and level. |
R-066 | ours | Institution and person do not both claim one training. |
R-067 | ours | Money is whole fen: lines half up, advances down, totals are sums of lines. |
R-068 | seed+ours | A line is the filed hours times the rate, or another standard of the rate table. | rates
R-069 | seed | One rate for everybody. |
R-070 | seed | Only people with a certificate of this training are paid. | cert.required
R-071 | seed+ours | An advance is at most a share of the filed amount, once per class. | advance.rate
R-072 | seed | Only enterprise training and project classes get an advance. | advance.routes, advance.enterpriseRoutes
R-073 | seed+ours | The settlement pays what the advance left over. |
R-074 | ours | What was advanced too much is due back, set off only by a named decision of Finance. | recovery.*
R-075 | ours+elsewhere | An apprenticeship has a smaller advance. | advance.rate.*
R-076 | seed | A lasting job after the training adds half of the base of that trainee. | float.rate
R-077 | seed+ours | The contract is signed from the class end on, within six months. | float.windowMonths, float.startsFrom
R-078 | seed+ours | The contract lasts a year or more. | float.minContractMonths
R-079 | seed+ours | All schemes of social insurance are paid by that employer. | float.minInsuredMonths, float.insuranceKinds
R-080 | ours | A contract from before the class end earns no top-up unless the pack says so. | float.allowContractDuringTraining
R-081 | seed | Only the class-hour base floats. |
R-082 | ours | Without evidence at the end of the grace days the line closes; the base stays. | float.graceDays
R-083 | seed+ours | Government, enterprise and person share a fee, and only government's part is claimed. |
R-084 | seed+ours | The fund follows route, purpose and day; one claim may need two. | funds, fund.*
R-085 | seed | The balance of the special account pays training of its scope only. | fund.specialAccountScope, fund.actionScope
R-086 | ours | The allowance is attended days times the daily rate, up to a cap. | living.maxDays, living.countOnline
R-087 | ours | Work-for-training is months times people times the monthly standard. |
R-088 | seed+ours | Technician training is shared; government's standard is claimed, the rest recorded. |
R-089 | seed | Fixed amounts are constants with days of validity, to the fen. | grant.amount.*, trial2000.amount
R-090 | seed+ours | Colleges are paid whole and in time. | finance.days
R-091 | seed | Authenticity, completeness, joint notice, Finance: no step is skipped or swapped. | routes
R-092 | seed | The department answers for plan, process and evidence, each by itself. | routes
R-093 | seed | The HR bureau answers whether the file is complete and the procedure kept. | routes
R-094 | ours | The HR bureau returns to the department and does not overrule it. |
R-095 | seed+ours | A notice has two sides, and both confirm. |
R-096 | ours | A notice says what is paid to whom and why, with masked people. |
R-097 | ours | A notice lasts five working days after the day of publication. | notice.days, notice.unit, notice.countFirstDay
R-098 | ours | Working days follow the published calendar with its make-up days. |
R-099 | ours | Anybody may object; an upheld objection refuses what it is about. | objection.days
R-100 | seed+ours | Finance begins after a clean notice. |
R-101 | seed+ours | Finance pays, returns or holds; a new account needs no new notice. | correction.days
R-102 | ours | Lines are refused one by one; a claim without lines is rejected. |
R-103 | ours | A returned claim comes back twice at most, each time within its days. | return.*
R-104 | ours | A claim may be withdrawn until its notice is published. |
R-105 | ours | Advance and top-up go the same way as the claim. | advance.needsNotice
R-106 | ours | The existing way has a counter, another section, a notice by the HR bureau, and Finance. | routes
R-107 | ours | The insurance path compares with registers and pays to the person's own account. | routes
R-108 | ours | Every review has its days, with reminders and an escalation. | review.*, finance.days, reminder.*
R-109 | seed+ours | Every decision keeps person, organ, time and reason for good. |
R-110 | seed | What a register knows is not asked of the applicant again. |
R-111 | seed | A grant is the amount that its paper states. | grant.amount.*
R-112 | seed | Numbers of 2015 and 2020 are goals of a stock: shown beside what exists, refusing nothing. | target.designations.*
R-113 | seed+ours | A national base is assessed by its capacity, and what it trained stands beside it. | assessment.base.national.*, assessment.measure
R-114 | seed+ours | A regional base is assessed by its capacity, and what it trained stands beside it. | assessment.base.regional.*, assessment.measure
R-115 | seed | A studio is assessed by the average of all its full years, compared as whole numbers, and not before the second. | assessment.studio.*
R-116 | ours | A year below its threshold is put right once in 90 days and looked at again; a failed one proposes a revocation, which people decide. | assessment.rectifyDays
R-117 | ours | Each full year is reported in January and reviewed until the end of March. | assessment.opensOn, assessment.reportDueOn, assessment.reviewDueOn
R-118 | seed+ours | A city's own grants stay closed until somebody gives their amount. |
R-119 | elsewhere | A holder applies for one level of a kind in a year; a national one without the regional title is warned. |
R-120 | seed+ours | A holder has one living title of a kind and level, a studio by its leader. |
R-122 | seed | A national first-class contest is awarded up to its third rank. | award.nationalContest.lastRank
R-125 | seed | False advertising, subcontracting, fraud and diversion are forbidden, and a finding suspends the claims. |
R-126 | seed | A suspected crime closes only with the number of its transfer. |
R-127 | ours | While a case is open no money leaves, and the clock keeps running. |
R-130 | ours | Overlapping hours, shared phones and accounts, age and a teacher in two rooms are shown to the reviewer. | plausibility.*
R-133 | seed+ours | The special audit gets every line of a year with its decisions, payments and hashes of documents, and totals that are those of Finance. |
R-134 | ours | An official with a declared link to the payee does not see the task. |
R-139 | seed | Progress stands beside plan and guidance, per line, organ and in all. |
R-140 | seed | The skilled of the employed and the highly skilled of the skilled are entered yearly beside the shares that documents ask for. | target.skilledShare.*, target.highSkillShare.*
R-145 | ours | Days are days of Asia/Shanghai and end at 24:00. |
R-146 | ours | A payment report counts once, and another amount under its number is an error. |
R-147 | ours | A failed payment goes back to Finance and never to the notice. |
R-148 | ours | What waits too long without a timer is on the stuck list with its reason. | advance.stuckMonths
R-149 | ours | Operators remind, transfer, extend and hold, and decide nothing. |
R-150 | ours | A claim keeps the parameters of its submission day. |
R-151 | ours+elsewhere | Files of claims are kept for ten years. | retention.years
R-152 | ours | A training of one person is one person-time in the year of its end: trained once attendance is met, subsidised once approved. |
R-153 | ours | One call per jurisdiction, route and year, open until the end of its last day. | grant.call.*
R-154 | ours | Experts of the pool who belong to no applicant score; what was recused, removed or withdrawn counts nowhere. | panel.minExperts, panel.quorum
R-155 | ours | The score is the mean of the valid totals in hundredths; equal scores share a rank. | grant.criteria, panel.trimFrom, panel.passMark
R-156 | ours | Never more are proposed than there are places; a skipped rank and a choice in a tie want a reason. | grant.designation.days
R-157 | ours | The instalments of a grant sum to it; an agreement that is not signed in its days lapses. | grant.instalments, grant.agreementDays
R-158 | ours | Acceptance accepts, has put right or fails; at the end of the build period its task opens by itself. | grant.buildMonths, grant.acceptance.*
R-159 | ours | A year is judged by the law of its opening; another person looks again at what was put right. | assessment.lawOf
R-160 | ours | An approver withdraws a title and Finance confirms what is asked back, never above what was paid. | grant.recovery.proposal
R-161 | ours | A suspension holds instalments and not years. |
R-165 | seed | The HR bureau splits the year's tasks over the organs; without a split the annex is shown as last known. |
`;

/** rule | what of a rule of claims waits, or is done by another means than a pure function */
const NOTES = `
R-084 | What a fund has left is not known here: where the employment subsidy is used up Finance returns the claim, or a pack names the balance of the special account for the route.
R-127 | The hold of a case is an act of the claim: nothing is paid in the state suspended, and its timers are looked at when it ends.
R-130 | Attendance has days and hours, no clock times, and teachers come as a document: a person in two classes on one day is shown.
R-134 | The list of tasks leaves them out in SQL (tasks_of_interest), so that a page costs the same.
R-151 | The API deletes no claim at all.
R-152 | Both figures of a year are counted in SQL (prisma/payout/person-times.ts), from the same rows as the money.
`;

/** Functions that only tests call: function | the issue whose code calls it | what of the rule waits with it */
export const WAITING_FUNCTIONS = waitingRows(`
judgeDeletion | DIRECTORIES | the end of credit files and of files of claims
missingProjectFacts | DIRECTORIES | the publication of projects with the directories
overlappingHours | DIRECTORIES | lessons with clock times, which inspections compare
selectionScore | DIRECTORIES | the choice of institutions; packs hold its result
teacherTwice | DIRECTORIES | lessons with clock times and teachers
`);

/** What waits for the issue of the directories: awards, credit files, totals, disclosure. */
const WAITING = `
R-121 | Awards equal to those of the world contest
R-162 to R-164 | Directories and totals
R-123, R-124 | Awards by criteria, exceptional promotion and direct hiring
R-128 | Credit file
R-129 | Exit from a directory
R-131 | Sampling
R-132 | Evaluation by results
R-135 | Supervision of evaluation
R-136 | Disclosure of the funds
R-137 | Publication of directories
R-138 | Public information
R-141 | A worker's training file
R-142 | The procedure explained to people
R-143 | Credit payment
R-144 | Online handling
`;

const notes = new Map(
  linesOf(NOTES).map((line) => {
    const [rule = '', note = ''] = line.split('|').map((part) => part.trim());
    return [rule, note];
  }),
);

export const LISTED_RULES: readonly ListedRule[] = linesOf(RULES).map((line) => {
  const [rule = '', mark = '', sentence = '', keys = ''] = line.split('|').map((part) => part.trim());
  const note = notes.get(rule) ?? '';
  return { rule, mark, sentence, keys: keys === '' ? [] : keys.split(',').map((key) => key.trim()), note };
});

export const WAITING_RULES: readonly { readonly rules: readonly string[]; readonly subject: string }[] = linesOf(
  WAITING,
).map((line) => {
  const [rules = '', subject = ''] = line.split('|').map((part) => part.trim());
  return { rules: rulesIn(rules), subject };
});

/** Every rule that a text names; `R-091 to R-094` names four, each once and in order. */
export function rulesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, first = '', last] of text.matchAll(/R-(\d{3,})(?: to R-(\d{3,}))?/g)) {
    for (let number = Number(first); number <= Number(last ?? first); number += 1) {
      found.add(`R-${String(number).padStart(3, '0')}`);
    }
  }
  return [...found].toSorted();
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
