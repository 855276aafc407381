import type { EntityKind } from '../../domain/entities.ts';
import type { RepairParameters } from '../../domain/repair/repair-plan.ts';
import type { RepairCommand } from '../../domain/repair/repair-words.ts';
import type { ActSigner, ActVerifier, SignedFact } from '../kernel/act-signing.ts';
import type { Row } from '../kernel/statements.ts';

/** Who proposed a repair, and all that it is. The instant is in ms. */
export interface RepairProposal {
  readonly entityKind: EntityKind;
  readonly entityId: string;
  readonly command: RepairCommand;
  readonly parameters: RepairParameters;
  readonly digest: string;
  readonly by: string;
  readonly at: number;
}

export function factOfProposal(id: string, said: RepairProposal): SignedFact {
  return { purpose: 'repairProposal', id, said };
}

/** Who approved it, by the digest of what was proposed. */
export function factOfApproval(
  id: string,
  said: { readonly digest: string; readonly by: string; readonly at: number; readonly actId: string | null },
): SignedFact {
  return { purpose: 'repairApproval', id, said };
}

/** Signs what people say of repairs, and knows what other API processes signed. */
export interface RepairSigning {
  readonly sign: ActSigner;
  readonly verify: ActVerifier;
}

type SignedRepair = Row<
  'repair',
  | ('id' | 'entity_kind' | 'entity_id' | 'command' | 'parameters' | 'digest' | 'act_id')
  | ('proposed_by' | 'proposed_at' | 'proposal_signature' | 'approved_by' | 'approved_at' | 'approval_signature')
>;

/** Whether API processes kept both words of a repair: its proposal and its approval by another person. */
export function isApprovedAsSigned(verify: ActVerifier, row: SignedRepair): boolean {
  const { id, command, parameters, digest, approved_by: approvedBy, approved_at: approvedAt, act_id: actId } = row;
  if (approvedBy === null || approvedAt === null || approvedBy === row.proposed_by) {
    return false;
  }
  const proposal = { entityKind: row.entity_kind, entityId: row.entity_id, command, parameters, digest };
  const proposed = factOfProposal(id, { ...proposal, by: row.proposed_by, at: row.proposed_at.getTime() });
  const approved = factOfApproval(id, { digest, by: approvedBy, at: approvedAt.getTime(), actId });
  return verify(proposed, row.proposal_signature) && verify(approved, row.approval_signature);
}
