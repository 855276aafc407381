import type { Label } from '../policy/policy-pack.ts';

/** The region, its cities and leagues, and the districts and banners of Ordos, by the codes of GB/T 2260. */
const PLACES: Readonly<Record<string, Label>> = {
  '150000': { zh: '内蒙古自治区', en: 'Inner Mongolia' },
  '150100': { zh: '呼和浩特市', en: 'Hohhot' },
  '150200': { zh: '包头市', en: 'Baotou' },
  '150300': { zh: '乌海市', en: 'Wuhai' },
  '150400': { zh: '赤峰市', en: 'Chifeng' },
  '150500': { zh: '通辽市', en: 'Tongliao' },
  '150600': { zh: '鄂尔多斯市', en: 'Ordos' },
  '150602': { zh: '东胜区', en: 'Dongsheng' },
  '150603': { zh: '康巴什区', en: 'Kangbashi' },
  '150621': { zh: '达拉特旗', en: 'Dalad' },
  '150622': { zh: '准格尔旗', en: 'Jungar' },
  '150623': { zh: '鄂托克前旗', en: 'Otog Front' },
  '150624': { zh: '鄂托克旗', en: 'Otog' },
  '150625': { zh: '杭锦旗', en: 'Hanggin' },
  '150626': { zh: '乌审旗', en: 'Uxin' },
  '150627': { zh: '伊金霍洛旗', en: 'Ejin Horo' },
  '150700': { zh: '呼伦贝尔市', en: 'Hulunbuir' },
  '150800': { zh: '巴彦淖尔市', en: 'Bayannur' },
  '150900': { zh: '乌兰察布市', en: 'Ulanqab' },
  '152200': { zh: '兴安盟', en: 'Hinggan League' },
  '152500': { zh: '锡林郭勒盟', en: 'Xilingol League' },
  '152900': { zh: '阿拉善盟', en: 'Alxa League' },
  '220000': { zh: '吉林省', en: 'Jilin' },
};

/** The name of a place by its six digits; the digits where it has none here. */
export function placeWord(code: string): Label {
  return PLACES[code] ?? { zh: code, en: code };
}
