import { ROW_ERROR_CODES } from '../../domain/codes.ts';
import { rowErrorText } from '../../domain/texts/row-texts.ts';
import { fill, type Language, type Sentence } from './language.ts';
import { ABSENCE_FIELD_MESSAGES } from './messages-of-absence.ts';
import { DECISION_FIELD_MESSAGES } from './messages-of-decisions.ts';
import { ADVANCE_MESSAGES } from './messages-of-advances.ts';
import { BULK_MESSAGES } from './messages-of-bulks.ts';
import { CALL_MESSAGES } from './messages-of-calls.ts';
import { CASE_MESSAGES, type ProblemText } from './messages-of-cases.ts';
import { CLASS_MESSAGES } from './messages-of-classes.ts';
import { DEMAND_FIELD_MESSAGES } from './messages-of-demand.ts';
import { EDGE_MESSAGES } from './messages-of-edges.ts';
import { EVENT_MESSAGES, URL_MESSAGES } from './messages-of-events.ts';
import { INTEGRITY_MESSAGES } from './messages-of-integrity.ts';
import { NOTICE_MESSAGES } from './messages-of-notices.ts';
import { PAYMENT_FIELD_MESSAGES, PAYMENT_MESSAGES } from './messages-of-payments.ts';
import { PEOPLE_FIELD_MESSAGES, PEOPLE_MESSAGES } from './messages-of-people.ts';
import { PLAN_MESSAGES } from './messages-of-plans.ts';
import { REPAIR_MESSAGES } from './messages-of-repairs.ts';
import { SEAL_MESSAGES } from './messages-of-seals.ts';
import { PAPER_MESSAGES } from './messages-of-papers.ts';
import { YEAR_MESSAGES } from './messages-of-years.ts';
import { TITLE_MESSAGES } from './messages-of-titles.ts';
import type { Facts, ProblemCode } from './problem.ts';

