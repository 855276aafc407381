import { wordsOf } from './catalogue.ts';
import { endpoints as en } from './en/endpoints.ts';
import { endpoints as zh } from './zh/endpoints.ts';

export const useEndpointsWords = wordsOf({ zh, en });
