import type { Sentence } from './language.ts';

/** Sentences for places in an entry of the demand lists. */
export const DEMAND_FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  NO_SURVEY_HERE: {
    zh: '该地不在任何需求清单范围内；可填 {places}，或其下辖旗县区的代码',
    en: 'No demand list covers this place; give one of {places}, or a banner below it',
  },
  OCCUPATION_UNKNOWN: {
    zh: '职业目录中没有此代码；请填写国家职业分类的代码，如 6-18-02-04',
    en: 'No directory has this code; give one of the national classification, such as 6-18-02-04',
  },
  NOT_OF_THIS_LIST: { zh: '此清单不填这一列，请清空', en: 'Not a column of this list: empty it' },
  NOT_ITS_NAME: {
    zh: '该代码的职业名称为“{name}”，请按此填写',
    en: 'The directory calls this code {name}; give that name',
  },
};
