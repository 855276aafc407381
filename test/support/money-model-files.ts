import type { BankEntry } from '../../domain/bank-file/bank-entry.ts';
import { entryKeys } from '../../domain/bank-file/entry-key.ts';
import { saidAmount, type SaidAmount } from '../../domain/bank-file/entry-values.ts';
import { judgeEntries, type KnownInstruction, type SaidTogether } from '../../domain/bank-file/judge-entries.ts';
import type { ParkReason } from '../../domain/payout/inbox-judgement.ts';
import type { Chance } from './chance.ts';
import type { ModelEntry, ModelFile, ModelInstruction, ModelReport, MoneyModel } from './money-model-tables.ts';

const OFFICE = '150600';
const MOST_ENTRIES = 3;
/** So few that banks use some of them twice. */
const REFERENCES = 12;

const SAYS = [
  'settled',
  'settled',
  'settled',
  'returned',
  'reversed',
  'failed',
  'accepted',
  'inTransit',
  'noted',
] as const;

const yuan = (fen: number) => (fen / 100).toFixed(2);

/** How a bank writes the amount of a payment, rightly and otherwise. */
const AMOUNTS: readonly { readonly isWhole: boolean; readonly of: (fen: number) => SaidAmount }[] = [
  ...Array.from({ length: 4 }, () => ({ isWhole: true, of: (fen: number) => saidAmount(yuan(fen), 'CNY') })),
  { isWhole: true, of: () => saidAmount(null, '') },
  { isWhole: false, of: (fen) => saidAmount(yuan(fen - 1), 'CNY') },
  { isWhole: false, of: (fen) => saidAmount(yuan(Math.floor(fen / 2)), 'CNY') },
  { isWhole: false, of: (fen) => saidAmount(yuan(fen), 'USD') },
  { isWhole: false, of: (fen) => saidAmount(`${yuan(fen)}5`, 'CNY') },
];

/** A file of a few entries about payments that left; empty before the first one. */
export function fileOf(id: string, payments: readonly ModelInstruction[], chance: Chance): ModelFile {
  const count = payments.length === 0 ? 0 : 1 + chance.below(MOST_ENTRIES);
  const entries = Array.from({ length: count }, (_none, at) => entryOf(at + 1, chance.pick(payments), chance));
  return { id, isNotice: chance.oneIn(2), entries, isConfirmed: false };
}

function entryOf(no: number, { id, amountFen }: ModelInstruction, chance: Chance): ModelEntry {
  const { isWhole, of } = chance.pick(AMOUNTS);
  const says = chance.pick(SAYS);
  const entry: BankEntry = {
    no,
    says,
    instructionId: chance.oneIn(15) ? 'pin_unknown' : id,
    batchNos: [],
    text: null,
    isOfBatch: false,
    ...of(amountFen),
    valueDate: null,
    bankReference: chance.oneIn(3) ? null : `B-${chance.below(REFERENCES)}`,
    reasonCode: null,
    direction: says === 'settled' ? 'DBIT' : 'CRDT',
    account: null,
    statementNo: 1,
    party: { holder: null, account: null },
  };
  return { entry, isWhole };
}

/**
 * What becomes of a file in force: its entries go through the judgement of entries, and what another file said before is not
 * said again. Entries without a reason are judged by the inbox.
 */
export function takenFromFile(
  model: MoneyModel,
  { isNotice, entries }: ModelFile,
): readonly { readonly report: ModelReport; readonly reason: ParkReason | null }[] {
  const said = entries.map(({ entry }) => entry);
  for (const { entry, isWhole } of entries) {
    if (entry.says === 'settled' && isWhole && entry.instructionId !== null) {
      model.arrived.add(entry.instructionId);
    }
  }
  const keys = entryKeys(said, OFFICE);
  const judged = judgeEntries(said, {
    instructions: new Map(model.instructions.map((one) => [one.id, knownOf(one)])),
    batches: [],
    together: togetherOf(model, said),
    noticed: isNotice ? model.noticed : null,
  });
  return judged.flatMap(({ entry, verdict, report, handling }, at) => {
    const id = keys[at] ?? '';
    const { instructionId, bankReference } = entry;
    if (report === null || instructionId === null || model.taken.has(id)) {
      return [];
    }
    if (isNotice && verdict === 'matches' && entry.direction === 'DBIT' && bankReference !== null) {
      model.noticed.set(instructionId, model.noticed.get(instructionId) ?? bankReference);
    }
    const reason = handling?.kind === 'parked' ? handling.reason : null;
    return [{ report: { id, instructionId, ...report }, reason }];
  });
}

function knownOf({ id, claim, state, amountFen }: ModelInstruction): KnownInstruction {
  const of = { claimId: claim.id, grantId: null, batchId: 'pob_1', jurisdiction: OFFICE, claimState: 'paymentSent' };
  return { id, state, amountFen, ...of };
}

/** What this file and all reports before it say that was settled, by the payment. */
function togetherOf(
  { instructions, taken }: MoneyModel,
  entries: readonly BankEntry[],
): ReadonlyMap<string, SaidTogether> {
  const before = [...taken.values()].filter(({ state, amountFen }) => state === 'settled' && amountFen !== null);
  const here = entries.filter(({ says, hasOtherAmount }) => says === 'settled' && !hasOtherAmount);
  return new Map(
    instructions.map(({ id, amountFen: wholeFen }) => {
      const amounts = [...here, ...before].filter((one) => one.instructionId === id).map(({ amountFen }) => amountFen);
      return [
        id,
        {
          parts: amounts.length,
          partsFen: amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0),
          hasSettled: amounts.some((fen) => fen === null || fen === wholeFen),
        },
      ];
    }),
  );
}
