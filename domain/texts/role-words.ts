import type { Role } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';

/** Names of roles in sentences for people. */
const ROLE_WORDS: Readonly<Record<Role, Label>> = {
  applicant: { zh: '申请单位', en: 'the applicant' },
  departmentReviewer: { zh: '责任部门审核人', en: 'a reviewer of the department' },
  bureauReviewer: { zh: '人社部门复核人', en: 'a reviewer of the HR bureau' },
  noticeOfficer: { zh: '公示经办人', en: 'a notice officer' },
  financeMaker: { zh: '财政制单人', en: 'a maker of Finance' },
  financeChecker: { zh: '财政复核人', en: 'a checker of Finance' },
  expert: { zh: '评审专家', en: 'an expert' },
  operator: { zh: '运维人员', en: 'an operator' },
  operatorApprover: { zh: '运维审批人', en: 'an approver of the operators' },
  policyEditor: { zh: '政策编辑人', en: 'a policy editor' },
  policyApprover: { zh: '政策审批人', en: 'a policy approver' },
  auditor: { zh: '审计人员', en: 'an auditor' },
  financeSystem: { zh: '财政系统', en: 'the Finance system' },
  grantOfficer: { zh: '项目经办人', en: 'a grant officer' },
  grantApprover: { zh: '项目认定人', en: 'a grant approver' },
  planOfficer: { zh: '计划经办人', en: 'a plan officer' },
  demandOfficer: { zh: '需求经办人', en: 'a demand officer' },
};

export function roleWord(role: Role): Label {
  return ROLE_WORDS[role];
}
