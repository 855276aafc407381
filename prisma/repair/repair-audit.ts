import type { EntityKind } from '../../domain/entities.ts';
import type { RepairAuditAct } from '../../domain/repair/repair-audit-acts.ts';
import type { AuditEntryToWrite } from '../kernel/audit-writing.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import type { Statement } from '../kernel/statements.ts';

/** What becomes of a repair. */
export interface RepairEntry {
  readonly repairId: string;
  readonly entity: { readonly kind: EntityKind; readonly id: string };
  readonly act: RepairAuditAct;
  readonly person: AuditEntryToWrite['person'];
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The entry in the chain of the repair, and the same in that of what it repairs; each names the other. */
export function repairAuditWrites({
  repairId,
  entity,
  act,
  person,
  at,
  facts,
}: RepairEntry): readonly Statement<unknown>[] {
  const entry = { revision: null, act, actId: null, person, at } as const;
  return [
    ...auditWrites({
      ...entry,
      entityKind: 'repair',
      entityId: repairId,
      facts: { ...facts, entityKind: entity.kind, entityId: entity.id },
    }),
    ...auditWrites({ ...entry, entityKind: entity.kind, entityId: entity.id, facts: { ...facts, repairId } }),
  ];
}
