import { wordsOf } from './catalogue.ts';
import { places as en } from './en/places.ts';
import { places as zh } from './zh/places.ts';

export const usePlaceWords = wordsOf({ zh, en });
