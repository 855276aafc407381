import { ENTITIES } from '../../domain/entities.ts';
import type { NotificationKind, NotifiedKind } from '../../domain/task/notification-words.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';
import type { NotificationRow } from './notification-ports.ts';

/** What an entity is called before its number. */
const SUBJECTS: Readonly<Record<NotifiedKind, Sentence>> = {
  claim: { zh: '申领', en: 'Claim' },
  filing: { zh: '备案', en: 'Filing' },
  notice: { zh: '公示', en: 'Notice' },
  batch: { zh: '拨付批次', en: 'Batch' },
  grantCall: { zh: '申报通知', en: 'Call' },
  grant: { zh: '项目', en: 'Grant' },
  annualPlan: { zh: '年度计划', en: 'Annual plan' },
  demandCycle: { zh: '需求征集', en: 'Demand list' },
  recovery: { zh: '追回', en: 'Recovery' },
  webhookEndpoint: { zh: '接收地址', en: 'Endpoint' },
};

const SENTENCES: Readonly<Record<NotificationKind, Sentence>> = {
  returned: { zh: '{subject}已退回，请处理。', en: '{subject} came back to you.' },
  reminded: { zh: '{subject}有待办事项，请尽快办理。', en: '{subject}: a reminder of the task that waits for you.' },
  transferred: { zh: '{subject}的任务已转交给您。', en: '{subject}: a task was transferred to you.' },
  handedOver: {
    zh: '{subject}的任务因经办人请假由您代办。',
    en: '{subject}: you have a task in the place of somebody who is away.',
  },
  objectionFiled: { zh: '{subject}收到异议。', en: '{subject}: an objection was filed.' },
  batchRejected: { zh: '{subject}未通过复核，已退回。', en: '{subject} was rejected.' },
  batchSettled: { zh: '{subject}的款项已全部有结果。', en: '{subject}: every payment has its result.' },
  endpointDisabled: {
    zh: '{subject}已停用，不再收到事件；未送达的保留三十天。',
    en: '{subject} is disabled and gets no more events; what it misses is kept for 30 days.',
  },
};

/** Ids and a sentence; no person's name stands in it. */
export function notificationView(row: NotificationRow, language: Language) {
  const { id, kind, at, readAt, subjectNo, taskId } = row;
  const word = SUBJECTS[row.entityKind][language];
  const subject = subjectNo === null ? word : `${word} ${subjectNo}`;
  return {
    id,
    kind,
    at: at.toISOString(),
    read: readAt !== null,
    sentence: fill(SENTENCES[kind][language], { subject }, language),
    subjectNo,
    ...(taskId !== null && { taskId }),
    ...entityIdOf(row),
  };
}

function entityIdOf({ entityKind, entityId }: NotificationRow) {
  const field = entityKind === 'webhookEndpoint' ? 'endpointId' : ENTITIES[entityKind].idField;
  return { [field]: entityId };
}
