import { endOfDayMs, parseIsoDate } from '../../domain/calendar.ts';
import type { CaseDiagnosis } from '../../domain/oversight/case-diagnosis.ts';
import type { Language } from '../kernel/language.ts';

/** Why a filing, a notice or a batch waits; a reader who is not an official reads offices and days, and no names of officials. */
export function caseDiagnosisView(
  said: CaseDiagnosis,
  { isOfficial, language }: { readonly isOfficial: boolean; readonly language: Language },
) {
  const shown = isOfficial ? said.sentence : said.sentenceForApplicant;
  return {
    waitingFor: said.waitingFor,
    cause: said.cause,
    since: instant(said.sinceMs),
    owner: said.owner === null ? null : { ...said.owner, displayName: isOfficial ? said.owner.displayName : null },
    dueAt: said.dueOn === null ? null : instant(endOfDayMs(parseIsoDate(said.dueOn))),
    dueOn: said.dueOn,
    nextAutomaticEvent: said.nextAutomaticEvent,
    nextAutomaticAt: said.nextAutomaticAtMs === null ? null : instant(said.nextAutomaticAtMs),
    sentence: shown[language],
    sentenceForApplicant: said.sentenceForApplicant[language],
    sentences: { official: { ...shown }, applicant: { ...said.sentenceForApplicant } },
    suggestedActs: [...said.suggestedActs],
    also: said.also.map(({ cause, sentence, sentenceForApplicant }) => ({
      cause,
      sentence: (isOfficial ? sentence : sentenceForApplicant)[language],
    })),
    evidence: isOfficial ? said.evidence.map((one) => ({ ...one })) : [],
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
