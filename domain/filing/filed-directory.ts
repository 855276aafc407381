import type { IsoDate } from '../calendar.ts';
import type { ChainMember } from './chain-leader.ts';

/** What a filing keeps of the directory that was in force on its filing day. */
export interface FiledDirectory {
  /** Null if no directory was in force. */
  readonly version: string | null;
  readonly on: IsoDate;
  /** The applicant's credit code; null if the directory does not list the applicant, absent in old filings. */
  readonly uscc?: string | null;
  /** The members of the chain that the applicant leads; empty if it leads none, absent in old filings. */
  readonly chain?: readonly ChainMember[];
}
