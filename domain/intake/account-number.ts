/** A bank account in a request or a table: 8 to 32 digits, between which single blanks or hyphens may stand. */
export const ACCOUNT_NUMBER = /^\d(?:[ -]?\d){7,31}$/;
