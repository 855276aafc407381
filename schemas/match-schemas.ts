import { z } from 'zod';
import { idOf, idOfEntity } from './http-schemas.ts';
import { RecoveryId } from './recovery-schemas.ts';

/** A payment; of one sum for a whole batch, the batch; of money that came back of a debt, the recovery. */
export const MatchBody = z
  .strictObject({
    instructionId: idOf('pin').optional(),
    batchId: idOfEntity('batch').optional(),
    recoveryId: RecoveryId.optional(),
  })
  .refine((body) => Object.values(body).filter((id) => id !== undefined).length === 1, {
    path: ['instructionId'],
    params: { code: 'REQUIRED' },
  });
