const REASON = { reason: '不办了' };

/** How files of banks, and reports that are none of ours, are asked. */
export const BANK_FILE_RECIPES = {
  enterBankFile: { judged: 'door', file: 'x' },
  confirmBankFile: { on: ['toConfirm'] },
  rejectBankFile: { on: ['toReject'], body: REASON },
  dismissPayoutEvent: { on: ['toDismiss'], body: REASON },
} as const;
