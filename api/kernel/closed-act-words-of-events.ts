import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Sentence } from './language.ts';

type Words<Of extends 'endpoints' | 'webhookEndpoint' | 'webhookDelivery'> = Readonly<Record<OfferedAct<Of>, Sentence>>;

const ALWAYS: Sentence = { zh: '此接收地址已删除', en: 'The endpoint was deleted' };
const ACTIVE: Sentence = { zh: '接收地址已停用，先启用', en: 'The endpoint is switched off; switch it on first' };

/** When something may be done with an endpoint or a delivery. */
export const OPEN_WHEN_OF_EVENTS: {
  readonly endpoints: Words<'endpoints'>;
  readonly webhookEndpoint: Words<'webhookEndpoint'>;
  readonly webhookDelivery: Words<'webhookDelivery'>;
} = {
  endpoints: { registration: ALWAYS },
  webhookEndpoint: {
    test: ALWAYS,
    recovery: ACTIVE,
    rotation: ALWAYS,
    change: ALWAYS,
    disabling: { zh: '接收地址已停用', en: 'The endpoint is switched off' },
    enabling: { zh: '接收地址已启用', en: 'The endpoint is switched on' },
    deletion: ALWAYS,
  },
  webhookDelivery: { replay: ACTIVE },
};
