import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../main/config.ts';
import type { KnownAccounts } from './money-bank.ts';

interface Account {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/** What is played; amounts in fen, days as `2025-08-25`. */
export interface PlayedMoney {
  readonly applicant: string;
  readonly advanceFen: number;
  readonly visitedOn: string;
  readonly claimedOn: string;
  readonly setOffFen: number;
  readonly instalments: readonly { readonly dueOn: string; readonly amountFen: number }[];
  readonly bank: KnownAccounts;
  readonly corrected: {
    readonly institution: Account;
    readonly trainee: { readonly idNumber: string; readonly account: Account };
  };
}

/** What must come out, by the names of the figures. */
export interface WantedMoney extends Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  readonly events: { readonly types: Readonly<Record<string, number>> } & Readonly<Record<string, unknown>>;
}

export const MONEY_FOLDER = join(ROOT, 'practice', 'money');

const read = (name: string) => JSON.parse(readFileSync(join(MONEY_FOLDER, `${name}.json`), 'utf8'));

export function readMoney(): { readonly played: PlayedMoney; readonly wanted: WantedMoney } {
  return { played: read('play'), wanted: read('expected') };
}
