import type { Desk } from '../../desk-port.ts';
import type { DiagnosisStore } from '../diagnosis/diagnosis-ports.ts';
import type { ClaimStore } from './claim-ports.ts';

export interface ClaimDependencies {
  readonly claims: ClaimStore;
  readonly diagnoses: DiagnosisStore;
  readonly desk: Desk;
}
