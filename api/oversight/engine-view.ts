import { engineCause, engineSentences } from '../../domain/oversight/engine-cause.ts';
import type { Language } from '../kernel/language.ts';
import type { EngineReading } from './entity-reads.ts';

interface Reader {
  readonly at: Date;
  readonly language: Language;
  /** Reads the evidence, and the sentence for officials. */
  readonly isOffice: boolean;
}

/** What the engine says stands in place of what an entity waits for otherwise; its other fields stay. */
export function withEngine<View extends object>(view: View, read: EngineReading, { at, language, isOffice }: Reader) {
  const { isOpen, engine, workerAgeMs } = read;
  const found = isOpen ? engineCause({ nowMs: at.getTime(), workerAgeMs, engine }) : null;
  if (found === null) {
    return view;
  }
  const { sentence, sentenceForApplicant } = engineSentences(found, engine);
  const shown = isOffice ? sentence : sentenceForApplicant;
  return {
    ...view,
    waitingFor: found.waitingFor,
    cause: found.cause,
    since: new Date(found.sinceMs).toISOString(),
    owner: { ...found.owner },
    dueAt: null,
    dueOn: null,
    nextAutomaticEvent: found.nextAutomaticEvent === null ? null : ('retry' as const),
    nextAutomaticAt: null,
    sentence: shown[language],
    sentenceForApplicant: sentenceForApplicant[language],
    ...('sentences' in view && { sentences: { official: { ...shown }, applicant: { ...sentenceForApplicant } } }),
    suggestedActs: found.suggestedActs.filter((act) => act === 'repair' || act === 'startEngine'),
    evidence: isOffice ? found.evidence.map((one) => ({ ...one })) : [],
  };
}
