import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { LawNames } from '../../domain/policy/law-names.ts';
import type { Desk } from '../kernel/desk-port.ts';
import type { DiagnosisStore } from '../oversight/diagnosis-ports.ts';
import type { ClaimStore } from './claim-ports.ts';

export interface ClaimDependencies {
  readonly claims: ClaimStore;
  readonly diagnoses: DiagnosisStore;
  readonly desk: Desk;
  readonly library: PolicyLibrary;
  readonly names: LawNames;
}
