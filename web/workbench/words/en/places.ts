import type { places as zh } from '../zh/places.ts';

/** Names of places by their code. */
export const places: typeof zh = {
  '150000': 'Inner Mongolia',
  '150600': 'Ordos',
  '150602': 'Dongsheng',
  '150603': 'Kangbashi',
  '150621': 'Dalad',
  '150622': 'Jungar',
  '150623': 'Otog Front',
  '150624': 'Otog',
  '150625': 'Hanggin',
  '150626': 'Uxin',
  '150627': 'Ejin Horo',
  '220000': 'Jilin',
};
