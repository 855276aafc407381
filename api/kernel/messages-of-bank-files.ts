import type { ProblemText } from './messages-of-cases.ts';

/** Refusals of files for banks and of banks (api §8b). */
export const BANK_FILE_MESSAGES = {
  FUND_ACCOUNT_MISSING: {
    zh: ['政策包未写明资金账户', '请由政策管理员在本地政策包中填写 {key}，再生成文件。'],
    en: [
      "The packs do not name the fund's account",
      'Have {key} entered in the local pack, then ask for the file again.',
    ],
  },
  TEXT_NOT_ENCODABLE: {
    zh: ['第 {line} 行有 GB 18030 无法显示的字符', '请改用 UTF-8，或更正该行的户名、开户行。'],
    en: [
      'Row {line} has a character that readers of GB 18030 cannot show',
      'Take the file in UTF-8, or have the name or bank of that row corrected.',
    ],
  },
  FILE_NOT_VALID: {
    zh: ['生成的文件不符合报文规范', '文件未送出。请将以下说明交运维人员：{defect}'],
    en: ['The file does not fit the schema of its message', 'It did not leave. Show this to the operators: {defect}'],
  },
  SCHEMA_NOT_READABLE: {
    zh: ['报文规范文件无法读取', '文件未送出。请由运维人员更正或移除 {file}，然后重新取文件：{defect}'],
    en: [
      'A schema of the message cannot be read',
      'The file did not leave. Have the operators mend or remove {file}, then take it again: {defect}',
    ],
  },
  FILE_NOT_READABLE: {
    zh: ['文件无法读取', '请确认文件完整、编码为 UTF-8 或 GB 18030，XML 格式正确，重新导出后再上传。'],
    en: [
      'The file cannot be read',
      'See that it is whole, in UTF-8 or GB 18030, and well-formed if it is XML; export it again.',
    ],
  },
  FILE_KIND_UNKNOWN: {
    zh: ['不是可识别的银行文件', '可接收 pain.002、camt.053、camt.054，以及表头含支付结果与金额（或指令编号）的 csv。'],
    en: [
      'This is no file of a bank that we know',
      'Send pain.002, camt.053 or camt.054, or a csv whose header names the result and the amount or the instruction.',
    ],
  },
  DOCTYPE_FORBIDDEN: {
    zh: ['XML 文件不得含 DOCTYPE', '银行报文不含文档类型声明，请删除后重新上传，或向银行索取原始文件。'],
    en: [
      'A document type is not taken',
      'Messages of banks have none: remove it, or ask the bank for the original file.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;
