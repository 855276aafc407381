import type { IsoDate } from '../calendar.ts';
import { directoryInForce } from '../policy/directories.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { isValidOn } from '../policy/resolve-parameter.ts';
import type { RecipientKind } from './demand-words.ts';

/** A body that the demand lists go to. */
export interface DemandRecipient {
  readonly kind: RecipientKind;
  readonly name: string;
}

/** The same as a row of a pack. */
export interface RecipientEntry extends DemandRecipient {
  readonly jurisdiction?: string;
  readonly validFrom?: IsoDate;
  readonly validTo?: IsoDate;
}

/**
 * returns the bodies of a jurisdiction on a day: those that packs list, and the training institutions of the
 * directory in force, each once.
 */
export function recipientsOf(library: PolicyLibrary, jurisdiction: string, on: IsoDate): readonly DemandRecipient[] {
  const listed = library.packs.flatMap(({ document, recipients = [] }) =>
    recipients.filter(
      (row) =>
        (row.jurisdiction ?? document.jurisdiction) === jurisdiction && isValidOn(row, on) && isValidOn(document, on),
    ),
  );
  const institutions = directoryInForce(library, jurisdiction, on)?.institutions ?? [];
  const all = [
    ...listed.map(({ kind, name }) => ({ kind, name })),
    ...institutions.map(({ name }) => ({ kind: 'TRAINING_INSTITUTION' as const, name })),
  ];
  return [...new Map(all.map((body) => [`${body.kind} ${body.name}`, body])).values()];
}
