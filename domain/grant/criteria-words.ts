/** Names of the criteria that our own packs use; a criterion without one is shown by its key. */
export const CRITERION_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  capacity: { zh: '培训能力', en: 'Training capacity' },
  plan: { zh: '建设方案', en: 'Construction plan' },
  team: { zh: '师资队伍', en: 'Team' },
  funding: { zh: '经费保障', en: 'Funding' },
};
