import { CORRECTION_WORDS, correctionSubject } from '../claim/corrections.ts';
import type { Label, RouteDefinition } from '../policy/policy-pack.ts';
import { documentWord } from '../texts/route-words.ts';
import { PLACES_WITH_NAMES } from './correctable.ts';

/** The name of a place that a return asked to be corrected: as it stood beside its box, else by what it is about. */
export function correctionLabel(pointer: string, documents: RouteDefinition['documents']): Label {
  const named = PLACES_WITH_NAMES.find((place) => place.pointer === pointer);
  if (named !== undefined) {
    return named.label;
  }
  const subject = correctionSubject(pointer);
  if (subject.of === 'document') {
    return documentWord(subject.kind, documents);
  }
  if (subject.of !== 'line') {
    return CORRECTION_WORDS[subject.of];
  }
  const { position } = subject;
  return position === null
    ? { zh: '一名人员', en: 'One person' }
    : { zh: `第 ${position} 人`, en: `Person ${position}` };
}
