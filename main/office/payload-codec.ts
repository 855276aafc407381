import { inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** The encoding of payloads that were packed until ADR 0018; histories hold them for years. */
const PACKED = Buffer.from('json/z1');
const PLAIN = Buffer.from('json/plain');

/** The dictionary that `json/z1` was deflated with. Never changed: an old payload opens with exactly this text. */
const DICTIONARY = Buffer.from(
  [
    '"supportingEvidence","procedure","complete","trainingProcess","classPlan"',
    '{"stage":"contractCheck","kind":"contractCheck","organ":"HRSS","role":"departmentReviewer","decidesAs":"departmentReviewer","questions":[]}',
    '{"stage":"disbursement","kind":"disbursement","organ":"FINANCE","role":"financeMaker","decidesAs":"financeMaker","questions":[]}',
    '{"stage":"jointNotice","kind":"notice","organ":"HRSS","role":"noticeOfficer","decidesAs":"departmentReviewer","questions":[]}',
    '{"stage":"bureauReview","kind":"review","organ":"HRSS","role":"bureauReviewer","decidesAs":"bureauReviewer","questions":["complete","procedure"]}',
    '"maxReturns":2,"clockOffsetMs":-"applicantPersonId":"per_"applicantPartyId":"pty_"plan":{"claimId":"clm_"stages":[',
    '"course":{"holds":0,"round":1,"state":"submitted","timer":null,"outcome":null,"purpose":"base","returns":0,"deciders":[{"role":"applicant"',
    '"payments":{"base":{"state":"none","amountFen":0,"accountCorrected":false},"float":{"state":"none","amountFen":0,"accountCorrected":false}}',
    '"revision":0,"lastActId":"","stageIndex":-1,"resumeIndex":null,"returnedFrom":null,"linesApproved":0}',
    '"kind":"contractEvidence","kind":"withdraw","kind":"resubmit","trainingDataChanged":false,"kind":"correctAccount",',
    '"returnForCorrection","returnToDepartment","returnToBureau","reject","state":"closed"}"state":"finance"}"state":"postCheck"}',
    '"kind":"noticeOpening","kind":"noticeClosed","noticeId":"ntc_","outcome":"clean"}/opening/clm_/clean/clm_',
    '"kind":"payoutReleasing","batchId":"pob_/releasing/pin_","maker":{"personId":"per_","organ":"FINANCE","section":"社保"',
    '"roles":["financeMaker"],"partyId":null},"checker":{"roles":["financeChecker"]',
    '"kind":"payoutReported","instructionId":"pin_","inboxId":"evt_","outcome":"settled","actId":"payout/evt_',
    '"jurisdiction":"150600","roles":["departmentReviewer","noticeOfficer"],"roles":["bureauReviewer","noticeOfficer"],"partyId":null',
    '{"atMs":17,"kind":"decide","task":"review","actId":"act_","actor":{"organ":"HRSS","section":"就业服务","section":"基金监督"',
    '"personId":"per_","purpose":"float","purpose":"base","decision":"approve","refusedLines":0,"expectedRevision":',
    '{"revision":1,"state":"departmentReview"}{"revision":,"state":"bureauReview"}"noticePending""noticeOpen""paymentSent"',
    '{"kind":"recorded","facts":{"linesLeft":,"amountFen":0000,"waitsForRegister":false,"waitEndsAtMs":null}}',
  ].join(''),
);

/**
 * Writes payloads unchanged, as plain JSON that Temporal's own UI shows, and opens packed payloads of older histories
 * (ADR 0018). Needed as long as `test/workflows/histories` or an open workflow holds one.
 */
export const payloadCodec: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads),
  decode: (payloads) => Promise.resolve(payloads.map(unpacked)),
};

export const dataConverter = { payloadCodecs: [payloadCodec] };

/** Returns a packed payload as its original plain JSON; any other payload unchanged. */
export function unpacked(payload: Payload): Payload {
  const { metadata, data } = payload;
  if (!isPacked(payload) || data === null || data === undefined) {
    return payload;
  }
  const plain = inflateRawSync(data, { dictionary: DICTIONARY });
  return { ...payload, metadata: { ...metadata, encoding: PLAIN }, data: plain };
}

function isPacked({ metadata }: Payload): boolean {
  const encoding = metadata?.['encoding'];
  return encoding !== undefined && PACKED.equals(encoding);
}
