import { addMonths, movedOffDaysOff } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import type { LineCheckCode } from '../policy/route-codes.ts';
import { formatFen } from '../money.ts';
import { snapshotBool, snapshotInt, snapshotList, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { appraisalRefusal } from './appraisal.ts';
import { contestRank, rankRefusal } from './contest-rank.ts';
import { judgeShares, type SharedFee } from './cost-sharing.ts';
import { certificateKey, isCertificateOfAnother, routesOfCertificate } from './certificate-once.ts';
import { isFreeOfCharge } from './free-training.ts';
import { moduleRefusal } from './entrepreneurship-modules.ts';
import { contextOf, heldOf, missing, refusing, registeredSubsidies, SILENT, waitsForNone } from './line-check-facts.ts';
import type { CheckedLine, CheckOutcome, LineCheck } from './line-check.ts';
import { elsewhereRefusal, placeRefusal, type PlaceKind } from './place-of-training.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';
import { graduationYearRefusal, trialOnceRefusals } from './trial-entrepreneurship.ts';

type PersonCheck = Extract<
  LineCheckCode,
  | 'CLAIM_WINDOW'
  | 'PLACE_OF_TRAINING'
  | 'MODULE_ONCE'
  | 'TRIAL_ONCE'
  | 'TRIAL_GRADUATION'
  | 'TRIAL_CERTIFICATE'
  | 'APPRAISAL_ONCE'
  | 'RENEWED_PERMIT'
  | 'OWN_ACCOUNT'
  | 'TRAINING_PROOF'
  | 'COST_SHARES'
  | 'CONTEST_RANK'
>;

/**
 * Checks of what a person claims or pays, and the cards C04, C06,
 * C07.
 */
export const PERSON_CHECKS: Readonly<Record<PersonCheck, LineCheck>> = {
  CLAIM_WINDOW: { rules: ['R-011'], waitsFor: waitsForNone, judge: windowOutcome },
  PLACE_OF_TRAINING: { rules: ['R-047', 'R-064'], waitsFor: waitsForNone, judge: placeOutcome },
  MODULE_ONCE: { rules: ['C07'], waitsFor: waitsForNone, judge: moduleOutcome },
  TRIAL_ONCE: { rules: ['R-059'], waitsFor: () => ['subsidies'], judge: trialOutcome },
  TRIAL_GRADUATION: { rules: ['R-060'], waitsFor: waitsForNone, judge: graduationOutcome },
  TRIAL_CERTIFICATE: { rules: ['R-060'], waitsFor: waitsForNone, judge: completionOutcome },
  APPRAISAL_ONCE: { rules: ['R-065'], waitsFor: () => ['subsidies'], judge: appraisalOutcome },
  RENEWED_PERMIT: {
    rules: ['C04'],
    waitsFor: waitsForNone,
    judge: (line, snapshot) =>
      line.entry?.isRenewal === true && !snapshotBool(snapshot, 'cert.renewalAllowed')
        ? refusing(refusalRemark('RENEWED_PERMIT'))
        : SILENT,
  },
  OWN_ACCOUNT: {
    rules: ['R-107'],
    waitsFor: waitsForNone,
    judge: (line) => (contextOf(line).isOwnAccount === false ? refusing(refusalRemark('ACCOUNT_OF_ANOTHER')) : SILENT),
  },
  TRAINING_PROOF: { rules: ['C06'], waitsFor: waitsForNone, judge: proofOutcome },
  COST_SHARES: { rules: ['R-083', 'R-053'], waitsFor: waitsForNone, judge: sharesOutcome },
  CONTEST_RANK: { rules: ['R-122'], waitsFor: waitsForNone, judge: rankOutcome },
};

/** counts months from the certificate on. It is a filing deadline, so its last day moves off days off. */
function windowOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const issued = line.result?.certificate?.issuedOn;
  if (issued === undefined) {
    return missing('certificateDate');
  }
  const last = addMonths(issued, snapshotInt(snapshot, 'claimWindow.personMonths'));
  const until = movedOffDaysOff(last, line.context?.calendar);
  const claimed = line.submittedOn;
  return claimed > until ? refusing(refusalRemark('CLAIM_WINDOW_OVER', { issued, until, claimed })) : SILENT;
}

/**
 * T-26: one of the places that the pack names (`place.kinds`; for the groups of `place.migrantGroups` the
 * place of work too) is in the jurisdiction of the claim, the training took place in one of them, and the same training
 * is not claimed in another jurisdiction. A route compares only what it takes itself: the appraisal subsidy stands beside
 * the training subsidies.
 */
function placeOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const { jurisdiction } = contextOf(line);
  const { registeredAt = null, residesAt = null, worksAt = null, trainedAt, courseNo } = line.entry ?? {};
  const kinds = [
    ...snapshotList(snapshot, 'place.kinds'),
    ...(isMigrant(line, snapshot) ? ['WORK_OR_JOB_SEEKING'] : []),
  ];
  const placeOf = (kind: PlaceKind, place: string | null) => (kinds.includes(kind) ? place : null);
  const places = {
    registeredAt: placeOf('REGISTRATION', registeredAt),
    residesAt: placeOf('RESIDENCE', residesAt),
    worksAt: placeOf('WORK_OR_JOB_SEEKING', worksAt),
  };
  const place = placeRefusal(jurisdiction, places) ?? placeRefusal(trainedAt ?? jurisdiction, places);
  const certificate = line.result?.certificate ?? null;
  const elsewhere = (['TRAINING', 'COURSE', 'CERTIFICATE'] as const)
    .filter((kind) => snapshot.routeDefinition.keys.includes(kind))
    .flatMap((kind) => heldOf(line, kind))
    .filter((held) => held.jurisdiction !== jurisdiction)
    .map((held) => ({ trainingId: held.key, jurisdiction: held.jurisdiction }));
  const claimed = [
    line.context?.trainingId,
    courseNo,
    certificate === null ? null : certificateKey(certificate),
  ].filter((id) => id !== undefined && id !== null);
  const duplicate = claimed
    .map((trainingId) => elsewhereRefusal({ trainingId, jurisdiction }, elsewhere))
    .find((remark) => remark !== undefined);
  return refusing(place, duplicate);
}

/** of a group that claims at the place of work whatever places the pack allows to others. */
function isMigrant({ categories }: CheckedLine, snapshot: PolicySnapshot): boolean {
  const migrants = snapshot.parameters.find(({ key }) => key === 'place.migrantGroups')?.value;
  return typeof migrants === 'object' && categories.some((category) => migrants.includes(category));
}

/**
 * C06 (003§三(三), seed: 参加培训后取得; L16): a paper of the person shows the training, or the class that the person
 * names, see `peopleTrainedBy`.
 */
function proofOutcome(line: CheckedLine): CheckOutcome {
  return contextOf(line).hasTrainingProof === true ? SILENT : refusing(refusalRemark('TRAINING_PROOF_MISSING'));
}

/** C07: each module named by the pack is paid once. */
function moduleOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const module = line.entry?.module;
  return module === undefined || !snapshotList(snapshot, 'entrepreneurship.modules').includes(module)
    ? missing('module')
    : refusing(
        moduleRefusal(
          module,
          heldOf(line, 'MODULE').map((held) => held.key),
        ),
      );
}

function trialOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const registered = registeredSubsidies(line).filter((row) => row.route === snapshot.route);
  const courses = [line.context?.trainingId, line.entry?.courseNo];
  const facts = {
    earlier: heldOf(line, 'TRIAL').length + registered.length,
    isCourseClaimed:
      line.isClaimedByOtherSide ||
      heldOf(line, 'COURSE').some((held) => courses.includes(held.key)) ||
      isCertificateOfAnother(line) ||
      routesOfCertificate(line).some((route) => route !== snapshot.route),
  };
  return refusing(...trialOnceRefusals(facts, snapshotInt(snapshot, 'trial2000.times')));
}

function graduationOutcome(line: CheckedLine): CheckOutcome {
  const graduatesOn = line.entry?.graduatesOn;
  return graduatesOn === undefined
    ? missing('graduatesOn')
    : refusing(graduationYearRefusal({ claimedOn: line.submittedOn, graduatesOn }));
}

function completionOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const kind = line.result?.hasPassed === true ? line.result.certificate?.kind : undefined;
  return kind !== undefined && snapshotList(snapshot, 'trial2000.acceptedCertificates').includes(kind)
    ? SILENT
    : refusing(refusalRemark('NO_COMPLETION_CERTIFICATE'));
}

function appraisalOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const registered = registeredSubsidies(line).filter((row) => row.route === snapshot.route);
  const claimed = { occupation: line.occupation, level: line.skillLevel };
  return refusing(appraisalRefusal(claimed, [...heldOf(line, 'APPRAISAL'), ...registered]));
}

/** a rank that was stored before it had to be readable is missing, not passed over. */
function rankOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const rank = contestRank(line.entry?.result ?? '');
  return rank === undefined
    ? missing('result')
    : refusing(rankRefusal(rank, snapshotInt(snapshot, 'award.nationalContest.lastRank')));
}

/** applies only when a fee is shared. */
function sharesOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const shares = line.context?.shares ?? null;
  if (shares === null) {
    return SILENT;
  }
  const judged = judgeShares(shares, isFreeOfCharge(line.categories, snapshot));
  return judged.ok ? SILENT : refusing(sharesRefusal(judged.reason, shares));
}

function sharesRefusal(
  reason: 'NEGATIVE_SHARE' | 'SHARES_DO_NOT_SUM' | 'FREE_GROUP_CHARGED',
  shares: SharedFee,
): RuleRemark<RefusalCode> {
  return reason === 'FREE_GROUP_CHARGED'
    ? refusalRemark('FREE_GROUP_CHARGED', { fee: formatFen(shares.personFen) })
    : refusalRemark('SHARES_DO_NOT_SUM', {
        fee: formatFen(shares.feeFen),
        government: formatFen(shares.governmentFen),
        enterprise: formatFen(shares.enterpriseFen),
        person: formatFen(shares.personFen),
      });
}
