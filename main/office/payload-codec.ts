import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** In the metadata of what this codec packed. Another dictionary needs another name: histories live for years. */
const PACKED = Buffer.from('json/z1');
const PLAIN = Buffer.from('json/plain');

/** Words of our messages, the most frequent ones last. Never changed: `json/z1` means this text. */
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
 * Packs what stands in histories: our messages repeat the same words, and every claim's history is kept for years (design
 * §5). It hides nothing: payloads hold ids and codes alone (D10).
 */
export const payloadCodec: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads.map(packed)),
  decode: (payloads) => Promise.resolve(payloads.map(unpacked)),
};

export const dataConverter = { payloadCodecs: [payloadCodec] };

function packed(payload: Payload): Payload {
  const { metadata, data } = payload;
  if (!isEncoded(metadata, PLAIN) || data === null || data === undefined) {
    return payload;
  }
  const small = deflateRawSync(data, { dictionary: DICTIONARY, level: 9 });
  return small.length < data.length
    ? { ...payload, metadata: { ...metadata, encoding: PACKED }, data: small }
    : payload;
}

/** What was packed, as it was; anything else as it is. */
export function unpacked(payload: Payload): Payload {
  const { metadata, data } = payload;
  if (!isEncoded(metadata, PACKED) || data === null || data === undefined) {
    return payload;
  }
  const plain = inflateRawSync(data, { dictionary: DICTIONARY });
  return { ...payload, metadata: { ...metadata, encoding: PLAIN }, data: plain };
}

function isEncoded(metadata: Payload['metadata'], encoding: Buffer): boolean {
  const said = metadata?.['encoding'];
  return said !== undefined && encoding.equals(said);
}
