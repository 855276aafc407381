/** The practice class of welders as it is filed; its people are in `practice/class-welders`. */
export const WELDERS = {
  route: 'INSTITUTION_PROJECT_TRAINING',
  jurisdiction: '150600',
  planLine: '150600/2025/HRSS/URBAN_EMPLOYMENT',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_5',
  certificateKind: 'SKILL_LEVEL',
  classHours: 80,
  opensOn: '2025-05-26',
  endsOn: '2025-06-10',
  deliveryMode: 'ORDER',
  location: '鄂尔多斯市康巴什区示范路1号',
  payeeAccount: {
    holder: '鄂尔多斯市示范职业技能培训学校',
    bank: '示范银行鄂尔多斯分行',
    number: '6200000000000000018',
  },
} as const;
