/** A4 sheets. */
export const print = {
  what: '此表',
  print: '打印',
  back: '返回',
  unknown: '没有这种表。',
};
