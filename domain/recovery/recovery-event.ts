import { unreachable } from '../verdict.ts';
import { isRecoveryEnded, openFenOf, type RecoveryCourse, type RecoveryMessage } from './recovery-course.ts';

/** What other systems are told of a recovery (api §8a). */
export type RecoveryTopic = `recovery.${'opened' | 'noticed' | 'repaid' | 'set_off' | 'closed' | 'written_off'}`;

/** The topics of an act of a recovery for the outbox, in their order; its end is an event besides what ended it. */
export function recoveryTopics(
  before: RecoveryCourse,
  after: RecoveryCourse,
  message: RecoveryMessage,
): readonly RecoveryTopic[] {
  const topic = topicOf(before, after, message);
  const isClosed = isRecoveryEnded(after) && !isRecoveryEnded(before) && after.state !== 'writtenOff';
  return [...(topic === null ? [] : [topic]), ...(isClosed ? ['recovery.closed' as const] : [])];
}

function topicOf(before: RecoveryCourse, after: RecoveryCourse, message: RecoveryMessage): RecoveryTopic | null {
  switch (message.kind) {
    case 'begin':
      return before.state === 'found' ? 'recovery.opened' : null;
    case 'sendNotice':
      return 'recovery.noticed';
    case 'repaid':
      return 'recovery.repaid';
    case 'debtChanged':
      return after.state === 'found' && before.state !== 'found' ? 'recovery.opened' : setOffTopic(before, after);
    case 'confirmWriteOff':
      return 'recovery.written_off';
    case 'approve':
    case 'refuse':
    case 'timerFired':
    case 'appeal':
    case 'ruleAppeal':
    case 'proposeInstalments':
    case 'confirmInstalments':
    case 'proposeWriteOff':
      return null;
    default:
      return unreachable(message);
  }
}

function setOffTopic(before: RecoveryCourse, after: RecoveryCourse): RecoveryTopic | null {
  return openFenOf(after) < openFenOf(before) ? 'recovery.set_off' : null;
}