/** Title and advice per problem, Chinese first. `{name}` is replaced by a fact of the problem. */
const MESSAGES: Readonly<Record<ProblemCode, ProblemText>> = {
  ...CASE_MESSAGES,
  ...BULK_MESSAGES,
  ...CALL_MESSAGES,
  ...ADVANCE_MESSAGES,
  ...CLASS_MESSAGES,
  ...INTEGRITY_MESSAGES,
  ...EDGE_MESSAGES,
  ...EVENT_MESSAGES,
  ...PEOPLE_MESSAGES,
  ...SEAL_MESSAGES,
  ...PLAN_MESSAGES,
  ...PAPER_MESSAGES,
  ...YEAR_MESSAGES,
  ...TITLE_MESSAGES,
  ...PAYMENT_MESSAGES,
  ...NOTICE_MESSAGES,
  ...REPAIR_MESSAGES,
  UNREADABLE: {
    zh: ['请求无法读取', '请检查请求的格式（JSON、编码、网址），改正后重新发送。'],
    en: ['The request cannot be read', 'Check its form (JSON, encoding, address) and send it again.'],
  },
  CURSOR_INVALID: {
    zh: ['分页游标无效', '请使用上一页返回的 nextCursor，或去掉 cursor 从头读取。'],
    en: ['The cursor is not one of ours', 'Use the nextCursor of the page before, or start again without a cursor.'],
  },
  SEARCH_BY_POST: {
    zh: [
      '网址中不得出现证件号码',
      '请改用 POST /api/v1/claims/search 并写明用途：{idNumber, purpose}；该查询会被记录。',
    ],
    en: [
      'An ID number does not belong into an address',
      'Search by POST /api/v1/claims/search with a purpose: {idNumber, purpose}; it is recorded.',
    ],
  },
  IDEMPOTENCY_KEY_MISSING: {
    zh: ['缺少 Idempotency-Key', '请带上自己生成的唯一 Idempotency-Key 请求头；重试时使用同一个。'],
    en: ['Idempotency-Key is missing', 'Send a unique Idempotency-Key header; use the same one when you repeat.'],
  },
  IDEMPOTENCY_KEY_INVALID: {
    zh: ['Idempotency-Key 格式不对', '请使用 1 至 255 个可见 ASCII 字符。'],
    en: ['Idempotency-Key has a wrong form', 'Use 1 to 255 visible ASCII characters.'],
  },
  IF_MATCH_INVALID: {
    zh: ['If-Match 格式不对', '请原样使用读取时得到的 ETag，例如 "3"。'],
    en: ['If-Match has a wrong form', 'Use the ETag that you were given, such as "3".'],
  },
  IF_MATCH_ANY: {
    zh: [
      'If-Match 不能为 *',
      '请先读取该事项，再把得到的 ETag（例如 "3"）放入 If-Match 请求头；未读取的内容不能办理。',
    ],
    en: [
      'If-Match cannot be *',
      'Read the resource first, then send its ETag (such as "3") as If-Match: nobody decides what they have not read.',
    ],
  },
  NOT_SIGNED_IN: {
    zh: ['请先登录', '请登录后再试；登录可能已过期。'],
    en: ['Sign in first', 'Sign in and try again; your session may have ended.'],
  },
  SIGNATURE_INVALID: {
    zh: ['签名无效', '请核对签名密钥、webhook-timestamp 和原始报文后重新签名发送。'],
    en: ['The signature does not hold', 'Check secret, webhook-timestamp and raw body, then sign and send again.'],
  },
  FORBIDDEN: {
    zh: ['没有此项权限', '您的角色不能办理此事，请由有权限的人员办理。'],
    en: ['Not for your role', 'Ask somebody whose role may do this.'],
  },
  NOT_FOUND: {
    zh: ['这里没有您可以查看的内容', '请核对网址或编号；您可能无权查看。'],
    en: ['There is nothing here for you', 'Check the address or id; it may not be yours to see.'],
  },
  METHOD_NOT_ALLOWED: {
    zh: ['此地址不支持该方法', '请使用 Allow 响应头列出的方法。'],
    en: ['This address does not take that method', 'Use one of the methods in the Allow header.'],
  },
  REQUEST_IN_PROGRESS: {
    zh: ['同一请求正在处理', '请稍候，再原样提交一次。'],
    en: ['The same request is running', 'Send the same again in a moment.'],
  },
  CLOCK_JUMP_RUNNING: {
    zh: ['练习时钟正在移动', '请等上一次移动完成后再试。'],
    en: ['The practice clock is moving', 'Wait until the move before has finished.'],
  },
  TOO_LARGE: {
    zh: ['请求过大', 'JSON 请求不得超过 1 MB，请缩小后重试。'],
    en: ['The request is too large', 'A JSON body may have 1 MB; send less.'],
  },
  FILE_TOO_LARGE: {
    zh: ['文件过大', '文件（解压后的内容也计算在内）超过上限，请拆分或压缩后重新上传。'],
    en: ['The file is too large', 'It, or what it unpacks to, is above the limit; split it and upload again.'],
  },
  MEDIA_TYPE_UNSUPPORTED: {
    zh: ['不支持的内容类型', '请使用 application/json；上传文件时使用 multipart/form-data 的 file 字段或 text/csv。'],
    en: [
      'The content type is not taken',
      'Send application/json, or a file as multipart/form-data (field file) or text/csv.',
    ],
  },
  FILE_TYPE_UNSUPPORTED: {
    zh: ['不支持的文件类型', '请上传 PDF、PNG、JPG、DOCX、XLSX 或 TXT 文件。'],
    en: ['This kind of file is not taken', 'Upload a PDF, PNG, JPG, DOCX, XLSX or TXT file.'],
  },
  FILE_NOT_A_TABLE: {
    zh: ['文件不是可读的表格', '请用 Excel 另存为 .xlsx 或 CSV 后重新上传。'],
    en: ['The file is not a table that can be read', 'Save it as .xlsx or CSV and upload it again.'],
  },
  FILE_SHEET_MISSING: {
    zh: ['文件中缺少工作表的内容', '文件列出的某个可见工作表没有内容。请用 Excel 打开核对，另存为 .xlsx 后重新上传。'],
    en: [
      'The content of a sheet is missing',
      'The file lists a visible sheet that it does not have. Open it in Excel, look at it, save it as .xlsx and upload it again.',
    ],
  },
  FILE_MISSING: {
    zh: ['没有收到文件', '请在 multipart/form-data 的 file 字段中放入一个文件。'],
    en: ['No file was sent', 'Put one file into the field file of a multipart/form-data body.'],
  },
  FILE_ONE_ONLY: {
    zh: ['一次只能上传一个文件', '请分次上传。'],
    en: ['One file at a time', 'Upload them one after the other.'],
  },
  FILE_EMPTY: {
    zh: ['文件没有内容', '请上传有内容的文件；表格至少要有表头。'],
    en: ['The file is empty', 'Upload a file with content; a table needs a header at least.'],
  },
  FILE_HAS_MACROS: {
    zh: ['文件含有宏', '请另存为不含宏的 .xlsx 后重新上传。'],
    en: ['The file has macros', 'Save it as .xlsx without macros and upload it again.'],
  },
  FILE_TOO_MANY_ROWS: {
    zh: ['文件行数过多', '一次最多导入 {maximum} 行，请拆分后上传。'],
    en: ['The file has too many rows', 'One import takes {maximum} rows at most; split the file.'],
  },
  FILE_HEADER_UNKNOWN: {
    zh: [
      '表头不符合要求',
      '缺少或重复的列：{columns}。读到的表头是第 {row} 行：{header}。请按模板填写表头后重新上传。',
    ],
    en: [
      'The header does not fit',
      'Columns missing or given twice: {columns}. Row {row} was read as the header: {header}. Correct it and upload again.',
    ],
  },
  REGISTER_FILE_INVALID: {
    zh: ['登记文件有错误', '请按所列位置改正后重新上传，未导入任何行。'],
    en: ['The register file has errors', 'Correct the places listed and upload again; nothing was imported.'],
  },
  INVALID: {
    zh: ['请求内容不符合要求', '请改正下列内容后重新提交。'],
    en: ['The request does not fit', 'Correct what is named below and send it again.'],
  },
  IDEMPOTENCY_KEY_REUSED: {
    zh: ['Idempotency-Key 已用于另一请求', '请为新的请求生成新的 Idempotency-Key。'],
    en: ['This Idempotency-Key belongs to another request', 'Use a new key for a new request.'],
  },
  CLOCK_BACKWARDS: {
    zh: ['时钟不能倒退', '请给出晚于当前练习时间（{now}）的时间。'],
    en: ['The clock never goes back', 'Give a time after the practice time now ({now}).'],
  },
  CLOCK_TOO_FAR: {
    zh: ['时钟移动过远', '一次最多移动二十年。'],
    en: ['Too far', 'The clock moves twenty years at most at a time.'],
  },
  IF_MATCH_MISSING: {
    zh: ['缺少 If-Match', '请先读取，再把得到的 ETag 放入 If-Match 请求头。'],
    en: ['If-Match is missing', 'Read first, then send the ETag that you got as If-Match.'],
  },
  TOO_MANY_FILES: {
    zh: ['正在读取的文件较多', '文件没有问题，尚未读取；请稍后重新上传。'],
    en: [
      'Many files are being read',
      'Nothing is wrong with this file, and it was not read yet: upload it again soon.',
    ],
  },
  TOO_MANY_REQUESTS: {
    zh: ['尝试次数过多', '请在 {seconds} 秒后再试。'],
    en: ['Too many attempts', 'Try again in {seconds} seconds.'],
  },
  UNEXPECTED: {
    zh: ['系统出现意外错误', '请稍后重试；如仍然失败，请把追踪编号告诉系统管理员。'],
    en: ['Something went wrong on our side', 'Try again later; if it stays, give the trace number to an operator.'],
  },
  WORKER_UNAVAILABLE: {
    zh: ['办理进程暂时没有响应', '请稍后原样再次提交，操作只会生效一次。'],
    en: ['The worker does not answer', 'Send the same again later; it takes effect once.'],
  },
  FORGED_ACT: {
    zh: [
      '办理进程不承认本次操作',
      '操作未生效。办理进程没有本 API 私钥的公钥（BUTIE_ACT_PUBLIC_KEY），或者该事项的记录、工作流不是由系统写成或启动的。请系统管理员按运行手册 forgedAct 处理，然后原样再次提交。',
    ],
    en: [
      'The worker does not accept this act',
      'Nothing changed. The worker lacks the public half of this API’s key (BUTIE_ACT_PUBLIC_KEY), or the row or the workflow of this case is not ours. The operator follows forgedAct in the runbook; then send the same again.',
    ],
  },
  CLOCK_NOT_QUIET: {
    zh: ['练习时钟尚未移动完成', '流程尚未全部跟上：{note}。请稍后再看。'],
    en: ['The practice clock has not arrived', 'Not every workflow has caught up: {note}. Look again later.'],
  },
  NOT_READY: {
    zh: ['系统尚未就绪', '请稍后重试。'],
    en: ['Not ready', 'Try again in a moment.'],
  },
};

