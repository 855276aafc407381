import { z } from 'zod';

/** `practice-clients.json` in the state folder: the machine client's key and webhook secret (api §2). */
export const PracticeClients = z.object({
  'finance-system': z.object({ apiKey: z.string().startsWith('bt_'), webhookSecret: z.string().startsWith('whsec_') }),
});

/** The part of `package.json` that is read. */
export const PackageVersion = z.object({ version: z.string() });
