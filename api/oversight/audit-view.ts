import type { AuditLine } from './audit-ports.ts';

export function auditView(line: AuditLine) {
  return {
    ...line,
    person: line.person === null ? null : { ...line.person },
    at: line.at.toISOString(),
    facts: { ...line.facts },
  };
}