/** Sentences for one place in a request; the domain has those of table rows, a problem's own code uses its title. */
const FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  ...ABSENCE_FIELD_MESSAGES,
  ...DECISION_FIELD_MESSAGES,
  ...DEMAND_FIELD_MESSAGES,
  ...PAYMENT_FIELD_MESSAGES,
  ...PEOPLE_FIELD_MESSAGES,
  ...URL_MESSAGES,
  REQUIRED: { zh: '必填', en: 'Needed' },
  TASK_TWICE: { zh: '同一件出现了两次', en: 'A task is named twice' },
  UNKNOWN_FIELD: { zh: '没有这个字段，请删除', en: 'There is no such field; remove it' },
  INVALID_TYPE: { zh: '类型不对', en: 'Wrong type' },
  INVALID_VALUE: { zh: '只能是：{values}', en: 'One of: {values}' },
  INVALID_FORMAT: { zh: '格式不对', en: 'Wrong form' },
  TOO_SMALL: { zh: '太短或太小，最小 {minimum}', en: 'Too short or too small, at least {minimum}' },
  TOO_BIG: { zh: '太长或太大，最大 {maximum}', en: 'Too long or too large, at most {maximum}' },
  TOO_DEEP: { zh: '嵌套层数过多', en: 'Nested too deeply' },
  EXACTLY_ONE: { zh: '只能且必须填写其中一项', en: 'Exactly one of these' },
  ENDS_BEFORE_IT_OPENS: { zh: '结束日期早于开班日期', en: 'It ends before it opens' },
  FORBIDDEN_CHARACTERS: {
    zh: '含有不允许的字符（公式、控制字符等）',
    en: 'Characters that are not allowed (formulas, controls)',
  },
  COLUMN_TWICE: { zh: '列重复', en: 'This column is given twice' },
  MISSING: { zh: '尚未提供', en: 'Still missing' },
  NOT_FOUND: { zh: '没有此项，或您无权查看', en: 'No such one, or not yours to see' },
  QUESTION_UNANSWERED: { zh: '尚未回答', en: 'Not answered' },
  ANSWER_FORBIDS_APPROVAL: { zh: '此答案不支持同意', en: 'This answer does not allow an approval' },
  HOLDER_KEPT: {
    zh: '已提交的申报不能更换带头人；请撤回后以新的带头人申报',
    en: 'A submitted application keeps its leader; withdraw it and apply with the other one',
  },
  UNKNOWN_QUESTION: { zh: '没有这个问题', en: 'There is no such question' },
  CHECKLIST_NO: { zh: '核对项须为“是”', en: 'Has to be true' },
  LINE_UNKNOWN: { zh: '没有此行或此行不可办理', en: 'No such line, or not open' },
  NOT_A_PART: { zh: '不得大于所属总数', en: 'More than the number that it is a part of' },
  LINE_TWICE: { zh: '同一行出现两次', en: 'The same line twice' },
  FUND_OF_A_PAPER: { zh: '该途径的资金由文件规定', en: 'A paper names the fund of this route' },
  FUND_OUT_OF_SCOPE: { zh: '该专账只用于培训补贴', en: 'This account pays only training subsidies' },
  MAY_NOT_DECIDE: { zh: '此人不能办理该任务', en: 'This person may not decide the task' },
  NOT_LATER: { zh: '日期应晚于今天', en: 'Has to be later than today' },
  ACCOUNT_OF_ANOTHER: { zh: '户名与本人姓名不一致，只能使用本人账户', en: 'Not an account in the person’s own name' },
  NOT_IN_BATCH: { zh: '不在该批次中', en: 'Not in this batch' },
  ABOVE_MAXIMUM: { zh: '超过上限（{max} 分）', en: 'Above the maximum of {max} fen' },
  AMOUNT_MISMATCH: { zh: '金额与指令不一致', en: 'Differs from the instruction' },
  UNKNOWN_VALUE: { zh: '没有这个值', en: 'There is no such value' },
  PARAMETER_MISSING: { zh: '缺少政策参数 {key}', en: 'The policy parameter {key} is missing' },
};

export function problemText(code: ProblemCode, facts: Facts, language: Language): { title: string; detail: string } {
  const [title, detail] = MESSAGES[code][language];
  return { title: fill(title, facts, language), detail: fill(detail, facts, language) };
}

const NOT_AS_WANTED: Sentence = { zh: '此项内容不符合要求', en: 'Not as it has to be' };

export function fieldMessage(code: string, language: Language, facts: Facts = {}): string {
  const rowCode = ROW_ERROR_CODES.find((known) => known === code);
  const sentence = FIELD_MESSAGES[code] ?? (rowCode === undefined ? undefined : rowErrorText(rowCode));
  if (sentence !== undefined) {
    return fill(sentence[language], facts, language);
  }
  const problem = Object.entries(MESSAGES).find(([known]) => known === code);
  return problem === undefined ? NOT_AS_WANTED[language] : fill(problem[1][language][0], facts, language);
}
