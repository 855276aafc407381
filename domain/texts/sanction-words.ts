import type { Label } from '../policy/policy-pack.ts';

/** steps of a ladder of sanctions, as outcomes of a case. */
const SANCTIONS: Readonly<Record<string, Label>> = {
  UNFOUNDED: { zh: '查无实据', en: 'Unfounded' },
  TALK: { zh: '约谈', en: 'Talk with the party' },
  ORDER_TO_CORRECT: { zh: '责令改正', en: 'Order to correct' },
  STOP: { zh: '停止培训', en: 'Training stopped' },
  DIRECTORY_REMOVAL: { zh: '移出目录', en: 'Removed from the directory' },
  BLACKLIST: { zh: '列入黑名单', en: 'Blacklisted' },
  LICENCE: { zh: '吊销许可', en: 'Licence withdrawn' },
  RECOVERY: { zh: '追回资金', en: 'Money recovered' },
  TRANSFER: { zh: '移送司法机关', en: 'Transferred to justice' },
};

/** The name of an outcome; a step of another place's ladder that has no name here stands for itself. */
export function sanctionLabel(code: string): Label {
  return SANCTIONS[code] ?? { zh: code, en: code };
}
