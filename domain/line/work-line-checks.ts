import type { RefusalCode } from '../codes.ts';
import type { EntryColumnCode, LineCheckCode } from '../policy/route-codes.ts';
import { columnWord } from '../intake/entry-headers.ts';
import type { Fen } from '../money.ts';
import {
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotWord,
  type PolicySnapshot,
} from '../policy/policy-snapshot.ts';
import { wordList } from '../texts/route-words.ts';
import {
  apprenticeshipLengthRefusal,
  instalmentOf,
  judgeStudentApprentice,
  trainingLengthRefusal,
  type ApprenticeTimes,
  type Instalment,
  type StudentFacts,
} from './apprenticeship.ts';
import { instalmentsOf, trainingYearsOf } from '../filing/instalments.ts';
import { chainRefusal, selfEvaluation } from '../filing/chain-leader.ts';
import type { LineFacts } from './line-facts.ts';
import {
  contextOf,
  groupsInForce,
  heldOf,
  missing,
  refusing,
  registeredSubsidies,
  SILENT,
  waitsForNone,
} from './line-check-facts.ts';
import type { CheckedLine, CheckOutcome, LineCheck } from './line-check.ts';
import { missingInsurance } from './float.ts';
import type { RegisterName } from './register-answers.ts';
import { findingRemark, refusalRemark, type Finding, type RuleRemark } from '../texts/rule-texts.ts';
import { postBeforeTraining } from './train-before-post.ts';
import { allotWorkMonths, workTrainingVariant, CAP_SCOPES, type WorkTrainingVariant } from './work-for-training.ts';

type WorkCheck = Extract<
  LineCheckCode,
  'WORK_CASE' | 'WORK_MONTHS' | 'APPRENTICESHIP' | 'CHAIN_MEMBER' | 'SELF_EVALUATION' | 'TRAIN_BEFORE_POST'
>;

/** Checks of training by employers. */
export const WORK_CHECKS: Readonly<Record<WorkCheck, LineCheck>> = {
  WORK_CASE: { rules: ['R-061', 'R-079'], waitsFor: caseRegisters, judge: caseOutcome },
  WORK_MONTHS: { rules: ['R-062'], waitsFor: () => ['subsidies'], judge: monthsOutcome },
  APPRENTICESHIP: { rules: ['R-044', 'R-045'], waitsFor: waitsForNone, judge: apprenticeshipOutcome },
  CHAIN_MEMBER: {
    rules: ['R-043'],
    waitsFor: waitsForNone,
    judge: (line) => refusing(chainRefusal(line.entry?.employer ?? null, contextOf(line).chainMembers, line.opensOn)),
  },
  SELF_EVALUATION: { rules: ['R-043'], waitsFor: waitsForNone, judge: (line) => finding(selfEvaluated(line)) },
  TRAIN_BEFORE_POST: {
    rules: ['R-041'],
    waitsFor: waitsForNone,
    judge: (line, snapshot) => finding(earlyPost(line, snapshot)),
  },
};

/** Kinds of employers as written in files; `INSURED_ENTERPRISE` is an enterprise that is insured (R-061 B). */
export const EMPLOYER_KINDS = {
  ENTERPRISE: ['企业'],
  INSURED_ENTERPRISE: ['参保企业'],
  FARMER_COOPERATIVE: ['农牧民专业合作社', '合作社'],
  POVERTY_RELIEF_WORKSHOP: ['扶贫车间', '就业帮扶车间'],
  BUSINESS_ENTITY: ['生产经营主体', '其他生产经营主体'],
} as const;

/**
 * returns what counts towards an apprentice's training and from when it is paid: the class and its
 * opening, or for a student also the internship and the contract.
 */
export function apprenticeTimes(
  facts: LineFacts,
  snapshot: PolicySnapshot,
):
  | { readonly ok: true; readonly value: ApprenticeTimes }
  | { readonly ok: false; readonly reason: RuleRemark<RefusalCode> } {
  const { internshipFrom, internshipTo, graduatesOn, contractFrom, contractTo } = facts.entry ?? {};
  if (internshipFrom === undefined) {
    return { ok: true, value: { internship: null, subsidisedFrom: facts.opensOn } };
  }
  if (internshipTo === undefined || graduatesOn === undefined || contractFrom === undefined) {
    const needed: readonly EntryColumnCode[] = ['internshipTo', 'graduatesOn', 'contractFrom'];
    return { ok: false, reason: refusalRemark('FACT_MISSING', { columns: wordList(needed.map(columnWord)) }) };
  }
  const { partyId } = contextOf(facts);
  const student: StudentFacts = {
    internship: { startsOn: internshipFrom, endsOn: internshipTo, employer: partyId },
    graduatesOn,
    contract: { startsOn: contractFrom, endsOn: contractTo ?? null, employer: contractEmployer(facts) },
  };
  return judgeStudentApprentice(student, {
    minInternshipMonths: snapshotInt(snapshot, 'apprenticeship.minInternshipMonths'),
    minContractMonths: snapshotInt(snapshot, 'apprenticeship.minContractMonths'),
  });
}

/** C05, R-045: returns the claimed training year of the class if it is over on the day of the claim. */
export function dueInstalment(facts: LineFacts, times: ApprenticeTimes, ratePerYearFen: Fen): Instalment | undefined {
  const { instalment } = contextOf(facts);
  const days = { opensOn: facts.opensOn, endsOn: facts.endsOn };
  const due = instalmentsOf({ ...days, trainingYears: trainingYearsOf(days) }, facts.submittedOn);
  const year = due.find(({ number }) => number === instalment);
  return year === undefined ? undefined : instalmentOf(year, times.subsidisedFrom, ratePerYearFen);
}

