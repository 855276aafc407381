import type { Desk } from './office-client.ts';

/** A line as the contract shows it, as far as a play reads it. */
export interface PlayedLine {
  readonly id: string;
  readonly idNumber: string;
  readonly state: string;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
  readonly refusals: readonly { readonly code: string }[];
  readonly findings: readonly { readonly code: string; readonly wantsDecision: boolean }[];
}

export async function linesOf(desk: Desk, claimId: string): Promise<readonly PlayedLine[]> {
  return (await desk.get(`/api/v1/claims/${claimId}/lines?limit=200`)).body.items;
}

/** Puts a paper of each kind for every line of a draft. */
export async function putPapers(desk: Desk, claimId: string, kinds: readonly string[]): Promise<void> {
  const lines = kinds.length === 0 ? [] : await linesOf(desk, claimId);
  for (const { id } of lines) {
    for (const kind of kinds) {
      await desk.put(`/api/v1/claims/${claimId}/lines/${id}/documents/${kind}`, { text: `${kind} 练习文本` });
    }
  }
}
