import { nameOfActor } from '../kernel/actor-name.ts';
import type { AuditLine } from './audit-ports.ts';

export function auditView(line: AuditLine) {
  return {
    ...line,
    person: line.person === null ? null : { id: line.person.id, displayName: nameOfActor(line.person) ?? '' },
    at: line.at.toISOString(),
    facts: { ...line.facts },
  };
}
