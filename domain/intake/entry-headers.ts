import type { EntryColumnCode } from '../policy/route-codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { Headers } from './table-cell.ts';

/** Headers of the files of every route: the Chinese one to write, the English one, then others that are also read. */
export const ENTRY_HEADERS: Headers<EntryColumnCode> = {
  name: ['姓名', 'Name'],
  idNumber: ['证件号码', 'ID number', '身份证号', '身份证号码', 'idNumber'],
  phone: ['手机号', 'Phone', '手机号码', '联系电话'],
  categories: ['人员类别', 'Categories of the person', 'categories'],
  registeredAt: ['户籍地代码', 'Registered at (place code)', '户籍地', '户籍所在地', '户籍', 'registeredAt'],
  residesAt: ['常住地代码', 'Resides at (place code)', '常住地', 'residesAt'],
  worksAt: ['求职就业地代码', 'Works or looks for work at (place code)', '求职就业地', '就业地', 'worksAt'],
  trainedAt: ['培训地代码', 'Trained at (place code)', '培训地', '培训地点', 'trainedAt'],
  employer: ['用人单位', 'Employer', '工作单位'],
  employerKind: ['用人主体类型', 'Kind of employer', '单位类型', 'employerKind'],
  employedOn: ['上岗日期', 'In the post since', '入职日期', 'employedOn'],
  certificateKind: ['证书类型', 'Kind of certificate', '证书种类', 'certificateKind'],
  certificateNo: ['证书编号', 'Certificate number', 'certificateNo'],
  certificateDate: ['发证日期', 'Certificate issued on', 'certificateDate'],
  occupation: ['职业代码', 'Occupation code', '职业（工种）代码', '职业', 'occupation'],
  skillLevel: ['技能等级', 'Skill level', '职业技能等级', '等级', 'skillLevel'],
  fee: ['收费', 'Fee', '缴费', '培训费'],
  accountHolder: ['户名', 'Account holder', '账户名', '开户名', 'accountHolder'],
  accountBank: ['开户银行', 'Bank', '开户行', 'accountBank'],
  accountNumber: ['银行账号', 'Account number', '账号', '银行卡号', 'accountNumber'],
  module: ['培训课程', 'Module', '课程', '创业培训课程'],
  courseNo: ['班级编号', 'Filing number of the class', '开班编号', '备案编号', 'courseNo'],
  graduatesOn: ['毕业日期', 'Graduates on', '毕业时间', 'graduatesOn'],
  months: ['补贴月份', 'Months', '申领月份', '月份'],
  insuredMonths: ['缴费月数', 'Insured months', '累计缴费月数', '参保月数', 'insuredMonths'],
  renewal: ['是否复审', 'Renewal', '复审换证'],
  internshipFrom: ['实习开始日期', 'Internship from', 'internshipFrom'],
  internshipTo: ['实习结束日期', 'Internship to', 'internshipTo'],
  contractFrom: ['合同开始日期', 'Contract from', '劳动合同开始日期', 'contractFrom'],
  contractTo: ['合同结束日期', 'Contract to', '劳动合同结束日期', 'contractTo'],
  releasedOn: ['释放日期', 'Released on', '解除日期', '刑满释放日期', 'releasedOn'],
  title: ['项目名称', 'Title', '成果名称', '名称'],
  result: ['结果', 'Result', '名次', '成果'],
  achievedOn: ['取得日期', 'Achieved on', '完成日期', 'achievedOn'],
  amount: ['金额', 'Amount', '申领金额'],
  reference: ['证明文号', 'Reference number', '合同编号', '文号', 'reference'],
};

/** Returns the name of a column in sentences and forms. */
export function columnWord(code: EntryColumnCode): Label {
  const [zh = code, en = code] = ENTRY_HEADERS[code];
  return { zh, en };
}