/** Only an enterprise can be insured in the sense of R-061 B. */
function caseRegisters({ entry }: LineFacts): readonly RegisterName[] {
  return entry?.employerKind === 'ENTERPRISE' || entry?.employerKind === 'INSURED_ENTERPRISE' ? ['insurance'] : [];
}

/**
 * An employer counts as an insured enterprise by its kind in the file, or if the register shows that it paid insurance
 * for this person in the month. What the file alone says is compared: a register that contradicts it, or a connected one
 * without a row, wants a decision. Until the register answers, the line is proposed.
 */
function caseOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const { employerKind } = line.entry ?? {};
  if (employerKind === undefined) {
    return missing('employerKind');
  }
  const isInsuredKind = employerKind === 'INSURED_ENTERPRISE';
  const compared = compareInsurance(line);
  const variants = [variantOf('A', snapshot), variantOf('B', snapshot)];
  const variant = workTrainingVariant(
    {
      employerKind: isInsuredKind ? 'ENTERPRISE' : employerKind,
      isInsuredEmployer: isInsuredKind || compared === 'paid' || compared === 'unanswered',
      categories: groupsInForce(line, snapshot),
    },
    variants,
  );
  if (typeof variant !== 'string') {
    return refusing(variant);
  }
  const isCompared = variants.some((one) => one.variant === variant && one.wantsInsuredEmployer);
  return isCompared && typeof compared === 'object' ? { findings: [compared] } : SILENT;
}

function variantOf(variant: WorkTrainingVariant['variant'], snapshot: PolicySnapshot): WorkTrainingVariant {
  const key = `wft.variant${variant}`;
  return {
    variant,
    employerKinds: snapshotList(snapshot, `${key}.employerKinds`),
    wantsInsuredEmployer: snapshotBool(snapshot, `${key}.insuredEmployer`),
    categories: snapshotList(snapshot, `${key}.categories`),
  };
}

/** Compares the employer with the register's rows of the line's month. */
function compareInsurance(line: LineFacts): 'paid' | 'unanswered' | Finding {
  const { insuranceRegister, month, partyNames = [] } = contextOf(line);
  if (!insuranceRegister.isAvailable) {
    return 'unanswered';
  }
  const names = [...partyNames, ...(line.entry?.employer === undefined ? [] : [line.entry.employer])];
  const rows = insuranceRegister.value.filter((row) => row.month === month);
  if (rows.some((row) => names.includes(row.employer))) {
    return 'paid';
  }
  return rows.length > 0
    ? findingRemark('INSURANCE_CONTRADICTION', true, { fields: 'employer' })
    : missingInsurance(month ?? '—', insuranceRegister.isConnected !== false);
}

/** of all months in the person's row the earlier ones are allotted first; each line covers its own month. */
function monthsOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const { month, partyId } = contextOf(line);
  if (month === null) {
    return missing('months');
  }
  const held = [
    ...heldOf(line, 'WORK_MONTH').map((one) => ({ employer: one.partyId, month: one.key })),
    ...registeredSubsidies(line)
      .filter((row) => row.route === snapshot.route)
      .map((row) => ({ employer: '', month: row.date.slice(0, 7) })),
  ];
  const allotted = allotWorkMonths({ employer: partyId, months: line.entry?.months ?? [month] }, held, {
    maxMonths: snapshotInt(snapshot, 'wft.maxMonths'),
    scope: snapshotWord(snapshot, 'wft.capScope', CAP_SCOPES),
  });
  return refusing(allotted.refused.find((one) => one.month === month)?.remark);
}

function apprenticeshipOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const days = { startsOn: line.opensOn, endsOn: line.endsOn };
  const limits = {
    minMonths: snapshotInt(snapshot, 'apprenticeship.minMonths'),
    maxMonths: snapshotInt(snapshot, 'apprenticeship.maxMonths'),
  };
  const times = apprenticeTimes(line, snapshot);
  const internship = times.ok ? times.value.internship : null;
  return refusing(
    apprenticeshipLengthRefusal(days, limits) ?? trainingLengthRefusal(days, internship, limits),
    times.ok ? undefined : times.reason,
  );
}

/**
 * Returns the employer of the contract: the applicant, unless the file names an employer that is not among the
 * applicant's names.
 */
function contractEmployer(facts: LineFacts): string {
  const { partyId, partyNames } = contextOf(facts);
  const employer = facts.entry?.employer;
  return employer === undefined || partyNames === undefined || partyNames.includes(employer) ? partyId : employer;
}

function selfEvaluated(line: LineFacts): Finding | undefined {
  const { trainer, evaluator } = contextOf(line);
  return trainer === null ? undefined : selfEvaluation(trainer, evaluator);
}

/**
 * a class of safety skills belongs to a high-risk field for every trainee; in other classes the categories
 * decide.
 */
function earlyPost(line: LineFacts, snapshot: PolicySnapshot): Finding | undefined {
  return postBeforeTraining(
    {
      isHighRiskClass: snapshotList(snapshot, 'post.highRiskRoutes').includes(snapshot.route),
      categories: line.categories,
      postStartedOn: line.entry?.employedOn ?? null,
      opensOn: line.opensOn,
    },
    snapshotList(snapshot, 'post.trainFirstGroups'),
  );
}

function finding(one: Finding | undefined): CheckOutcome {
  return one === undefined ? SILENT : { findings: [one] };
}
