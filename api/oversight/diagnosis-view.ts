import { endOfDayMs, parseIsoDate } from '../../domain/calendar.ts';
import { diagnose } from '../../domain/oversight/diagnose.ts';
import type { DiagnosisFacts } from '../../domain/oversight/diagnosis.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';

/** Why a claim waits, as the caller may see it: an applicant sees offices and days, never the official. */
export function diagnosisView(
  facts: DiagnosisFacts,
  { caller, language }: { readonly caller: Caller; readonly language: Language },
) {
  const said = diagnose(facts);
  const isApplicant = mayAs(caller.roles, 'diagnoseClaim', 'own');
  const official = isApplicant ? said.sentenceForApplicant : said.sentence;
  return {
    waitingFor: said.waitingFor,
    cause: said.cause,
    since: instant(said.sinceMs),
    owner: said.owner === null ? null : { ...said.owner, displayName: isApplicant ? null : said.owner.displayName },
    dueAt: said.dueOn === null ? null : instant(endOfDayMs(parseIsoDate(said.dueOn))),
    dueOn: said.dueOn,
    nextAutomaticEvent: said.nextAutomaticEvent,
    nextAutomaticAt: said.nextAutomaticAtMs === null ? null : instant(said.nextAutomaticAtMs),
    sentence: official[language],
    sentenceForApplicant: said.sentenceForApplicant[language],
    sentences: { official: { ...official }, applicant: { ...said.sentenceForApplicant } },
    suggestedActs: [...said.suggestedActs],
    also: said.also.map(({ cause, sentence, sentenceForApplicant }) => ({
      cause,
      sentence: (isApplicant ? sentenceForApplicant : sentence)[language],
    })),
    evidence: isApplicant ? [] : said.evidence.map((one) => ({ ...one })),
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
